/// What a source holds.
package enum InputForm: Sendable {
  /// A JSON value on every line.
  case jsonLines
  /// One JSON value over as many lines as it takes.
  case document
  /// A text on every line.
  case text
  /// Captions: WebVTT (W3C).
  case webVTT
  /// Captions: SubRip.
  case subRip

  /// Whether records are JSON as they stand.
  package var isJSON: Bool { self == .jsonLines || self == .document }
  package var isCaptions: Bool { self == .webVTT || self == .subRip }

  var unit: RecordUnit {
    switch self {
    case .jsonLines, .text: .line
    case .webVTT, .subRip: .block
    case .document: .source
    }
  }
}

/// What must stay together when bytes are cut into chunks.
enum RecordUnit {
  case line
  /// Lines up to an empty one.
  case block
  /// All there is.
  case source

  /// Position of the LF that ends the last whole unit, looking at LFs from `start` on; -1 when there is none.
  func lastEnd(in bytes: Span<UInt8>, from start: Int) -> Int {
    if self == .source { return -1 }
    var end = bytes.count
    while let lf = SpanBytes.last(UInt8(ascii: "\n"), in: bytes, from: start, to: end) {
      if self == .line || endsEmptyLine(bytes, lf) { return lf }
      end = lf
    }
    return -1
  }

  private func endsEmptyLine(_ bytes: Span<UInt8>, _ lf: Int) -> Bool {
    var before = lf - 1
    if before >= 0, bytes[before] == UInt8(ascii: "\r") { before -= 1 }
    return before < 0 || bytes[before] == UInt8(ascii: "\n")
  }
}
