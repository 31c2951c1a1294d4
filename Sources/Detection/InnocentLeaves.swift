import Records

/// The last leaves in which nothing was found: records repeat their ids, agents and devices, and to compare a value
/// costs less than to search it.
struct InnocentLeaves {
  private struct Entry {
    /// The name, then the content.
    var bytes: [UInt8] = []
    var nameLength = -1
    var kind = Leaf.Kind.text
    var generation = 0
  }

  private static let capacity = 256
  /// Longer values are seldom the same.
  private static let longest = 64

  private var entries = Array(repeating: Entry(), count: capacity)
  /// What was found out before it changed no longer counts.
  private var generation = 0
  /// Where the leaf that was asked for last belongs; nil for one that is not remembered.
  private var place: Int?

  /// Forgets all leaves: other things are looked for from now on.
  mutating func removeAll() { generation += 1 }

  /// Whether nothing was found in the same content, of the same kind and under the same name.
  @inline(__always)
  mutating func contains(
    _ content: Span<UInt8>, _ kind: Leaf.Kind, under name: Span<UInt8>
  ) -> Bool {
    guard content.count <= Self.longest, name.count <= Self.longest else {
      place = nil
      return false
    }
    var hash = FNV1a()
    for position in content.indices { hash.add(content[position]) }
    let place = Int(truncatingIfNeeded: hash.value ^ hash.value >> 32) & (Self.capacity - 1)
    self.place = place
    guard entries[place].generation == generation, entries[place].nameLength == name.count,
      entries[place].kind == kind,
      entries[place].bytes.count == name.count + content.count
    else { return false }
    for position in name.indices where entries[place].bytes[position] != name[position] {
      return false
    }
    for position in content.indices
    where entries[place].bytes[name.count + position] != content[position] { return false }
    return true
  }

  /// Remembers the leaf that was asked for last.
  mutating func insert(_ content: Span<UInt8>, _ kind: Leaf.Kind, under name: Span<UInt8>) {
    guard let place else { return }
    entries[place].bytes.removeAll(keepingCapacity: true)
    for position in name.indices { entries[place].bytes.append(name[position]) }
    for position in content.indices { entries[place].bytes.append(content[position]) }
    entries[place].nameLength = name.count
    entries[place].kind = kind
    entries[place].generation = generation
  }
}
