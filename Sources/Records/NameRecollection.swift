/// What is known of the names of the last records, by their order: most records have the names of the one before.
struct NameRecollection {
  /// A name, and what was found out about it.
  struct Name {
    fileprivate var head: UInt64 = 0
    fileprivate var tail: UInt64 = 0
    fileprivate var length = -1
    /// Its number among the wanted members; -1 for none.
    var field = -1
    /// It holds a literal of the gate.
    var tells = false
  }

  /// Longer records and names are nobody's habit.
  private static let capacity = 64
  private static let longest = 16

  private var names = [Name](repeating: Name(), count: capacity)
  /// Names of the record so far.
  private var count = 0

  /// Begins with the next record's first name.
  mutating func restart() { count = 0 }

  /// What is known of the next name, in `bytes[start..<end]`; `learn` finds it out when it is not the last record's.
  @inline(__always)
  mutating func next(
    _ bytes: Span<UInt8>, _ start: Int, _ end: Int, _ learn: () -> (field: Int, tells: Bool)
  ) -> (field: Int, tells: Bool) {
    guard count < Self.capacity, end - start <= Self.longest, start + 8 <= bytes.count else {
      return learn()
    }
    var name = Name()
    name.length = end - start
    // Two words that may overlap hold all of up to sixteen bytes.
    name.head = UInt64(littleEndian: SpanBytes.word(bytes, at: start))
    if name.length < 8 {
      name.head &= (1 << UInt64(name.length * 8)) - 1
    } else {
      name.tail = SpanBytes.word(bytes, at: end - 8)
    }
    let place = count
    count += 1
    let last = names[place]
    if last.head == name.head, last.tail == name.tail, last.length == name.length {
      return (last.field, last.tells)
    }
    (name.field, name.tells) = learn()
    names[place] = name
    return (name.field, name.tells)
  }
}
