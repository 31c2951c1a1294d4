import Detection
import Records

/// The people whom conversations have introduced: whoever gave a name is thanked by it in a later record.
///
/// What is known at a turn depends on the turns before it alone, not on where chunks are cut. It is bounded: of each
/// conversation the last few names are kept, and the conversation that first introduced somebody is the first to be
/// forgotten.
struct IntroducedPeople {
  private struct Person {
    var name: [UInt8]
    /// The chunk that has the record which introduced them; nil where several did together.
    var item: Int?
  }

  private struct Conversation {
    var people: [Person] = []
    /// Those of names that are kept no longer too: they make nothing seem absent.
    var beginnings = NameBeginnings()
  }

  private var conversations: [UInt64: Conversation] = [:]
  /// Those of ``conversations``, the oldest first.
  private var order: [UInt64] = []

  private static let mostNames = 8
  /// More than a chunk can introduce, so that no chunk forgets what came before in it.
  private static let mostConversations = 8192

  var isEmpty: Bool { conversations.isEmpty }

  mutating func removeAll() {
    guard !isEmpty else { return }
    conversations.removeAll()
    order.removeAll()
  }

  /// Adds those whom a turn introduces.
  ///
  /// - Parameter item: its chunk, if it introduces them alone.
  mutating func add(_ names: some Sequence<[UInt8]>, to conversation: UInt64, in item: Int?) {
    for name in names {
      if conversations[conversation] == nil { begin(conversation) }
      guard var known = conversations.removeValue(forKey: conversation) else { continue }
      if !known.people.contains(where: { $0.name == name }) {
        if known.people.count == Self.mostNames { known.people.removeFirst() }
        known.people.append(Person(name: name, item: item))
        known.beginnings.insert(wordsOf: name.span)
      }
      conversations[conversation] = known
    }
  }

  /// Whether somebody was introduced in a conversation whom the examination of a chunk by itself does not know.
  func hasOthers(_ conversation: UInt64, than item: Int) -> Bool {
    !isEmpty && conversations[conversation]?.people.contains { $0.item != item } == true
  }

  /// The names that may stand in a record of a conversation: mostly none.
  func names(in conversation: UInt64, _ bytes: Span<UInt8>, _ record: Range<Int>) -> [[UInt8]] {
    guard let known = conversations[conversation],
      known.beginnings.mayStand(in: bytes, record, isEncoded: false)
    else { return [] }
    return known.people.map(\.name)
  }

  private mutating func begin(_ conversation: UInt64) {
    conversations[conversation] = Conversation()
    order.append(conversation)
    // Half of them at a time, so that none costs a move of all.
    if order.count > 2 * Self.mostConversations {
      for old in order[..<Self.mostConversations] { conversations[old] = nil }
      order.removeFirst(Self.mostConversations)
    }
  }
}
