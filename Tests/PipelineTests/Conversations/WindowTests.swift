import Detection
import TestSupport
import Testing

@testable import Pipeline

/// Values that stand in several records of one conversation.
@Suite struct WindowTests {
  private static let rules = Result { try RuleSet(Catalogue.builtIn(), selection: Selection()) }
  private static let floor = 0.98

  /// The lines that come out, whatever the chunks and the workers.
  private func redact(
    _ lines: [String], window: WindowLimits? = .standard, workers: Int = 1, chunk: Int = 1 << 18
  ) throws -> [String] {
    let stage = try RedactingStage(Self.rules.get(), window: window)
    let input = Array(lines.map { $0 + "\n" }.joined().utf8)
    try run(stage, over: [input], workers: workers, chunk: chunk, window: window)
    let written = stage.written.withLock { $0 }
    #expect(written.tally.read == lines.count)
    return String(decoding: written.text, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  private static func record(
    _ text: String, role: String = "user", in conversation: String?, padding: Int = 0
  ) -> String {
    let id = conversation.map { #""conversation_id":"\#($0)","# } ?? ""
    let pad = padding > 0 ? #","pad":"\#(String(repeating: "x", count: padding))""# : ""
    return #"{\#(id)"role":"\#(role)","text":"\#(text)"\#(pad)}"#
  }

  /// What is said in a conversation of its own, cut before the word `cut`.
  private static func records(
    _ value: SaidValue, cut: Int, in conversation: String, padding: Int = 0
  ) -> [String] {
    let opening = value.isAsked ? "" : value.opening + " "
    var turns = [
      ("agent", value.isAsked ? value.opening : "Go on please."),
      ("user", opening + value.words[..<cut].joined(separator: " ")),
      ("user", value.words[cut...].joined(separator: " ") + " okay thanks"),
      ("agent", "Let me check that."),
    ]
    if cut % 3 == 0 { turns.insert(("agent", "mm-hmm"), at: 2) }
    return turns.map { record($0.1, role: $0.0, in: conversation, padding: padding) }
  }

  /// Conversations are searched by what searched records before: of these people nothing is left in it.
  @Test(arguments: [
    #""text":"my name is Maria Gomez""#, #""customer":{"name":"Maria Gomez"},"text":"hello""#,
  ])
  func peopleStayInTheirRecord(introduction: String) throws {
    let turns = [
      Self.record("Thanks Maria Gomez, my number is four one five", in: "a"),
      Self.record("five five five oh one three two", in: "a"),
    ]
    let redacted = try redact(turns + [#"{"conversation_id":"b",\#(introduction)}"#])
    #expect(redacted.count == 3)
    #expect(redacted.first?.contains("Thanks Maria Gomez, my number is <PHONE_NUMBER>") == true)
    #expect(redacted.last?.contains("Maria") == false)
  }

  /// Whoever gave a name is thanked by it in a later record of the conversation, wherever chunks end.
  @Test(.mayHang, arguments: [(1, 1 << 18, 0), (2, 1, 4200), (3, 1 << 12, 700)])
  func introducedPeopleAreKnownToTheirConversation(workers: Int, chunk: Int, padding: Int) throws {
    // What is said, by whom, in which conversation, and what becomes of it.
    let turns: [(text: String, role: String, conversation: String?, redacted: String)] = [
      ("Hello Jane", "user", "a", "Hello Jane"),
      ("my name is Jane Doorstep", "user", "a", "my name is <PERSON>"),
      ("Jane is here", "user", "b", "Jane is here"),
      ("Thanks, Jane, for calling", "agent", "a", "Thanks, <PERSON>, for calling"),
      ("What is your name please?", "agent", "b", "What is your name please?"),
      ("Omar Riverbank", "user", "b", "<PERSON>"),
      (#"So, \nOmar, and Jane?"#, "agent", "b", #"So, \n<PERSON>, and Jane?"#),
      ("Bye Ms. doorstep and Omar", "agent", "a", "Bye Ms. <PERSON> and Omar"),
      ("Jane Doorstep or Omar", "user", nil, "Jane Doorstep or Omar"),
    ]
    func records(_ text: (Int) -> String, _ name: String) -> [String] {
      turns.indices.map {
        Self.record(text($0), role: turns[$0].role, in: turns[$0].conversation, padding: padding)
      } + [#"{"conversation_id":"a","event":{"by":"\#(name)"},"n":1}"#]
    }
    let lines = records({ turns[$0].text }, "Doorstep, Jane")
    #expect(
      try redact(lines, workers: workers, chunk: chunk)
        == records({ turns[$0].redacted }, "<PERSON>"))
    #expect(try redact([lines[1], lines[3]], window: nil).last == lines[3])
  }

  /// The names of a conversation are bounded, and so are the conversations that have any; chunks do not show in it.
  @Test(.mayHang) func introducedPeopleAreBounded() throws {
    func name(_ number: Int) -> String {
      "Q" + String(number).map { "abcdefghij".map(String.init)[$0.wholeNumberValue!] }.joined()
    }
    let many = (0..<20_000).map { Self.record("my name is Omar \(name($0))berg", in: "c\($0)") }
    let asked = [0, 19_999].map { Self.record("Thanks Omar", in: "c\($0)") }
    let redacted = try redact(many + asked, chunk: 1 << 12)
    #expect(redacted.suffix(2) == [asked[0], Self.record("Thanks <PERSON>", in: "c19999")])
    #expect(try redact(many + asked, workers: 3) == redacted)

    let names = (0..<9).map { "\(name($0 + 11))stein" }
    let lines =
      names.map { Self.record("my name is \($0)", in: "a") }
      + [Self.record("Thanks \(names[0]), thanks \(names[8])", in: "a")]
    #expect(
      try redact(lines).last == Self.record("Thanks \(names[0]), thanks <PERSON>", in: "a"))
  }

  /// Every value that people say, at every cut, in the midst of other conversations.
  @Test(.mayHang, arguments: [(1, 1 << 18, 0), (3, 1 << 14, 0), (2, 1, 4200)])
  func whatIsSaidIsFoundOverRecords(workers: Int, chunk: Int, padding: Int) throws {
    var random = SplitMix64(seed: 6)
    var cases: [(value: SaidValue, records: [String])] = []
    for value in SaidValue.all(&random) where random.chance(1, in: padding == 0 ? 2 : 12) {
      for cut in 1..<max(1, value.words.count) {
        cases.append(
          (value, Self.records(value, cut: cut, in: "c\(cases.count)", padding: padding)))
      }
    }
    // Several at a time, a record of each in turn.
    var lines: [(number: Int, line: String)] = []
    for start in stride(from: 0, to: cases.count, by: 7) {
      let group = start..<min(start + 7, cases.count)
      for turn in 0..<5 {
        for number in group where turn < cases[number].records.count {
          lines.append((number, cases[number].records[turn]))
        }
      }
    }
    let redacted = try redact(lines.map(\.line), workers: workers, chunk: chunk)
    try #require(redacted.count == lines.count)
    var left: [Int: [String]] = [:]
    for (line, text) in zip(lines, redacted) { left[line.number, default: []].append(text) }
    let survivors = try cases.indices.filter { number in
      try Survivor.stands(
        cases[number].value, in: "[\(left[number, default: []].joined(separator: ","))]")
    }
    let recall = 1 - Double(survivors.count) / Double(cases.count)
    let list = survivors.map { "\(cases[$0].records) → \(left[$0, default: []])" }
    #expect(recall >= Self.floor, "\(recall) of \(cases.count): \(list.joined(separator: "\n"))")
  }

  /// A written value may be cut between any two of its characters, and into three.
  @Test(arguments: [
    ("my card number is ", "4111 1111 1111 1111"), ("my card is ", "5555555555554444"),
    ("you can call me at ", "+1 415 555 0132"), ("my phone is ", "415-555-0132"),
    ("my social security number is ", "219-09-9999"), ("my email is ", "jane.doe@example.com"),
  ])
  func writtenValuesAreFoundAtEveryCut(opening: String, value: String) throws {
    var left: [String] = []
    for first in 1..<value.count - 1 {
      for second in [value.count, first + 1, (first + value.count) / 2 + 1]
      where second <= value.count && (second == value.count || !value.contains("@")) {
        let at = { (offset: Int) in value.index(value.startIndex, offsetBy: offset) }
        let parts = [value[..<at(first)], value[at(first)..<at(second)], value[at(second)...]]
          .map { $0.trimmingPrefix(" ") }.filter { !$0.isEmpty }
        var lines = parts.map { Self.record(String($0), in: "c") }
        lines[0] = Self.record(opening + parts[0], in: "c")
        let text = try redact(lines).joined()
        let digits = value.filter { $0.isLetter || $0.isNumber }
        let said = try JSONStrings.byName("[\(try redact(lines).joined(separator: ","))]")["text"]!
        if said.joined().filter({ $0.isLetter || $0.isNumber }).contains(digits) {
          left.append(text)
        }
      }
    }
    #expect(left.isEmpty, "\(left)")
  }

  @Test func othersAreLeftAlone() throws {
    let lines = [
      // Without a conversation nobody goes on.
      Self.record("my card number is 4111 1111", in: nil), Self.record("1111 1111", in: nil),
      // Another conversation.
      Self.record("my card number is 4111 1111", in: "a"), Self.record("1111 1111", in: "b"),
      // Another speaker, and somebody who says something between.
      Self.record("my card number is 4111 1111", in: "c"),
      Self.record("1111 1111", role: "agent", in: "c"),
      Self.record("my card number is 4111 1111", in: "d"),
      Self.record("One moment, my screen froze.", role: "agent", in: "d"),
      Self.record("1111 1111", in: "d"),
      // Nothing but numbers.
      Self.record("I have 3 kids", in: "e"), Self.record("and 2 dogs since 1998", in: "e"),
    ]
    #expect(try redact(lines) == lines)
  }

  @Test func withoutAWindowNothingIsJoined() throws {
    let lines = [
      Self.record("my card number is 4111 1111", in: "a"), Self.record("1111 1111", in: "a"),
    ]
    #expect(try redact(lines, window: nil) == lines)
    #expect(
      try redact(lines) == [
        Self.record("my card number is <CREDIT_CARD>", in: "a"),
        Self.record("<CREDIT_CARD>", in: "a"),
      ])
  }

  /// The window is so many turns, a listener's among them.
  @Test func aWindowEnds() throws {
    let lines =
      [Self.record("my card number is 4111 1111", in: "a")]
      + Array(repeating: Self.record("mm-hmm", role: "agent", in: "a"), count: 2)
      + [Self.record("1111 1111", in: "a")]
    #expect(try redact(lines, window: WindowLimits(turns: 3, seconds: 20)) == lines)
  }

  /// Keys of a telephone come one by one.
  @Test func keysArePressedOneByOne() throws {
    let lines = "4111111111111111".map { #"{"call_id":"a","type":"dtmf","digit":"\#($0)"}"# }
    let redacted = try redact(lines)
    #expect(!redacted.joined().contains { $0.isNumber }, "\(redacted)")
  }

  /// A question tells what the answer is, and waits for nothing itself.
  @Test(arguments: [
    ("And the security code?", "123", "<CVV>"),
    ("What is your social security number?", "219099929", "<US_SSN>"),
  ])
  func questionsTypeAnswers(question: String, answer: String, token: String) throws {
    for padding in [0, 4200] {
      let record = { (text: String, role: String) in
        Self.record(text, role: role, in: "a", padding: padding)
      }
      let lines = [record(question, "agent"), record("mm-hmm", "user"), record(answer, "user")]
      let redacted = try redact(lines, chunk: padding > 0 ? 1 : 1 << 18)
      #expect(redacted == lines.dropLast() + [record(token, "user")])
      // Nobody asked for it.
      let others = [record("How are you?", "agent"), record(answer, "user")]
      #expect(try redact(others) == others)
    }
  }

  /// However many conversations leave something open, few chunks wait, and all come out as they are.
  @Test(.mayHang) func openConversationsAreBounded() throws {
    let count = 20_000
    let lines = (0..<count).map { Self.record("my card number is 4111 1111", in: "c\($0)") }
    let stage = try RedactingStage(Self.rules.get(), window: .standard)
    let input = Array(lines.map { $0 + "\n" }.joined().utf8)
    try run(stage, over: [input], workers: 2, chunk: 1 << 16, window: .standard)
    let written = stage.written.withLock { $0 }
    #expect(written.text == input)
    #expect(written.tally.read == count)
    #expect(written.most > 10)
    #expect(written.most * (1 << 16) < 4 << 20)
  }
}
