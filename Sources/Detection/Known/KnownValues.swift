import Records

/// Values that are looked for as they are, whatever they look like: a person's own, or a list's.
///
/// Words in a row are compared by a hash of their letters and digits without case and accents; what stands
/// between them does not matter. Telephone numbers are compared by their digits, from the end. No text is kept.
package struct KnownValues: Sendable {
  /// Where a value comes from. A later case wins over an earlier one.
  package enum Origin: UInt32, Sendable, CaseIterable {
    case record
    case roster
    case denied
  }

  /// What a value is and how it may be found.
  struct Meaning {
    /// What it is a finding of: a number whose meaning the owner of the values knows.
    var entity: Int
    var origin: Origin
    /// One word of a longer name.
    var isPart = false
    /// A word that people use for other things too, and that counts only where it is written as a name.
    var isCommonWord = false

    var bits: UInt32 {
      UInt32(entity) | origin.rawValue << 16 | (isPart ? 1 << 20 : 0)
        | (isCommonWord ? 1 << 21 : 0)
    }

    init(entity: Int, origin: Origin, isPart: Bool = false, isCommonWord: Bool = false) {
      self.entity = entity
      self.origin = origin
      self.isPart = isPart
      self.isCommonWord = isCommonWord
    }

    init(bits: UInt32) {
      entity = Int(bits & 0xFFFF)
      origin = Origin(rawValue: bits >> 16 & 0xF) ?? .record
      isPart = bits & 1 << 20 != 0
      isCommonWord = bits & 1 << 21 != 0
    }
  }

  /// Words in a row, as they are compared.
  struct Row {
    private(set) var first: UInt64 = 0
    private(set) var count = 0
    private(set) var hash: UInt64 = 0

    init(_ words: some Sequence<Word>) {
      for word in words { append(word) }
    }

    mutating func append(_ word: Word) {
      if count == 0 { first = word.hash }
      count += 1
      hash = Words.join(hash, word.hash)
    }
  }

  /// The most words of a value; what is longer is text and no value.
  static let mostWords = 24

  private var starts = HashMap64()
  private var values = HashMap64()
  private(set) var phones = PhoneIndex()

  package init() {}

  package var isEmpty: Bool { values.count == 0 && phones.isEmpty }

  /// Values, spellings of one value included.
  package var count: Int { values.count }

  /// Bytes that the values take.
  package var memory: Int { starts.memory + values.memory + phones.memory }

  mutating func removeAll() {
    starts.removeAll()
    values.removeAll()
    phones.removeAll()
  }

  /// Adds words in a row. Of two meanings the one with the later origin counts, and the freer one.
  mutating func insert(_ row: Row, _ meaning: Meaning) {
    guard row.count > 0, row.count <= Self.mostWords else { return }
    let length = UInt32(row.count)
    starts.insert(row.first, length) { max($0, length) }
    values.insert(row.hash, meaning.bits) { bits in
      let present = Meaning(bits: bits)
      if present.origin.rawValue != meaning.origin.rawValue {
        return present.origin.rawValue > meaning.origin.rawValue ? bits : meaning.bits
      }
      return present.isPart || present.isCommonWord ? meaning.bits : bits
    }
  }

  mutating func insert(phone digits: PhoneIndex.Digits, _ meaning: Meaning) {
    phones.insert(digits, meaning.bits)
  }

  /// Makes the values ready to be looked for.
  mutating func finish() { phones.sort() }

  /// The longest value that begins with word `index`, and how many words it has.
  func longest(_ words: Words, from index: Int) -> (words: Int, meaning: Meaning)? {
    guard let most = starts[words.all[index].hash] else { return nil }
    var hash: UInt64 = 0
    var best: (Int, Meaning)?
    for next in index..<min(index + Int(most), words.all.count) {
      if next > index, !words.continues(next) { break }
      hash = Words.join(hash, words.all[next].hash)
      if let bits = values[hash] { best = (next - index + 1, Meaning(bits: bits)) }
    }
    return best
  }

  /// The longest telephone number that begins with word `index`, and how many words it has.
  func longestPhone(_ words: Words, from index: Int, _ bytes: Span<UInt8>) -> (
    words: Int, meaning: Meaning
  )? {
    var digits = PhoneIndex.Digits()
    var best: (Int, Meaning)?
    var next = index
    while next < words.all.count, words.all[next].isDigits,
      next == index || words.continues(next),
      digits.length + words.all[next].length <= PhoneIndex.lengths.upperBound
    {
      Self.append(words.all[next], bytes, to: &digits)
      if let bits = phones.value(of: digits) { best = (next - index + 1, Meaning(bits: bits)) }
      next += 1
    }
    return best
  }

  /// Appends a word's ASCII digits.
  static func append(_ word: Word, _ bytes: Span<UInt8>, to digits: inout PhoneIndex.Digits) {
    for position in word.start..<word.end where bytes[position].isASCIIDigit {
      digits.append(bytes[position])
    }
  }
}
