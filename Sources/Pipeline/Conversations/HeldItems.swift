import Detection
import Records

/// The chunks that wait, in input order, behind a record that leaves a value open.
///
/// What waits is bounded in bytes, chunks and time, whatever the number of open conversations: at a bound the oldest
/// record is waited for no longer. Chunks come out in order, each when all that its records may share is known, so the
/// position that is committed with them never passes a held record.
struct HeldItems {
  /// One of the turns that may share a value, to be examined together.
  struct Turn {
    /// The chunk it is in; nil for a question, which shares nothing with the others.
    var item: WorkItem?
    var note: TurnNote
    var question: [UInt8] = []

    /// Whether the record holds a part of a value by itself, and knows what it is; so does a question, which shares
    /// nothing.
    ///
    /// - Parameter part: its place is counted from the record's beginning.
    func hasFound(_ part: Finding) -> Bool {
      guard let item else { return true }
      let start = note.record.lowerBound
      return item.result.foundInTurns[note.found].contains { found in
        found.entity == part.entity && found.place.lowerBound <= start + part.start
          && start + part.end <= found.place.upperBound
      }
    }
  }

  typealias Group = [Turn]

  private struct Entry {
    var item: WorkItem
    /// Values that were begun in it.
    var opened: [(conversation: UInt64, number: Int)] = []
  }

  private struct Deadline {
    var conversation: UInt64
    var number: Int
    var time: ContinuousClock.Instant
  }

  /// Eight chunks as a reader makes them of a file.
  private let mostBytes: Int
  /// Chunks of a trickle hold a record each.
  private let mostItems: Int
  private let seconds: Double
  private var conversations: OpenConversations
  private var people = IntroducedPeople()
  private var entries: [Entry] = []
  private var bytes = 0
  /// In the order in which the values were begun.
  private var deadlines: [Deadline] = []
  private var spares: [WorkItem] = []

  init(_ limits: WindowLimits, mostBytes: Int = 2 << 20, mostItems: Int = 1024) {
    seconds = limits.seconds
    self.mostBytes = mostBytes
    self.mostItems = mostItems
    conversations = OpenConversations(mostTurns: limits.turns)
  }

  var isEmpty: Bool { entries.isEmpty }

  /// Whether a chunk can pass at once: nothing waits, and it holds no turns.
  func lets(_ item: WorkItem) -> Bool { entries.isEmpty && item.result.turns.isEmpty }

  /// Takes the next chunk in order.
  ///
  /// - Parameters:
  ///   - mentioned: which of some names stand in a turn of the chunk.
  ///   - join: examines turns that may share a value; says whether it is whole with them.
  mutating func take(
    _ item: WorkItem, now: ContinuousClock.Instant,
    mentioned: (_ names: [[UInt8]], TurnNote) -> [[UInt8]], join: (Group) throws -> Bool
  ) rethrows {
    entries.append(Entry(item: item))
    bytes += item.chunk.count
    let chunk = item.chunk
    for note in item.result.turns {
      if people.hasOthers(note.conversation, than: item.number) {
        let names = people.names(in: note.conversation, chunk.bytes, note.record)
        item.joined.know(names.isEmpty ? [] : mentioned(names, note), line: note.line)
      }
      people.add(item.result.people[note.people], to: note.conversation, in: item.number)
      if note.text.isEmpty { continue }
      let taken = conversations.take(note, in: item.number, chunk.bytes)
      if !taken.joined.isEmpty {
        if try isWhole(taken.joined, join) { conversations.close(note.conversation) }
        for turn in taken.joined where turn.question == nil {
          let names = entries[turn.item - entries[0].item.number].item.joined.introduced(
            line: turn.note.line)
          people.add(names, to: note.conversation, in: nil)
        }
      }
      guard let number = taken.opened else { continue }
      entries[entries.count - 1].opened.append((note.conversation, number))
      deadlines.append(
        Deadline(
          conversation: note.conversation, number: number,
          time: now.advanced(by: .seconds(seconds))))
    }
  }

  /// Takes out the first chunk if nothing in it waits any longer.
  mutating func next() -> WorkItem? {
    guard let first = entries.first, !conversations.holds(first.item.number) else { return nil }
    entries.removeFirst()
    bytes -= first.item.chunk.count
    return first.item
  }

  /// Waits no longer for the first chunk if there are too many; says whether there are.
  mutating func makeRoom() -> Bool {
    guard let first = entries.first, bytes > mostBytes || entries.count > mostItems else {
      return false
    }
    for (conversation, number) in first.opened { conversations.giveUp(conversation, number) }
    return true
  }

  /// Waits no longer for what has waited long enough.
  mutating func expire(now: ContinuousClock.Instant) {
    var passed = 0
    while passed < deadlines.count {
      let deadline = deadlines[passed]
      guard deadline.time <= now || !conversations.isOpen(deadline.conversation, deadline.number)
      else { break }
      conversations.giveUp(deadline.conversation, deadline.number)
      passed += 1
    }
    deadlines.removeFirst(passed)
  }

  /// Waits for nothing any longer.
  mutating func end() {
    for deadline in deadlines { conversations.giveUp(deadline.conversation, deadline.number) }
    deadlines.removeAll()
  }

  /// Forgets all that waits: nothing more is written.
  mutating func abandon() {
    entries.removeAll()
    deadlines.removeAll()
  }

  /// Whether turns hold a value whole.
  private func isWhole(
    _ turns: [OpenConversations.Turn], _ join: (Group) throws -> Bool
  ) rethrows -> Bool {
    let start = entries[0].item.number
    let last = turns[turns.count - 1]
    // A worker has examined those of its own chunk already.
    if turns.allSatisfy({ $0.item == last.item }),
      let isWhole = entries[last.item - start].item.joined.examined[turns.map(\.note.line)]
    {
      return isWhole
    }
    return try join(
      turns.map { turn in
        turn.question.map { Turn(item: nil, note: turn.note, question: $0) }
          ?? Turn(item: entries[turn.item - start].item, note: turn.note)
      })
  }
}

extension HeldItems {
  /// Something to read into in place of a chunk that waits.
  mutating func standIn() -> WorkItem { spares.popLast() ?? WorkItem() }

  /// Keeps a chunk that came out, to be read into again.
  mutating func reuse(_ item: WorkItem) {
    if spares.count < Self.mostSpares { spares.append(item) }
  }

  private static let mostSpares = 8
}
