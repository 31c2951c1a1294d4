/// What the name of a member says about the strings of a list that bear it.
package struct MemberTraits: OptionSet, Sendable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) { self.rawValue = rawValue }

  /// It holds what people say.
  package static var text: MemberTraits { MemberTraits(rawValue: 1) }
  /// It says who does.
  package static var speaker: MemberTraits { MemberTraits(rawValue: 2) }
}

/// The traits of the names that were read last: documents of words repeat a few of them a million times.
struct MemberTraitsCache {
  private struct Entry {
    var head: UInt64 = 0
    var tail: UInt64 = 0
    var length = 0
    var traits = MemberTraits()
  }

  private static let slotBits = 6
  /// Of up to so many bytes two words leave none out.
  private static let longest = 16

  private var entries = [Entry](repeating: Entry(), count: 1 << slotBits)

  /// The traits of the name in `bytes[start..<end]`.
  mutating func traits(of bytes: Span<UInt8>, _ start: Int, _ end: Int) -> MemberTraits {
    let length = end - start
    guard length > 0, length <= Self.longest, start + 8 <= bytes.count, end >= 8 else {
      return Self.read(bytes, start, end)
    }
    var head = UInt64(littleEndian: SpanBytes.word(bytes, at: start))
    var tail: UInt64 = 0
    if length < 8 {
      head &= (1 << UInt64(length * 8)) - 1
    } else {
      tail = SpanBytes.word(bytes, at: end - 8)
    }
    let mixed = (head ^ tail &* 31 ^ UInt64(length)) &* 0x9E37_79B9_7F4A_7C15
    let slot = Int(mixed >> UInt64(64 - Self.slotBits))
    let entry = entries[slot]
    if entry.head == head, entry.tail == tail, entry.length == length { return entry.traits }
    let traits = Self.read(bytes, start, end)
    entries[slot] = Entry(head: head, tail: tail, length: length, traits: traits)
    return traits
  }

  private static func read(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> MemberTraits {
    var traits = MemberTraits()
    guard start < end else { return traits }
    if SegmentNames.isText(bytes, start, end) { traits.insert(.text) }
    if SegmentNames.isSpeaker(bytes, start, end) { traits.insert(.speaker) }
    return traits
  }
}
