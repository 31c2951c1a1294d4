/// Finds suffixes for rewritten member names that would collide within their object.
///
/// Two people's addresses as keys both become `<EMAIL_ADDRESS>`; a reader that keeps the last of two equal names
/// would lose a member.
struct DistinctNames {
  private var taken: Set<[UInt8]> = []
  private var nextSuffix: [[UInt8]: Int] = [:]

  /// Notes a name that stays as it is: it has the older right, wherever it stands.
  mutating func keep(_ name: [UInt8]) { taken.insert(name) }

  /// The number to write behind a rewritten name and `_`; nil when the name is free.
  mutating func suffix(for name: [UInt8]) -> Int? {
    if taken.insert(name).inserted { return nil }
    var suffix = nextSuffix[name] ?? 2
    while !taken.insert(name + Array("_\(suffix)".utf8)).inserted { suffix += 1 }
    nextSuffix[name] = suffix + 1
    return suffix
  }
}
