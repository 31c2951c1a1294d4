import Detection
import Records

/// The conversations in which a value is open, and the turns that have a part of it.
///
/// What becomes of a turn depends on the turns of its conversation alone, not on where chunks are cut: a worker asks for
/// the turns of one chunk, the ordered stage for those of all.
struct OpenConversations {
  /// A turn, by its chunk's number in the run.
  struct Turn {
    var item: Int
    var note: TurnNote
    /// A question's record: it says what the others are, and shares nothing with them. It may have left already.
    var question: [UInt8]?
  }

  /// A value that was begun.
  private struct Open {
    /// What was asked before it, and those who have a part of it.
    var turns: [Turn]
    /// Where and by whom it was begun.
    var first: Turn
    /// Turns since it was begun, those of listeners too.
    var count = 1
    var isAnnounced: Bool
    /// Tells it from an earlier one of the same conversation.
    var number: Int
  }

  private let mostTurns: Int
  private var open: [UInt64: Open] = [:]
  private var opened = 0
  /// Of each chunk, how many values are open that began in it.
  private var begunIn: [Int: Int] = [:]
  /// How many conversations that share some bits of their numbers are open: most turns are told from them by that.
  private var counts = [Int32](repeating: 0, count: 1024)

  /// The last question of each conversation that asked for a value, of so many conversations as are remembered.
  private var questions: [UInt64: Turn] = [:]
  private var asked: [UInt64] = []

  init(mostTurns: Int) { self.mostTurns = mostTurns }

  /// A question of a larger record is no context that anybody would need to be held for.
  private static let longestQuestion = 8192
  private static let mostQuestions = 512
  private static let longestKey = 2
  /// Bytes of a turn that answers with a name or a date.
  private static let longestAnswer = 64
  private static let mostKeys = 32

  var isEmpty: Bool { open.isEmpty }

  /// Whether a value is open that began in a chunk.
  func holds(_ item: Int) -> Bool { begunIn[item] != nil }

  /// Takes the next turn of the input.
  ///
  /// - Parameter bytes: its chunk's.
  /// - Returns: the turns that may share a value, this one the last, if it goes on with what another began; and the
  ///   number of the value that it opens.
  mutating func take(
    _ note: TurnNote, in item: Int, _ bytes: Span<UInt8>
  ) -> (joined: [Turn], opened: Int?) {
    if note.end.asks { remember(note, in: item, bytes) }
    guard counts[Self.slot(of: note.conversation)] > 0 else {
      return ([], note.end.isOpen ? begin([Turn(item: item, note: note)]) : nil)
    }
    guard var value = open[note.conversation] else { return takeFirst(note, in: item, bytes) }
    let turn = Turn(item: item, note: note)
    // Keys that are pressed are no turns, a number's worth of them.
    if note.text.count > Self.longestKey || value.turns.count >= Self.mostKeys { value.count += 1 }
    let isLast = value.count >= mostTurns
    if !isLast, note.isBackchannel(bytes) {
      value.turns.append(turn)
      open[note.conversation] = value
      return ([], nil)
    }
    guard note.speaker == value.first.note.speaker, value.isAnnounced || note.continues(bytes)
    else {
      close(note.conversation)
      return ([], note.end.isOpen ? begin([turn]) : nil)
    }
    value.turns.append(turn)
    value.isAnnounced = note.end.isAnnounced
    open[note.conversation] = value
    if isLast || !note.end.isOpen && !note.end.endsWithDigits { close(note.conversation) }
    return (value.turns, nil)
  }

  /// Waits no longer for the rest of a value.
  mutating func giveUp(_ conversation: UInt64, _ number: Int) {
    if isOpen(conversation, number) { close(conversation) }
  }

  func isOpen(_ conversation: UInt64, _ number: Int) -> Bool {
    open[conversation]?.number == number
  }

  private static func slot(of conversation: UInt64) -> Int { Int(conversation >> 20 & 1023) }

  /// Takes a turn of a conversation in which no value is open: the answer to a question is read with it.
  private mutating func takeFirst(
    _ note: TurnNote, in item: Int, _ bytes: Span<UInt8>
  ) -> (joined: [Turn], opened: Int?) {
    let turn = Turn(item: item, note: note)
    guard let question = questions[note.conversation], !note.end.asks else {
      return ([], note.end.isOpen ? begin([turn]) : nil)
    }
    let isAnswer =
      note.speaker != question.note.speaker
      && (note.continues(bytes)
        || question.note.end.takesAnyAnswer && note.text.count <= Self.longestAnswer)
    if !isAnswer, note.isBackchannel(bytes) { return ([], nil) }
    forget(note.conversation)
    guard isAnswer else { return ([], note.end.isOpen ? begin([turn]) : nil) }
    let turns = [question, turn]
    return (turns, note.end.isOpen || note.end.endsWithDigits ? begin(turns) : nil)
  }

  private mutating func remember(_ note: TurnNote, in item: Int, _ bytes: Span<UInt8>) {
    guard note.record.count <= Self.longestQuestion else { return }
    var record: [UInt8] = []
    appendBytes(bytes.extracting(note.record), to: &record)
    if questions.updateValue(
      Turn(item: item, note: note, question: record), forKey: note.conversation) == nil
    {
      counts[Self.slot(of: note.conversation)] += 1
      asked.append(note.conversation)
      if asked.count > 2 * Self.mostQuestions {
        for conversation in asked[..<Self.mostQuestions] { forget(conversation) }
        asked.removeFirst(Self.mostQuestions)
      }
    }
  }

  private mutating func forget(_ conversation: UInt64) {
    if questions.removeValue(forKey: conversation) != nil {
      counts[Self.slot(of: conversation)] -= 1
    }
  }

  private mutating func begin(_ turns: [Turn]) -> Int {
    opened += 1
    let first = turns[turns.count - 1]
    open[first.note.conversation] = Open(
      turns: turns, first: first, isAnnounced: first.note.end.isAnnounced, number: opened)
    counts[Self.slot(of: first.note.conversation)] += 1
    begunIn[first.item, default: 0] += 1
    return opened
  }

  /// The value of a conversation is whole, or goes on no more.
  mutating func close(_ conversation: UInt64) {
    guard let value = open.removeValue(forKey: conversation) else { return }
    counts[Self.slot(of: conversation)] -= 1
    let item = value.first.item
    begunIn[item]! -= 1
    if begunIn[item] == 0 { begunIn[item] = nil }
  }
}
