/// What the name of a member says about the strings of a list that bear it.
@usableFromInline package struct MemberTraits: Sendable {
  @usableFromInline let bits: UInt8

  /// Nothing is known of the name.
  package init() { bits = 0 }

  init(of bytes: Span<UInt8>, _ start: Int, _ end: Int, isTelling: Bool) {
    var bits: UInt8 = isTelling ? 1 | 32 : 1
    if start < end {
      if SegmentNames.isText(bytes, start, end) { bits |= 2 }
      if SegmentNames.isSpeaker(bytes, start, end) { bits |= 4 }
      if SegmentNames.holdsOffsets(bytes, start, end) { bits |= 8 }
      if MemberRoles.shared.role(of: bytes.extracting(start..<end)) == .slot { bits |= 16 }
    }
    self.bits = bits
  }

  @inlinable @inline(__always) package var isKnown: Bool { bits & 1 != 0 }
  /// It holds what people say.
  @inlinable @inline(__always) package var isText: Bool { bits & 2 != 0 }
  /// It says who does.
  @inlinable @inline(__always) package var isSpeaker: Bool { bits & 4 != 0 }
  /// It is of an object whose members may count characters of a text.
  @inlinable @inline(__always) package var holdsOffsets: Bool { bits & 8 != 0 }
  /// No context word of any rule stands in it, nor in another name that its strings could go by.
  @inlinable @inline(__always) package var tellsNothing: Bool { bits & (1 | 16 | 32) == 1 }
  /// The name around it tells what it is: see ``MemberRole/slot``.
  @inlinable @inline(__always) package var isSlot: Bool { bits & 16 != 0 }
}

/// The traits of the names that were read last: documents of words repeat a few of them a million times.
struct MemberTraitsCache {
  private struct Entry {
    var head: UInt64 = 0
    var tail: UInt64 = 0
    var length = 0
    var traits = MemberTraits()
  }

  private static let slotBits = 8
  /// Of more bytes ``SpanBytes/ends(_:_:_:)`` leaves some out.
  private static let longest = 16

  private var entries = [Entry](repeating: Entry(), count: 1 << slotBits)

  /// The traits of the name in `bytes[start..<end]`; the gate is always the same one.
  @inline(__always)
  mutating func traits(
    of bytes: Span<UInt8>, _ start: Int, _ end: Int, gate: TriggerGate
  ) -> MemberTraits {
    let length = end - start
    guard length > 0, length <= Self.longest else {
      // To ask what it tells takes longer than to examine what it bears.
      return MemberTraits(of: bytes, start, end, isTelling: true)
    }
    let (head, tail) = SpanBytes.ends(bytes, start, end)
    let mixed = (head ^ tail &* 31 ^ UInt64(length)) &* 0x9E37_79B9_7F4A_7C15
    let slot = Int(mixed >> UInt64(64 - Self.slotBits))
    let entry = entries[slot]
    if entry.head == head, entry.tail == tail, entry.length == length { return entry.traits }
    let traits = MemberTraits(
      of: bytes, start, end, isTelling: gate.isTelling(bytes.extracting(start..<end)))
    entries[slot] = Entry(head: head, tail: tail, length: length, traits: traits)
    return traits
  }
}
