import Records

/// The last leaves in which nothing was found: records repeat their ids, agents and devices, and to compare a value
/// costs less than to search it.
struct InnocentLeaves {
  private struct Entry {
    var hash: UInt64 = 0
    var nameLength = -1
    var contentLength = 0
    var kind = Leaf.Kind.text
    var generation = 0
  }

  private static let capacity = 256
  /// Longer values are seldom the same.
  private static let longest = 64

  private var entries = Array(repeating: Entry(), count: capacity)
  /// Names and contents, ``longest`` bytes each for every entry.
  private var bytes = [UInt8](repeating: 0, count: capacity * 2 * longest)
  /// What was found out before it changed no longer counts.
  private var generation = 0
  /// The hash of the leaf that was asked for last; nil for one that is not remembered.
  private var lastHash: UInt64?

  /// Forgets all leaves: other things are looked for from now on.
  mutating func removeAll() { generation += 1 }

  /// Whether nothing was found in the same content, of the same kind and under the same name.
  mutating func contains(
    _ content: Span<UInt8>, _ kind: Leaf.Kind, under name: Span<UInt8>
  ) -> Bool {
    guard content.count <= Self.longest, name.count <= Self.longest else {
      lastHash = nil
      return false
    }
    let hash = Self.hash(content)
    lastHash = hash
    let place = Self.place(hash)
    let entry = entries[place]
    guard entry.hash == hash, entry.generation == generation, entry.nameLength == name.count,
      entry.kind == kind, entry.contentLength == content.count
    else { return false }
    let start = place * 2 * Self.longest
    return isSame(name, start) && isSame(content, start + Self.longest)
  }

  /// Remembers the leaf that was asked for last.
  mutating func insert(_ content: Span<UInt8>, _ kind: Leaf.Kind, under name: Span<UInt8>) {
    guard let hash = lastHash else { return }
    let place = Self.place(hash)
    entries[place] = Entry(
      hash: hash, nameLength: name.count, contentLength: content.count, kind: kind,
      generation: generation)
    let start = place * 2 * Self.longest
    for index in name.indices { bytes[start + index] = name[index] }
    for index in content.indices { bytes[start + Self.longest + index] = content[index] }
  }

  private static func place(_ hash: UInt64) -> Int {
    Int(truncatingIfNeeded: hash ^ hash >> 32) & (capacity - 1)
  }

  /// As ``FNV1a``, but for eight bytes at a time.
  private static func hash(_ content: Span<UInt8>) -> UInt64 {
    var hash = FNV1a()
    var at = 0
    while at + 8 <= content.count {
      hash.add(word: SpanBytes.word(content, at: at))
      at += 8
    }
    while at < content.count {
      hash.add(content[at])
      at += 1
    }
    return hash.value ^ hash.value >> 29
  }

  private func isSame(_ text: Span<UInt8>, _ start: Int) -> Bool {
    for index in text.indices where bytes[start + index] != text[index] { return false }
    return true
  }
}
