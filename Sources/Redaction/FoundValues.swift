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

  /// The names of people who were introduced, as they were read.
  private(set) var people: [[UInt8]] = []
  private var all: [Value] = []
  private var byBeginning: [UInt64: [Int]] = [:]
  /// How values begin: most text is told from them by that.
  private var beginnings = LetterRows()
  /// Letters of the longest value.
  private var longest = 0
  private var placed = PlacedLetters()

  /// So many letters are gathered before they are searched, more where values are that long.
  private static let block = 1 << 16

  var isEmpty: Bool { all.isEmpty }

  mutating func removeAll() {
    if !people.isEmpty { people.removeAll(keepingCapacity: true) }
    guard !all.isEmpty else { return }
    all.removeAll(keepingCapacity: true)
    byBeginning.removeAll(keepingCapacity: true)
    beginnings.removeAll()
    longest = 0
  }

  /// Adds what was found, as it stands and as it was read.
  mutating func add(
    _ finding: Finding, in bytes: Span<UInt8>, isEscaped: Bool, values: Span<UInt8>,
    introduces: Bool
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
    if introduces, !people.contains(read) { people.append(read) }
    insert(read, finding, read)
    // A part stands for the whole, which is what may not stand anywhere.
    if !finding.value.isEmpty, finding.view.isDisjoint(with: .joined) {
      insert(source, finding, read)
    }
  }

  private mutating func insert(_ form: [UInt8], _ finding: Finding, _ text: [UInt8]) {
    var normal: [UInt8] = []
    for byte in form where PlacedLetters.isLetter(byte) { normal.append(byte.asciiLowercased) }
    guard normal.count >= Self.shortest else { return }
    var key: UInt64 = 0
    for byte in normal.prefix(Self.shortest) { key = key << 8 | UInt64(byte) }
    guard !(byBeginning[key] ?? []).contains(where: { all[$0].letters == normal }) else { return }
    byBeginning[key, default: []].append(all.count)
    beginnings.insert(key)
    longest = max(longest, normal.count)
    all.append(Value(letters: normal, finding: finding, text: text))
  }

  /// The places of a record, outside of what was replaced, in which a value could stand, judged by the bytes as they are.
  ///
  /// They may reach from one string into another; in the order of the text.
  ///
  /// - Complexity: O(the record's bytes), a few instructions each.
  mutating func places(
    in bytes: Span<UInt8>, _ record: Range<Int>, outside replaced: [Range<Int>]
  ) -> [Range<Int>] {
    var stretches: [Range<Int>] = []
    var at = record.lowerBound
    for place in replaced {
      stretches.append(at..<max(at, place.lowerBound))
      at = place.upperBound
    }
    stretches.append(at..<record.upperBound)
    var places: [Range<Int>] = []
    // What was replaced stands between what is left.
    search(stretches, areApart: true, bytes) { _, range, letters in
      places.append(letters.place(of: range, bytes))
    }
    places.sort { $0.lowerBound < $1.lowerBound }
    return places
  }

  /// The places of a text in which values stand, as findings in the record, each with its value as it was read.
  ///
  /// - Parameter text: the stretches of the record of which it is made.
  mutating func findings(
    in text: some Sequence<Range<Int>>, _ bytes: Span<UInt8>
  ) -> [(Finding, value: [UInt8])] {
    let values = all
    var findings: [(Finding, value: [UInt8])] = []
    search(text, areApart: false, bytes) { number, range, letters in
      guard letters.isWhole(range, bytes) else { return }
      var finding = values[number].finding
      let place = letters.place(of: range, bytes)
      finding.start = place.lowerBound
      finding.end = place.upperBound
      finding.place = -1
      finding.note = -1
      findings.append((finding, values[number].text))
    }
    return findings
  }

  /// Reports each value that stands in stretches of a record: its number, and that of its first letter and of the one
  /// behind its last.
  private mutating func search(
    _ stretches: some Sequence<Range<Int>>, areApart: Bool, _ bytes: Span<UInt8>,
    _ report: (Int, Range<Int>, PlacedLetters) -> Void
  ) {
    var letters = PlacedLetters()
    swap(&letters, &placed)
    defer { swap(&letters, &placed) }
    letters.removeAll()
    let block = max(Self.block, 2 * longest + 2)
    var searched = 0
    for stretch in stretches {
      var at = stretch.lowerBound
      while at < stretch.upperBound {
        at = letters.append(bytes, at, stretch.upperBound, upTo: block)
        if letters.heldCount >= block {
          // The letter behind a value tells whether it is whole, and so does the one before.
          let last = letters.count - 1
          search(letters, searched + 1...last, report)
          searched = last
          letters.keepLast(longest + 1)
        }
      }
      if areApart { letters.appendSeparator(at: stretch.upperBound) }
    }
    if searched < letters.count { search(letters, searched + 1...letters.count, report) }
  }

  /// Reports the values behind which one of `ends` letters have gone by.
  private func search(
    _ letters: PlacedLetters, _ ends: ClosedRange<Int>,
    _ report: (Int, Range<Int>, PlacedLetters) -> Void
  ) {
    let storage = letters.storage
    let text = storage.span.extracting(0..<letters.heldCount)
    var at = 0
    while let start = beginnings.next(in: text, from: at) {
      at = start + 1
      var key: UInt64 = 0
      for index in start..<start + Self.shortest { key = key << 8 | UInt64(text[index]) }
      for number in byBeginning[key] ?? [] {
        let value = all[number].letters
        guard start + value.count <= text.count,
          ends.contains(letters.dropped + start + value.count),
          value.indices.allSatisfy({ text[start + $0] == value[$0] })
        else { continue }
        let first = letters.dropped + start
        report(number, first..<first + value.count, letters)
      }
    }
  }
}
