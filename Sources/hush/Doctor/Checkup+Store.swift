import Foundation
import Glibc
import Retention
import Storage

extension Checkup {
  /// A log of this size or more says that no checkpoint gets through; SQLite's own limit here is 64 MiB.
  private static let longLog = 256 << 20
  /// Less room than this is soon used up.
  private static let littleRoom = 256 << 20
  /// How long past its date a record may lie before somebody should ask where the sweep is.
  private static let patience: Int64 = 86_400_000

  /// Key, files and figures of a store.
  mutating func look(at file: StoreFileArguments) {
    let ringPath = file.keyRing ?? Store.defaultKeyRing(for: file.store)
    var opened: Store?
    note("store") {
      let store = try file.open(mode: .readOnly)
      opened = store
      let figures = try store.statistics()
      return (.ok, "opens with its key: \(counted(figures.rows, "record")) in \(file.store)")
    }
    guard let opened else { return }
    for path in [file.store, ringPath] { lookAtFile(path) }
    lookAtRoom(file.store)
    note("sweep") {
      let figures = try opened.statistics()
      let next = [figures.nextExpiry, figures.nextQuarantineExpiry].compactMap { $0 }.min()
      guard let next else { return (.ok, "nothing expires") }
      return next.milliseconds + Self.patience < Timestamp.now.milliseconds
        ? (.warning, "records are past their date since \(next.rfc3339): run hush sweep")
        : (.ok, "nothing is past its date for long; the first date is \(next.rfc3339)")
    }
  }

  private mutating func lookAtFile(_ path: String) {
    let manager = FileManager.default
    let mode = (try? manager.attributesOfItem(atPath: path))?[.posixPermissions] as? Int ?? 0
    let log = (try? manager.attributesOfItem(atPath: path + "-wal"))?[.size] as? Int ?? 0
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    if mode & 0o077 != 0 {
      note("file", .warning, "\(path): others may open it: chmod 600")
    } else if !manager.isWritableFile(atPath: path) || !manager.isWritableFile(atPath: folder) {
      note(
        "file", .warning, "\(path): it or its folder can't be written to: reads leave audit entries"
      )
    } else if log >= Self.longLog {
      note("file", .warning, "\(path): its log has \(log >> 20) MiB: somebody reads without end")
    } else {
      note("file", .ok, "\(path): for its owner only")
    }
  }

  private mutating func lookAtRoom(_ path: String) {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    let figures = try? FileManager.default.attributesOfFileSystem(forPath: folder)
    guard let free = figures?[.systemFreeSize] as? Int else { return }
    note(
      "room", free < Self.littleRoom ? .warning : .ok,
      "\(free >> 20) MiB free where the store is")
  }
}
