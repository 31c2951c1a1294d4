/// Makes records as a service desk's systems log them, one a line, the same for the same seed.
public struct Corpus {
  /// What the records are like.
  public enum Mode: String, CaseIterable, Sendable {
    /// One record in twenty holds personal data.
    case typical
    /// Three in five do.
    case dense
    /// None does; numbers that look like it are as frequent as in the others.
    case none
    /// A record is a transcript of about 64 KB in one string.
    case long
    /// A record is a conversation of 200 turns.
    case chat
  }

  private static let turnsOfAChat = 200
  private static let lengthOfATranscript = 64_000

  private let mode: Mode
  /// The chance of a turn to hold personal data.
  private let personalPercent: Int
  private var random: RandomNumbers
  private let values = Values()
  private let phrases = Phrases.all
  private let tenants = ["acme", "globex", "initech", "umbra"].map { Array($0.utf8) }
  private let channels = ["chat", "voice", "email"].map { Array($0.utf8) }
  private let clients = ["web/4.2.1", "ios/17.0.3", "desk/2.9"].map { Array($0.utf8) }

  private var records = 0
  private var conversation = 0
  private var turn = 0
  private var turnsLeft = 0
  /// The language of the conversation, and seconds since the corpus begins.
  private var spoken: Phrases
  private var clock = 0

  public init(_ mode: Mode, seed: UInt64) {
    self.mode = mode
    random = RandomNumbers(seed: seed)
    personalPercent =
      switch mode {
      case .typical, .long, .chat: 5
      case .dense: 60
      case .none: 0
      }
    spoken = phrases[0]
  }

  /// Appends the next record and its line end.
  public mutating func appendRecord(to output: inout [UInt8]) {
    records += 1
    if turnsLeft == 0 { beginConversation() }
    turnsLeft -= 1
    turn += 1
    output.append(#"{"id":"m-"#)
    output.append(number: records, width: 8)
    output.append(#"","conversation_id":"c-"#)
    output.append(number: conversation, width: 6)
    output.append(#"","tenant":""#)
    output += tenants[conversation % tenants.count]
    output.append(#"","channel":""#)
    output += channels[conversation % channels.count]
    output.append(#"","#)
    switch mode {
    case .chat: appendTurns(to: &output)
    case .long: appendTranscript(to: &output)
    case .typical, .dense, .none:
      appendSpeech(to: &output) { $0.appendTurn(to: &$1) }
    }
    output.append(#","metadata":{"turn":"#)
    output.append(number: turn)
    output.append(#","lang":""#)
    output += spoken.language
    output.append(#"","agent":"a-"#)
    output.append(number: 1 + conversation % 40)
    output.append(#"","client":""#)
    output += random.pick(clients)
    output.append("\"}}\n")
  }

  /// Appends what somebody says in one turn, without anything around it.
  public mutating func appendTurn(to output: inout [UInt8]) {
    let pieces = 2 + random.below(5)
    let personal = random.chance(percent: personalPercent) ? random.below(pieces) : -1
    let lookAlike = random.chance(percent: 30) ? random.below(pieces) : -1
    for piece in 0..<pieces {
      if piece > 0 { output.append(" ") }
      if piece == personal {
        let kind = random.below(4)
        output += spoken.leads[kind]
        values.append(kind: kind, &random, to: &output)
      } else if piece == lookAlike {
        values.appendLookAlike(&random, to: &output)
      } else {
        output += random.pick(spoken.talk)
      }
    }
  }

  private mutating func beginConversation() {
    conversation += 1
    turn = 0
    turnsLeft = mode == .chat || mode == .long ? 1 : 4 + random.below(30)
    spoken = random.pick(phrases)
    clock += random.below(20)
  }

  /// Appends the members that say who speaks, when, and what `text` appends.
  private mutating func appendSpeech(
    to output: inout [UInt8], text: (inout Corpus, inout [UInt8]) -> Void
  ) {
    clock += 1 + random.below(40)
    output.append(#""speaker":""#)
    output.append(turn % 2 == 1 ? "customer" : "agent")
    output.append(#"","timestamp":"2026-"#)
    output.append(number: 1 + clock / 2_419_200 % 12, width: 2)
    output.append("-")
    output.append(number: 1 + clock / 86_400 % 28, width: 2)
    output.append("T")
    output.append(number: clock / 3600 % 24, width: 2)
    output.append(":")
    output.append(number: clock / 60 % 60, width: 2)
    output.append(":")
    output.append(number: clock % 60, width: 2)
    output.append(".")
    output.append(number: random.below(1000), width: 3)
    output.append(#"Z","text":""#)
    text(&self, &output)
    output.append(#"""#)
  }

  private mutating func appendTranscript(to output: inout [UInt8]) {
    appendSpeech(to: &output) { corpus, output in
      let end = output.count + Self.lengthOfATranscript
      while output.count < end {
        corpus.appendTurn(to: &output)
        output.append(". ")
      }
    }
  }

  private mutating func appendTurns(to output: inout [UInt8]) {
    output.append(#""turns":["#)
    for number in 1...Self.turnsOfAChat {
      turn = number
      output.append(number == 1 ? #"{"turn":"# : #",{"turn":"#)
      output.append(number: number)
      output.append(",")
      appendSpeech(to: &output) { $0.appendTurn(to: &$1) }
      output.append("}")
    }
    output.append("]")
  }
}
