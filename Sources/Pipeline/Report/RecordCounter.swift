import Records

/// Counts the records in bytes that come in pieces, without examining them.
struct RecordCounter {
  /// Lines that are not blank, a document, or timing lines of captions.
  private(set) var count = 0
  private let form: InputForm
  private var isBlank = true
  /// How much of the arrow of a timing line has been seen in this line.
  private var arrow = 0

  private static let arrowBytes = Array("-->".utf8)

  init(_ form: InputForm) { self.form = form }

  mutating func add(_ bytes: Span<UInt8>) {
    for index in bytes.indices {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\n"), form != .document {
        finish()
      } else if !Self.isBlank(byte) {
        isBlank = false
      }
      if form.isCaptions, arrow < Self.arrowBytes.count {
        arrow = byte == Self.arrowBytes[arrow] ? arrow + 1 : byte == UInt8(ascii: "-") ? arrow : 0
      }
    }
  }

  /// Ends a last line that has no LF.
  mutating func finish() {
    if !isBlank, !form.isCaptions || arrow == Self.arrowBytes.count { count += 1 }
    isBlank = true
    arrow = 0
  }

  static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
      || byte == UInt8(ascii: "\n")
  }
}
