import Detection
import Records

/// The values that were replaced in a record, and where else in it they stand: in another carrier, without separators,
/// in other letters, escaped, or in pieces.
///
/// Values are compared by their letters and digits, and found by their first ones, so looking for many takes as long as
/// looking for one.
struct FoundValues {
  private struct Value {
    /// Its letters and digits.
    var letters: [UInt8]
    var finding: Finding
    /// As it was read.
    var text: [UInt8]
  }

  /// Shorter ones stand in numbers and words that are none of them.
  static let shortest = LetterRows.length

  private var all: [Value] = []
  private var byBeginning: [UInt64: [Int]] = [:]
  /// How values begin: most text is told from them by that.
  private var beginnings = LetterRows()
  private var letters = FoldedLetters()

  var isEmpty: Bool { all.isEmpty }

  mutating func removeAll() {
    guard !all.isEmpty else { return }
    all.removeAll(keepingCapacity: true)
    byBeginning.removeAll(keepingCapacity: true)
    beginnings.removeAll()
  }

  /// Adds what was found, as it stands and as it was read.
  mutating func add(
    _ finding: Finding, in bytes: Span<UInt8>, isEscaped: Bool, values: Span<UInt8>
  ) {
    var source: [UInt8] = []
    if isEscaped {
      JSONEscapes.decode(bytes, finding.start, finding.end, into: &source)
    } else {
      appendBytes(bytes.extracting(finding.start..<finding.end), to: &source)
    }
    var read: [UInt8] = []
    if finding.value.isEmpty {
      read = source
    } else {
      appendBytes(values.extracting(finding.value), to: &read)
    }
    insert(read, finding, read)
    // A part stands for the whole, which is what may not stand anywhere.
    if !finding.value.isEmpty, finding.view.isDisjoint(with: .joined) {
      insert(source, finding, read)
    }
  }

  private mutating func insert(_ form: [UInt8], _ finding: Finding, _ text: [UInt8]) {
    var normal: [UInt8] = []
    for byte in form where FoundText.isLetter(byte) { normal.append(byte.asciiLowercased) }
    guard normal.count >= Self.shortest else { return }
    var key: UInt64 = 0
    for byte in normal.prefix(Self.shortest) { key = key << 8 | UInt64(byte) }
    guard !(byBeginning[key] ?? []).contains(where: { all[$0].letters == normal }) else { return }
    byBeginning[key, default: []].append(all.count)
    beginnings.insert(key)
    all.append(Value(letters: normal, finding: finding, text: text))
  }

  /// Where values stand in a text: their numbers, and the ranges of the text's letters.
  private func matches(in text: Span<UInt8>, _ body: (Int, Range<Int>) -> Bool) {
    var at = 0
    while let start = beginnings.next(in: text, from: at) {
      at = start + 1
      var key: UInt64 = 0
      for index in start..<start + Self.shortest { key = key << 8 | UInt64(text[index]) }
      for number in byBeginning[key] ?? [] {
        let value = all[number].letters
        guard start + value.count <= text.count,
          value.indices.allSatisfy({ text[start + $0] == value[$0] })
        else { continue }
        if !body(number, start..<start + value.count) { return }
      }
    }
  }

  /// Whether a value could stand in a record outside of its edits, judged by the record's bytes as they are.
  mutating func mayStand(
    in bytes: Span<UInt8>, _ record: Range<Int>, outside edits: [RecordRedactor.Edit]
  ) -> Bool {
    letters.removeAll()
    var at = record.lowerBound
    for edit in edits {
      FoundText.appendLetters(bytes, at, edit.start, to: &letters)
      // What was replaced stands between what is left.
      letters.append(letter: 0)
      at = edit.end
    }
    FoundText.appendLetters(bytes, at, record.upperBound, to: &letters)
    var stands = false
    matches(in: letters.storage.span.extracting(0..<letters.count)) { _, _ in
      stands = true
      return false
    }
    return stands
  }

  /// The places of a text in which values stand, as findings in the record.
  func findings(in text: FoundText, _ report: (Finding, [UInt8]) -> Void) {
    matches(in: text.letters.span) { number, range in
      if text.isWhole(range) {
        var finding = all[number].finding
        finding.start = text.start(of: range.lowerBound)
        finding.end = text.end(of: range.upperBound - 1)
        finding.place = -1
        finding.note = -1
        report(finding, all[number].text)
      }
      return true
    }
  }
}

/// The letters and digits of a text, in lower case, and where they stand.
struct FoundText {
  private(set) var letters: [UInt8] = []
  private var starts: [Int] = []
  private var lengths: [UInt8] = []

  mutating func removeAll() {
    letters.removeAll(keepingCapacity: true)
    starts.removeAll(keepingCapacity: true)
    lengths.removeAll(keepingCapacity: true)
  }

  static func isLetter(_ byte: UInt8) -> Bool {
    byte &- UInt8(ascii: "0") < 10 || (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte >= 0x80
  }

  mutating func append(_ bytes: Span<UInt8>, _ start: Int, _ end: Int, isEscaped: Bool) {
    var at = start
    while at < end {
      let (byte, next) = isEscaped ? Self.letter(bytes, at, end) : (bytes[at], at + 1)
      if Self.isLetter(byte) {
        letters.append(byte.asciiLowercased)
        starts.append(at)
        lengths.append(UInt8(next - at))
      }
      at = next
    }
  }

  /// Appends the letters and digits of JSON source, escapes undone.
  static func appendLetters(
    _ bytes: Span<UInt8>, _ start: Int, _ end: Int, to letters: inout FoldedLetters
  ) {
    var at = start
    while at < end {
      let escape = SpanBytes.first(UInt8(ascii: "\\"), in: bytes, from: at, to: end)
      letters.append(bytes.extracting(at..<escape))
      guard escape < end else { return }
      let byte: UInt8
      (byte, at) = letter(bytes, escape, end)
      if isLetter(byte) { letters.append(letter: byte.asciiLowercased) }
    }
  }

  /// The ASCII byte at a position, an escape undone; 0 for any other escape.
  private static func letter(_ bytes: Span<UInt8>, _ at: Int, _ end: Int) -> (UInt8, Int) {
    guard bytes[at] == UInt8(ascii: "\\"), at + 1 < end else { return (bytes[at], at + 1) }
    guard bytes[at + 1] == UInt8(ascii: "u"), at + 6 <= end else { return (0, min(at + 2, end)) }
    var value = 0
    for position in at + 2..<at + 6 {
      let byte = bytes[position]
      let digit =
        byte &- UInt8(ascii: "0") < 10 ? byte & 15 : (byte | 0x20) &- UInt8(ascii: "a") &+ 10
      value = value << 4 | Int(digit & 15)
    }
    return (value < 0x80 ? UInt8(value) : 0, at + 6)
  }

  func start(of index: Int) -> Int { starts[index] }
  func end(of index: Int) -> Int { starts[index] + Int(lengths[index]) }

  /// Whether neither a digit nor a letter goes on with a stretch where it ends.
  func isWhole(_ range: Range<Int>) -> Bool {
    !goesOn(range.lowerBound - 1) && !goesOn(range.upperBound - 1)
  }

  private func goesOn(_ index: Int) -> Bool {
    guard index >= 0, index + 1 < letters.count, end(of: index) == starts[index + 1] else {
      return false
    }
    let isDigit = letters[index] &- UInt8(ascii: "0") < 10
    return isDigit == (letters[index + 1] &- UInt8(ascii: "0") < 10)
  }
}
