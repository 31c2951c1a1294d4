import Foundation
import Glibc

/// A fresh directory to run `hush` in: an empty working directory, a home and a data directory of
/// its own, and no variable of the caller's but PATH. Removed with the last reference.
final class Scratch {
  let root: URL
  let work: URL
  var environment: [String: String]

  init() throws {
    root = FileManager.default.temporaryDirectory.appending(path: "hush-\(UUID().uuidString)")
    work = root.appending(path: "work")
    for name in ["work", "home", "data", "tmp"] {
      try FileManager.default.createDirectory(
        at: root.appending(path: name), withIntermediateDirectories: true)
    }
    environment = [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
      "HOME": root.appending(path: "home").path,
      "XDG_DATA_HOME": root.appending(path: "data").path,
      "TMPDIR": root.appending(path: "tmp").path,
      "LC_ALL": "C.UTF-8",
    ]
  }

  deinit { try? FileManager.default.removeItem(at: root) }
}

// MARK: - Running

extension Scratch {
  func start(_ arguments: [String]) throws -> HushProcess {
    try HushProcess(arguments, in: self)
  }

  func hush(_ arguments: [String], stdin: [UInt8]) throws -> Outcome {
    let process = try start(arguments)
    try process.send(stdin)
    return try process.finish()
  }

  func hush(_ arguments: String..., stdin: String = "") throws -> Outcome {
    try hush(arguments, stdin: Array(stdin.utf8))
  }

  /// Starts `hush` in a shell that has run `prelude` before: limits, masks, redirections.
  func start(after prelude: String, _ arguments: [String]) throws -> HushProcess {
    let script = prelude + "\nexec \"$0\" \"$@\""
    return try HushProcess(
      ["-c", script, HushProcess.binary()] + arguments, executable: "/bin/sh", in: self)
  }

  /// Runs `hush` as ``start(after:_:)`` does.
  func hush(after prelude: String, _ arguments: [String], stdin: [UInt8] = []) throws -> Outcome {
    let process = try start(after: prelude, arguments)
    try process.send(stdin)
    return try process.finish()
  }
}

// MARK: - Files

extension Scratch {
  func url(_ name: String) -> URL { work.appending(path: name) }

  func path(_ name: String) -> String { url(name).path }

  func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }

  func directory(_ name: String) throws {
    try FileManager.default.createDirectory(at: url(name), withIntermediateDirectories: true)
  }

  func write(_ name: String, _ bytes: [UInt8], mode: Int = 0o644) throws {
    try Data(bytes).write(to: url(name))
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path(name))
  }

  func write(_ name: String, _ text: String, mode: Int = 0o644) throws {
    try write(name, Array(text.utf8), mode: mode)
  }

  func read(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: url(name))) }

  func text(_ name: String) throws -> String { String(decoding: try read(name), as: UTF8.self) }

  /// A key file as `--key-file` wants it: 32 bytes in base64 on one line, for its owner only.
  func writeKey(_ name: String, filledWith byte: UInt8, mode: Int = 0o600) throws {
    let key = Data(repeating: byte, count: 32).base64EncodedString()
    try write(name, key + "\n", mode: mode)
  }

  /// Every regular file under the root, home, data and temporary directories included.
  func files() throws -> [URL] {
    let walk = FileManager.default.enumerator(
      at: root, includingPropertiesForKeys: [.isRegularFileKey])
    return try (walk?.allObjects as? [URL] ?? []).filter {
      try $0.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true
    }
  }
}

/// The permission bits of a file.
func mode(of url: URL) throws -> Int {
  let attributes = try FileManager.default.attributesOfItem(atPath: url.path)
  return (attributes[.posixPermissions] as? Int ?? -1) & 0o777
}
