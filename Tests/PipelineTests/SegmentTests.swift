import Detection
import Foundation
import Testing

@testable import Pipeline

/// Values that a record cuts into pieces: over the words of a list, over turns, over everything that repeats them.
@Suite struct SegmentTests {
  private static let rules = Result { try RuleSet(Catalogue.builtIn(), selection: Selection()) }

  private func redact(_ line: String) throws -> String {
    try Preview.redact(line, rules: Self.rules.get()).line
  }

  private static func list(_ text: String, _ element: (Int, String) -> String) -> String {
    text.split(separator: " ").enumerated().map { element($0, String($1)) }
      .joined(separator: ",")
  }

  /// The same sentence in the shapes of several engines, words and all.
  static let shapes: [@Sendable (String) -> String] = [
    { text in
      let items = list(text) {
        #"{"start_time":"\#($0).10","end_time":"\#($0).90","alternatives":[{"confidence":"0.99","#
          + #""content":"\#($1)"}],"type":"pronunciation"}"#
      }
      return #"{"results":{"transcripts":[{"transcript":"\#(text)"}],"items":[\#(items)]}}"#
    },
    { text in
      let words = list(text) {
        #"{"word":"\#($1)","start":\#($0).1,"end":\#($0).9,"punctuated_word":"\#($1),"}"#
      }
      return #"{"channels":[{"alternatives":[{"transcript":"\#(text)","words":[\#(words)]}]}]}"#
    },
    { text in
      let words = list(text) {
        #"{"text":"\#($1)","start":\#($0 + 1)100,"end":\#($0 + 1)900,"speaker":"A"}"#
      }
      return #"{"utterances":[{"text":"\#(text)","speaker":"A","words":[\#(words)]}]}"#
    },
    { text in
      let words = list(text) {
        #"{"startTime":{"seconds":"\#($0)s"},"endTime":{"seconds":"\#($0)s"},"word":"\#($1)"}"#
      }
      return #"{"results":[{"alternatives":[{"transcript":"\#(text)","words":[\#(words)]}]}]}"#
    },
    { text in
      let words = list(text) { #"["\#($1)",\#($0).1,\#($0).9]"# }
      return #"{"results":[{"alternatives":[{"timestamps":[\#(words)]}]}]}"#
    },
  ]

  static let said = [
    ("my number is four one five five five five oh one three two okay", "<PHONE_NUMBER>"),
    ("the card is 4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 okay", "<CREDIT_CARD>"),
    ("the card is 4111 1111 1111 1111 okay", "<CREDIT_CARD>"),
    ("mail jane dot smith at example dot com okay", "<EMAIL_ADDRESS>"),
    ("my social is one two three four five six seven eight nine okay", "<US_SSN>"),
  ]

  @Test(arguments: shapes.indices, said)
  func wordsOfAValueBecomeOneWord(shape: Int, said: (text: String, token: String)) throws {
    let line = Self.shapes[shape](said.text)
    let redacted = try redact(line)
    let strings = try JSONStrings.all(redacted)
    let words = said.text.split(separator: " ").map(String.init)
    let kept = words.firstIndex { $0 == "is" || $0 == "mail" }!
    for word in words[(kept + 1)..<(words.count - 1)] {
      #expect(!strings.contains(word) && !strings.contains("\(word),"), "\(redacted)")
    }
    #expect(strings.contains(said.token) || strings.contains("\(said.token),"), "\(redacted)")
    #expect(strings.contains { $0.hasPrefix("okay") })
    // The list tells no more how many words there were, and the last of them says when they ended.
    let element = Self.shapes[shape]("a b")
    let count = { (text: String) in text.count { $0 == "{" || $0 == "[" } }
    let one = count(element) - count(Self.shapes[shape]("a"))
    let left = (count(redacted) - count(Self.shapes[shape]("a"))) / one + 1
    #expect(left == kept + 3, "\(redacted)")
  }

  @Test(arguments: [
    (
      [
        ("agent", "your card number"), ("user", "4111 1111"), ("agent", "mm-hmm"),
        ("user", "1111 1111"),
      ],
      ["your card number", "<CREDIT_CARD>", "mm-hmm", "<CREDIT_CARD>"]
    ),
    (
      [
        ("agent", "phone?"), ("user", "four one five"), ("user", "five five five oh one three two"),
      ],
      ["phone?", "<PHONE_NUMBER>", "<PHONE_NUMBER>"]
    ),
    // Nobody ends what another began.
    (
      [("agent", "room 4155"), ("user", "no, 550132")], ["room 4155", "no, 550132"]
    ),
    ([("agent", "And the security code?"), ("user", "123")], ["And the security code?", "<CVV>"]),
    (
      [("agent", "Your date of birth please?"), ("user", "03/04/1985")],
      ["Your date of birth please?", "<DATE_OF_BIRTH>"]
    ),
    (
      [("user", "I have 3 kids"), ("user", "and 2 dogs in 1998")],
      ["I have 3 kids", "and 2 dogs in 1998"]
    ),
  ])
  func turnsAreReadTogether(turns: [(String, String)], left: [String]) throws {
    let messages = turns.map { #"{"role":"\#($0)","content":"\#($1)"}"# }.joined(separator: ",")
    let expected = zip(turns, left).map { #"{"role":"\#($0.0)","content":"\#($1)"}"# }
      .joined(separator: ",")
    #expect(try redact(#"{"messages":[\#(messages)]}"#) == #"{"messages":[\#(expected)]}"#)
    let tuples = turns.map { #"["\#($0)","\#($1)"]"# }.joined(separator: ",")
    let expectedTuples = zip(turns, left).map { #"["\#($0.0)","\#($1)"]"# }.joined(separator: ",")
    if turns.first?.1.hasPrefix("room") == false {
      #expect(try redact(#"{"original":[\#(tuples)]}"#) == #"{"original":[\#(expectedTuples)]}"#)
    }
  }

  /// Of a document in a string each leaf stays what it is.
  @Test func aDocumentInATurnStaysOne() throws {
    let turn = #"{"content":"{\"phone\":4155550132}"}"#
    let left = #"{"content":"{\"phone\":\"<PHONE_NUMBER>\"}"}"#
    let line = { (turn: String) in
      #"{"messages":[{"content":"my phone"},\#(turn),{"content":"ok"}]}"#
    }
    #expect(try redact(line(turn)) == line(left))
  }

  /// Times and ids are no words.
  @Test(arguments: [
    #"{"words":[{"id":"415","end":"555"},{"id":"555","end":"013"},{"id":"0132","end":"2"}]}"#,
    #"{"items":[{"startTime":{"seconds":"415"}},{"startTime":{"seconds":"555"}},{"startTime":{"seconds":"0132"}}]}"#,
    #"{"a":["415","555","0132"],"b":[["415"],["555"],["0132"]]}"#,
  ])
  func otherListsAreNotJoined(line: String) throws { #expect(try redact(line) == line) }
}
