import RuleFormat

/// The words of a rule's ``Context``: numbers of the ``WordTable``.
struct ContextWords: Sendable {
  let boost: Float
  /// How many bytes before a match and after it are looked at.
  let within: Int
  /// A bit for each word of the table.
  private let members: [UInt64]

  init(_ context: Context, _ table: WordTable) {
    boost = Float(context.boost)
    within = context.within
    var members = [UInt64](repeating: 0, count: table.width)
    for word in context.words {
      if let number = table.number(of: word) { members[number / 64] |= 1 << UInt64(number % 64) }
    }
    self.members = members
  }

  /// Whether a word of the rule is in a set's word `index` of 64.
  func intersects(_ bits: UInt64, at index: Int) -> Bool { members[index] & bits != 0 }

  func contains(_ word: Int) -> Bool { members[word / 64] >> UInt64(word % 64) & 1 != 0 }
}
