import Foundation
import Glibc
package import Keys
import Records
import Redaction

/// How refused lines are kept outside a store.
package struct QuarantineOptions: Sendable {
  package var path: String
  /// Adds the line itself, in base64: the only way it is ever written in the clear.
  package var includesRaw = false
  /// Seals the line when there is a key.
  package var sealingKey: SecretKey?

  package init(path: String) { self.path = path }
}

/// One JSON object for each refused line, appended to a file that only its owner can read.
struct QuarantineFile: ~Copyable {
  private let file: OutputFile
  private let options: QuarantineOptions
  private var sealing: SealingContext?
  private var text: [UInt8] = []

  /// - Throws: ``PipelineError/cannotCreate(path:code:)``; ``CryptoError`` when libcrypto refuses.
  init(_ options: QuarantineOptions) throws {
    let file = try OutputFile.appending(to: options.path)
    let sealing = options.sealingKey == nil ? nil : try SealingContext()
    self.file = file
    self.options = options
    self.sealing = sealing
  }

  deinit { close(file.descriptor) }

  /// Writes the chunk's refused lines.
  ///
  /// - Parameter linesBefore: lines of the source before the chunk.
  mutating func write(
    _ item: WorkItem, source: String, linesBefore: Int
  ) throws {
    guard !item.result.refused.isEmpty else { return }
    let chunk = item.chunk
    text.removeAll(keepingCapacity: true)
    for line in item.result.refused {
      let raw = chunk.bytes.extracting(line.start..<line.start + line.held)
      var entry = JSONObjectWriter()
      entry.add("source", source)
      entry.add("line", linesBefore + line.line + 1)
      entry.add("offset", chunk.offset + line.start)
      entry.add("length", line.length)
      entry.add("reason", line.reason.rawValue)
      if options.includesRaw {
        var bytes: [UInt8] = []
        appendBytes(raw, to: &bytes)
        entry.add("raw", Data(bytes).base64EncodedString())
      }
      if let key = options.sealingKey {
        var sealed: [UInt8] = []
        let identity = Array("\(source)\n\(chunk.offset + line.start)".utf8)
        try sealing!.seal(
          raw, under: key, associated: identity.span, appendingTo: &sealed)
        entry.add("sealed", Data(sealed).base64EncodedString())
      }
      text.append(contentsOf: entry.finished.utf8)
      text.append(UInt8(ascii: "\n"))
    }
    let bytes = text
    try file.write(bytes.span)
    file.sync()
  }
}
