import Foundation

/// A folder in memory where the system has one, gone with the object.
final class ScratchFolder {
  let path: String

  init() {
    let memory = "/dev/shm"
    let root = FileManager.default.isWritableFile(atPath: memory) ? memory : NSTemporaryDirectory()
    path = root + "/hush-fuzz-\(UUID().uuidString)"
    try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  func remove(_ name: String) { try? FileManager.default.removeItem(atPath: path + "/" + name) }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
