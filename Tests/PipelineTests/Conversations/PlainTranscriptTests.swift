import Detection
import Records
import Synchronization
import Testing

@testable import Pipeline

/// Transcripts as people write them, `Agent: …` and `Customer: …`: in one string of a record, and as lines of text.
@Suite struct PlainTranscriptTests {
  private static let rules = Result { try RuleSet(Catalogue.builtIn(), selection: Selection()) }

  /// Lines, and the same as they leave.
  static let transcripts: [([String], [String])] = [
    (
      ["Agent: And the security code?", "Customer: 123"],
      ["Agent: And the security code?", "Customer: <CVV>"]
    ),
    (
      ["Agent: Your card number?", "Customer: 4111 1111", "Agent: okay", "Customer: 1111 1111"],
      [
        "Agent: Your card number?", "Customer: <CREDIT_CARD>", "Agent: okay",
        "Customer: <CREDIT_CARD>",
      ]
    ),
    (
      [
        "[00:00:04] Customer: it is four one one one one one one one", "[00:00:06] Agent: mm-hmm",
        "[00:00:07] Customer: one one one one one one one one",
      ],
      [
        "[00:00:04] Customer: it is <CREDIT_CARD>", "[00:00:06] Agent: mm-hmm",
        "[00:00:07] Customer: <CREDIT_CARD>",
      ]
    ),
    (
      [
        "- **Speaker 1:** my email is jane dot doe", "- **Speaker 2:** yes",
        "- **Speaker 1:** at example dot com",
      ],
      [
        "- **Speaker 1:** my email is <EMAIL_ADDRESS>", "- **Speaker 2:** yes",
        "- **Speaker 1:** <EMAIL_ADDRESS>",
      ]
    ),
    // What could be a telephone number is half a card's where a card was asked for.
    (
      [
        "Agent: May I have your card number?", "Customer: yes it's 4111 1111",
        "Customer: 1111 1111",
      ],
      [
        "Agent: May I have your card number?", "Customer: yes it's <CREDIT_CARD>",
        "Customer: <CREDIT_CARD>",
      ]
    ),
    // Questions say what the answers are.
    (
      ["Agent: And the expiry date?", "Customer: oh four twenty seven"],
      ["Agent: And the expiry date?", "Customer: <CARD_EXPIRY>"]
    ),
    (
      ["Agent: May I have your name?", "Customer: sure, it's jane doering"],
      ["Agent: May I have your name?", "Customer: sure, it's <PERSON>"]
    ),
    (
      ["Agent: Can you spell your name?", "Customer: J A N E"],
      ["Agent: Can you spell your name?", "Customer: <PERSON>"]
    ),
    (
      ["Agent: Your date of birth?", "Customer: the third of March nineteen eighty"],
      ["Agent: Your date of birth?", "Customer: <DATE_OF_BIRTH>"]
    ),
    // Nobody ends what another began.
    (
      ["Agent (Ann): I have 4111 1111", "Customer (Bo): 1111 1111"],
      ["Agent (Ann): I have 4111 1111", "Customer (Bo): 1111 1111"]
    ),
    // Fields of a form, levels of a log: no one speaks.
    (["INFO: 4111 1111", "INFO: 1111 1111"], ["INFO: 4111 1111", "INFO: 1111 1111"]),
  ]

  @Test(arguments: transcripts)
  func aStringIsReadAsTheTurnsItHolds(lines: [String], expected: [String]) throws {
    let redactor = try LineRedactor(Self.rules.get())
    let line = #"{"notes":"\#(lines.joined(separator: #"\n"#))"}"#
    #expect(try redactor.redact(line) == #"{"notes":"\#(expected.joined(separator: #"\n"#))"}"#)
  }

  /// Whatever the chunks and the workers.
  @Test(arguments: transcripts, [(1, 1 << 18), (3, 1)])
  func linesOfTextAreTurns(
    transcript: (lines: [String], expected: [String]), run shape: (workers: Int, chunk: Int)
  ) throws {
    let stage = try RedactingStage(Self.rules.get(), window: .standard)
    let input = Array(transcript.lines.map { $0 + "\r\n" }.joined().utf8)
    try run(
      stage, over: [input], workers: shape.workers, chunk: shape.chunk, form: .text,
      window: .standard)
    let output = stage.written.withLock { String(decoding: $0.text, as: UTF8.self) }
    #expect(output == transcript.expected.map { $0 + "\r\n" }.joined())
  }

  /// Numbers say who speaks as well as names do.
  @Test func speakersAreNumbers() throws {
    func record(_ speaker: Int, _ other: Int, _ first: String, _ last: String) -> String {
      #"{"utterances":[{"speaker":\#(speaker),"transcript":"\#(first)"},"#
        + #"{"speaker":\#(other),"transcript":"okay"},{"speaker":\#(speaker),"transcript":"\#(last)"}]}"#
    }
    let redactor = try LineRedactor(Self.rules.get())
    #expect(
      try redactor.redact(record(0, 1, "it is 4111 1111", "1111 1111"))
        == record(0, 1, "it is <CREDIT_CARD>", "<CREDIT_CARD>"))
  }
}
