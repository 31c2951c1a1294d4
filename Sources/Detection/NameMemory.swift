import Records

/// What was found out about the last member names: records repeat theirs, and to look into a name costs more than to
/// compare it.
struct NameMemory<Value> {
  private struct Entry {
    var name: [UInt8]
    var value: Value
  }

  private static var capacity: Int { 64 }
  /// Longer names are nobody's habit, and would only take memory.
  private static var longest: Int { 256 }
  private var entries: [Entry?] = Array(repeating: nil, count: capacity)
  private var decoded: [UInt8] = []

  /// What `learn` says of a name that is not empty; it gets the name without JSON escapes.
  @inline(__always)
  mutating func value(of name: Span<UInt8>, _ learn: ([UInt8]) -> Value) -> Value {
    let last = name.count - 1
    let mixed = Int(name[0]) + 3 * Int(name[last / 2]) + 7 * Int(name[last]) + 5 * last
    let slot = mixed % Self.capacity
    if let entry = entries[slot], Self.isSame(entry.name, name) { return entry.value }
    return self.learn(name, slot, learn)
  }

  @inline(never)
  private mutating func learn(
    _ name: Span<UInt8>, _ slot: Int, _ learn: ([UInt8]) -> Value
  ) -> Value {
    decoded.removeAll(keepingCapacity: true)
    if JSONEscapes.validate(name, 0, name.count) != nil {
      JSONEscapes.decode(name, 0, name.count, into: &decoded)
    } else {
      for position in name.indices { decoded.append(name[position]) }
    }
    let value = learn(decoded)
    guard name.count <= Self.longest else { return value }
    entries[slot] = Entry(name: name.indices.map { name[$0] }, value: value)
    return value
  }

  private static func isSame(_ known: [UInt8], _ name: Span<UInt8>) -> Bool {
    guard known.count == name.count else { return false }
    for position in name.indices where known[position] != name[position] { return false }
    return true
  }
}
