/// Tells which of a fixed set of names a stretch of bytes is, without looking at the others.
package struct NameIndex: Sendable {
  /// The names, one behind the other.
  private var text: [UInt8] = []
  private var ends: [Int] = []
  /// Numbers of names by their hash, the next free slot where two share one; -1 where there is none.
  private var slots = [Int16](repeating: -1, count: Self.slotCount)
  private let foldsCase: Bool
  /// The lengths that names have, a bit each; the last counts for greater ones too.
  private var lengths: UInt64 = 0

  /// More than twice as many slots as names, so that most other names meet an empty one at once.
  private static let slotCount = 512

  /// - Parameters:
  ///   - names: at most 255, none empty; a name's position is its number.
  ///   - foldsCase: whether ASCII letters are the same in both cases; the names are in lower case then.
  package init(_ names: [String], foldsCase: Bool = false) {
    precondition(names.count < Self.slotCount / 2, "too many names for the slots")
    self.foldsCase = foldsCase
    for (number, name) in names.enumerated() {
      let bytes = Array(name.utf8)
      var slot = Self.hash(bytes.span, 0, bytes.count)
      while slots[slot] >= 0 { slot = (slot + 1) % Self.slotCount }
      slots[slot] = Int16(number)
      text.append(contentsOf: bytes)
      ends.append(text.count)
      lengths |= Self.bit(ofLength: bytes.count)
    }
  }

  var count: Int { ends.count }

  /// The number of the name in `bytes[start..<end]`, or nil. Of two equal names it is the first one's.
  ///
  /// - Complexity: O(length of the name), whatever the number of names.
  @inline(__always)
  package func number(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
    guard lengths & Self.bit(ofLength: end - start) != 0 else { return nil }
    return find(bytes, start, end)
  }

  private static func bit(ofLength length: Int) -> UInt64 { 1 << UInt64(min(length, 63)) }

  private func find(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
    var slot = Self.hash(bytes, start, end)
    while slots[slot] >= 0 {
      let number = Int(slots[slot])
      if isEqual(number, bytes, start, end) { return number }
      slot = (slot + 1) % Self.slotCount
    }
    return nil
  }

  private func isEqual(_ number: Int, _ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    let first = number == 0 ? 0 : ends[number - 1]
    guard ends[number] - first == end - start else { return false }
    for offset in 0..<end - start {
      var byte = bytes[start + offset]
      if foldsCase, byte &- UInt8(ascii: "A") < 26 { byte |= 0x20 }
      if byte != text[first + offset] { return false }
    }
    return true
  }

  /// A hash of the length and three bytes, the same in both cases.
  private static func hash(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
    let length = end - start
    let first = Int(bytes[start] | 0x20)
    let middle = Int(bytes[start + length / 2] | 0x20)
    let last = Int(bytes[end - 1] | 0x20)
    return (length &* 29 &+ first &* 131 &+ middle &* 37 &+ last &* 7) % slotCount
  }
}
