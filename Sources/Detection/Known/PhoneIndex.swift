/// Telephone numbers to compare by their digits, however they are grouped and wherever they are dialled from.
struct PhoneIndex: Sendable {
  /// The fewest digits that tell a number, and the most (ITU-T E.164 section 6.1 with a prefix).
  static let lengths = 7...18

  private struct Entry: Sendable {
    var lastSeven: UInt32
    var length: UInt8
    var digits: UInt64
    var value: UInt32
  }

  private var entries: [Entry] = []
  private var isSorted = true

  var isEmpty: Bool { entries.isEmpty }
  var memory: Int { entries.count * MemoryLayout<Entry>.stride }

  /// Digits of a number without the zeros that are dialled before it.
  struct Digits {
    private(set) var value: UInt64 = 0
    private(set) var length = 0

    mutating func append(_ digit: UInt8) {
      if length == 0, digit == UInt8(ascii: "0") { return }
      length += 1
      if length <= lengths.upperBound { value = value * 10 + UInt64(digit & 0x0F) }
    }

    var isNumber: Bool { PhoneIndex.lengths.contains(length) }
  }

  mutating func insert(_ digits: Digits, _ value: UInt32) {
    guard digits.isNumber else { return }
    entries.append(
      Entry(
        lastSeven: UInt32(digits.value % 10_000_000), length: UInt8(digits.length),
        digits: digits.value, value: value))
    isSorted = false
  }

  /// Makes the index ready to be asked.
  mutating func sort() {
    guard !isSorted else { return }
    entries.sort { $0.lastSeven < $1.lastSeven }
    isSorted = true
  }

  mutating func removeAll() { if !entries.isEmpty { entries.removeAll(keepingCapacity: true) } }

  /// The value of a number that is the same from its end: one may lack a country or area code.
  ///
  /// - Complexity: O(log n).
  func value(of digits: Digits) -> UInt32? {
    guard !entries.isEmpty, digits.isNumber else { return nil }
    let wanted = UInt32(digits.value % 10_000_000)
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].lastSeven < wanted { low = middle + 1 } else { high = middle }
    }
    while low < entries.count, entries[low].lastSeven == wanted {
      let entry = entries[low]
      let shorter = min(Int(entry.length), digits.length)
      let isSame = Self.end(entry.digits, shorter) == Self.end(digits.value, shorter)
      // More than a country code and an access code in front is another number.
      if isSame, abs(Int(entry.length) - digits.length) <= 6 { return entry.value }
      low += 1
    }
    return nil
  }

  private static func end(_ digits: UInt64, _ length: Int) -> UInt64 {
    var power: UInt64 = 1
    for _ in 0..<length { power *= 10 }
    return digits % power
  }
}
