import Glibc
import Keys

/// A file that is written in large pieces, with what a manifest says of it.
struct DigestedFile: ~Copyable {
  let name: String
  private let file: OutputFile
  private var digest: StreamDigest
  private(set) var bytes = 0
  private(set) var lines = 0
  private var buffer: [UInt8] = []

  init(name: String, file: OutputFile) throws(CryptoError) {
    let digest = try StreamDigest()
    self.name = name
    self.file = file
    self.digest = digest
  }

  deinit { close(file.descriptor) }

  mutating func write(_ text: String) throws {
    buffer.append(contentsOf: text.utf8)
    if buffer.count >= 1 << 16 { try flush() }
  }

  mutating func writeLine(_ line: String) throws {
    lines += 1
    try write(line)
  }

  /// Writes what is left and forces it to the disk.
  ///
  /// - Returns: SHA-256 of all that was written.
  mutating func sync() throws -> Digest32 {
    try flush()
    file.sync()
    return try digest.digestSoFar()
  }

  /// Writes what is left and syncs; says what is in the file, for the manifest.
  mutating func finish() throws -> JSONObjectWriter {
    let digest = try sync()
    var entry = JSONObjectWriter()
    entry.add("name", name)
    entry.add("sha256", digest.bytes.hexadecimal)
    entry.add("bytes", bytes)
    entry.add("lines", lines)
    return entry
  }

  private mutating func flush() throws {
    let text = buffer
    try digest.update(text.span)
    try file.write(text.span)
    bytes += text.count
    buffer.removeAll(keepingCapacity: true)
  }
}
