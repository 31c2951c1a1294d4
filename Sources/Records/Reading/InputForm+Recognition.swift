import Glibc

extension InputForm {
  /// Bytes that are looked at first; more only of what begins like a document.
  private static let firstLook = 64 << 10

  /// Finds out what a regular file holds, and winds it back to where it was.
  ///
  /// JSON Lines unless it is sure to be something else: WebVTT by its signature, SubRip by a number and a
  /// timing line, a document by a first line that is an unfinished JSON value of which all other lines are the
  /// rest. So a file of JSON Lines stays one whatever is broken in it: behind a broken line comes the
  /// beginning of a record, which continues nothing. What begins like a document and is longer than the line
  /// limit is one too, and will be refused for its length.
  /// - Throws: ``ReadFailure`` when the system refuses to read.
  package static func recognised(
    in descriptor: Int32, limits: ReadLimits
  ) throws(ReadFailure) -> InputForm {
    let start = lseek(descriptor, 0, SEEK_CUR)
    guard start >= 0, ChunkReader.isRegularFile(descriptor) else { return .jsonLines }
    defer { lseek(descriptor, start, SEEK_SET) }
    var stream = ByteStream(descriptor)
    var look = [UInt8](repeating: 0, count: firstLook)
    var count = 0
    while true {
      count = try stream.fill(&look, from: count)
      if let form = form(of: look.span.extracting(0..<count), isAll: stream.isAtEnd, limits) {
        return stream.isDamaged && form == .document ? .jsonLines : form
      }
      var room = look.count * 2
      if !holdsLF(look) {
        // What has one line is JSON Lines however long it is, and need not be held to say so.
        guard let end = try skipLine(&stream, from: count, limits) else { return .jsonLines }
        room = end + firstLook
        lseek(descriptor, start, SEEK_SET)
        stream = ByteStream(descriptor)
        count = 0
      }
      look.append(contentsOf: repeatElement(0, count: room - look.count))
    }
  }

  /// Reads on until an LF was read; nil if there is none before the line limit.
  private static func skipLine(
    _ stream: inout ByteStream, from start: Int, _ limits: ReadLimits
  ) throws(ReadFailure) -> Int? {
    var look = [UInt8](repeating: 0, count: firstLook)
    var end = start
    while !holdsLF(look) {
      if stream.isAtEnd || end > limits.line { return nil }
      end += try stream.fill(&look, from: 0)
    }
    return end
  }

  private static func holdsLF(_ bytes: [UInt8]) -> Bool {
    SpanBytes.first(UInt8(ascii: "\n"), in: bytes.span, from: 0) < bytes.count
  }

  /// The form that a source's first bytes tell; nil when more of them are needed.
  private static func form(
    of bytes: Span<UInt8>, isAll: Bool, _ limits: ReadLimits
  ) -> InputForm? {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let hasMark = bytes.count >= 3 && mark.indices.allSatisfy { bytes[$0] == mark[$0] }
    let text = bytes.extracting((hasMark ? 3 : 0)..<bytes.count)
    if CaptionBlock.isSignature(text, 0, text.count) { return .webVTT }
    var first = 0
    while first < text.count, isWhiteSpace(text[first]) { first += 1 }
    guard first < text.count else { return .jsonLines }
    if text[first].isASCIIDigit {
      return CaptionBlock.isNumberAndTiming(text.extracting(first..<text.count))
        ? .subRip : .jsonLines
    }
    guard text[first] == UInt8(ascii: "{") || text[first] == UInt8(ascii: "[") else {
      return .jsonLines
    }
    let lf = SpanBytes.first(UInt8(ascii: "\n"), in: text, from: first)
    guard lf < text.count else { return isAll || text.count > limits.line ? .jsonLines : nil }
    guard standing(text.extracting(0..<lf)) == .unfinished else { return .jsonLines }
    let lines = isAll ? text.count : RecordUnit.line.lastEnd(in: text, from: lf) + 1
    switch standing(text.extracting(0..<lines)) {
    case .broken: return .jsonLines
    case .whole: return isAll ? .document : text.count > limits.line ? .jsonLines : nil
    case .unfinished: return isAll ? .jsonLines : text.count > limits.line ? .document : nil
    }
  }

  private static func standing(_ bytes: Span<UInt8>) -> JSONScanner.Standing {
    let gate = TriggerGate()
    var maps = ByteMaps()
    maps.classify(bytes, gate: gate)
    var scanner = JSONScanner(gate: gate, fields: FieldTable([]))
    let words = maps.words
    return scanner.standing(bytes, maps: words.span)
  }

  private static func isWhiteSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }
}
