import Detection
import Testing

/// A value that is found in one place of a record stands nowhere else in it, in whatever form.
@Suite struct SurvivorTests {
  private static let rules = Result { try RuleSet(Catalogue.builtIn(), selection: Selection()) }
  /// So much that no word in front of it tells anything of what is behind.
  private static let far = String(repeating: "and so it went on with this and that ", count: 6)

  private func redact(_ line: String) throws -> String {
    try LineRedactor(Self.rules.get()).redact(line)
  }

  @Test(arguments: [
    // Without the words that tell what it is, in other spellings, as a number, in a name.
    (
      #"{"a":"my SSN is 219-09-9931","b":"219099931"}"#,
      #"{"a":"my SSN is <US_SSN>","b":"<US_SSN>"}"#
    ),
    (
      #"{"a":"my SSN is 219-09-9931","b":219099931}"#, #"{"a":"my SSN is <US_SSN>","b":"<US_SSN>"}"#
    ),
    (
      #"{"a":"my SSN is 219-09-9931","b":"x 219.09.9931 y"}"#,
      #"{"a":"my SSN is <US_SSN>","b":"x <US_SSN> y"}"#
    ),
    (
      #"{"a":"my SSN is 219-09-9931","b":"\u0032190\u0039 9931"}"#,
      #"{"a":"my SSN is <US_SSN>","b":"<US_SSN>"}"#
    ),
    (
      #"{"a":"my SSN is 219-09-9931","219 09 9931":"b"}"#,
      #"{"a":"my SSN is <US_SSN>","<US_SSN>":"b"}"#
    ),
    (
      #"{"a":"my social is two one nine oh nine nine nine three one","b":"two one nine, oh nine, nine nine three one"}"#,
      #"{"a":"my social is <US_SSN>","b":"<US_SSN>"}"#
    ),
    // In the string that tells what it is too, and in one that holds something else.
    (
      #"{"a":"my SSN is 219-09-9931, and \#(far) 219099931 stays"}"#,
      #"{"a":"my SSN is <US_SSN>, and \#(far) <US_SSN> stays"}"#
    ),
    (
      #"{"a":"\#(far) 219099931 \#(far) my SSN is 219-09-9931"}"#,
      #"{"a":"\#(far) <US_SSN> \#(far) my SSN is <US_SSN>"}"#
    ),
    (
      #"{"a":"my SSN is 219-09-9931","b":"jane@example.com has 219099931 \#(far) x"}"#,
      #"{"a":"my SSN is <US_SSN>","b":"<EMAIL_ADDRESS> has <US_SSN> \#(far) x"}"#
    ),
    // Part of something longer is something else.
    (
      #"{"a":"my SSN is 219-09-9931","b":"id 12190999310"}"#,
      #"{"a":"my SSN is <US_SSN>","b":"id 12190999310"}"#
    ),
    // What nothing was found in stays as it is.
    (#"{"a":"it is 219099931","b":"219099931"}"#, #"{"a":"it is 219099931","b":"219099931"}"#),
  ])
  func valuesAreReplacedWhereverTheyStand(line: String, expected: String) throws {
    #expect(try redact(line) == expected)
  }

  /// Whoever was introduced is called by name later, or by a part of it.
  @Test(arguments: [
    ("My name is Maria Gomez. Maria Gomez called.", "My name is <PERSON>. <PERSON> called."),
    ("Thanks, Maria. So my name is Maria Gomez.", "Thanks, <PERSON>. So my name is <PERSON>."),
    ("my name is Ana. Hi Ana, banana", "my name is <PERSON>. Hi <PERSON>, banana"),
    ("My name is José García. gracias José", "My name is <PERSON>. gracias <PERSON>"),
    // A word that is others' too is a name where it is written as one.
    (
      "This is Will Smith speaking. I will pay. Will you? Thanks Will.",
      "This is <PERSON> speaking. I will pay. Will you? Thanks <PERSON>."
    ),
    // Nobody was introduced.
    ("Thanks, Maria. How can I help?", "Thanks, Maria. How can I help?"),
  ])
  func peopleAreFoundByPartsOfTheirNames(text: String, expected: String) throws {
    let escaped = { (text: String) in text.replacing("é", with: "\\u00e9") }
    #expect(try redact(#"{"text":"\#(text)"}"#) == #"{"text":"\#(expected)"}"#)
    #expect(
      try redact(#"{"text":"\#(escaped(text))"}"#) == #"{"text":"\#(escaped(expected))"}"#)
    // As a call's arguments hold it, and turn by turn.
    #expect(
      try redact(#"{"arguments":"{\"q\":\"\#(text)\"}"}"#)
        == #"{"arguments":"{\"q\":\"\#(expected)\"}"}"#)
    func turns(_ text: String) -> String {
      let said = text.split(separator: ". ").map { #"{"role":"user","content":"\#($0)."}"# }
      return #"{"messages":[\#(said.joined(separator: ","))]}"#
    }
    #expect(try redact(turns(text)) == turns(expected))
  }

  /// The people of one record are nobody in the next.
  @Test func peopleAreForgotten() throws {
    let redactor = try LineRedactor(Self.rules.get())
    let thanks = #"{"text":"Thanks, Maria. How can I help?"}"#
    for _ in 0..<3 {
      #expect(
        try redactor.redact(#"{"text":"My name is Maria Gomez.","reply":"Hi Maria"}"#)
          == #"{"text":"My name is <PERSON>.","reply":"Hi <PERSON>"}"#)
      #expect(try redactor.redact(thanks) == thanks)
    }
  }

  /// Long records are searched block by block: wherever a value lies, it is found, and part of something longer is not.
  @Test(arguments: Array(stride(from: 65_490, to: 65_545, by: 3)))
  func valuesAreFoundWhereBlocksMeet(letters: Int) throws {
    let padding = String(repeating: "x", count: letters - 20)
    func line(_ value: String, _ other: String) -> String {
      #"{"a":"my SSN is \#(value)","b":"\#(padding) \#(other) y"}"#
    }
    for other in ["219 09 9931", #"219\u0030 9-9931"#] {
      #expect(try redact(line("219-09-9931", other)) == line("<US_SSN>", "<US_SSN>"))
    }
    for other in ["2190999310", "12190999310", "1219099931"] {
      #expect(try redact(line("219-09-9931", other)) == line("<US_SSN>", other))
    }
  }

  /// A long record behind another is read at once for all its strings; nothing in it is found otherwise for that.
  @Test func longListsAreReadTheSameBehindEachOther() throws {
    let turns = (0..<90).map { number in
      let text =
        switch number {
        case 7: "my card number is four one one one"
        case 8: "one one one one one one one one one one one one"
        case 20: "mail jane@example.com"
        default: "turn \(number) of many, all of them about nothing"
        }
      return #"{"speaker":"customer","seconds":"\#(number).25","text":"\#(text)"}"#
    }
    let list = #"{"turns":[\#(turns.joined(separator: ","))]}"#
    let note = #"{"note":"\#(String(repeating: "nothing here. ", count: 400))"}"#
    let lines = [list, list, note, note, list, #"{"text":"jane@example.com"}"#, list]
    let redactor = try LineRedactor(Self.rules.get())
    for line in lines { #expect(try redactor.redact(line) == redact(line)) }
    #expect(try redact(list).contains("<CREDIT_CARD>"))
  }

  /// The words of a list say what a sentence beside it says.
  @Test func wordsOfAListAreOneWord() throws {
    let said = "two one nine oh nine nine nine three one"
    let words = said.split(separator: " ").enumerated().map { index, word in
      #"{"word":"\#(word)","start":\#(index),"end":\#(index + 1)}"#
    }
    let line = #"{"summary":"my social is \#(said)","words":[\#(words.joined(separator: ","))]}"#
    #expect(
      try redact(line)
        == #"{"summary":"my social is <US_SSN>","words":[{"word":"<US_SSN>","start":0,"end":9}]}"#)
  }
}

/// Offsets into texts that a record repeats point to the same words after their texts have changed.
@Suite struct TextOffsetTests {
  private static let rules = Result { try RuleSet(Catalogue.builtIn(), selection: Selection()) }

  private func record(_ text: String, _ begin: Int, _ end: Int) -> String {
    #"{"Transcript":[{"Id":"t1","Content":"\#(text)","IssuesDetected":[{"CharacterOffsets":"#
      + #"{"BeginOffsetChar":\#(begin),"EndOffsetChar":\#(end)}}]},{"Id":"t2","Content":"ok"}],"#
      + #""Matched":[{"CharacterOffsets":{"Begin":\#(begin),"End":\#(end)},"Id":"t1"}],"#
      + #""Other":[{"CharacterOffsets":{"Begin":\#(begin),"End":\#(end)},"Id":"t2"}],"End":\#(end)}"#
  }

  @Test(arguments: [
    // "cancel my order" behind an address, before it, and the address itself.
    ("é jane@example.com cancel my order", 19, 34, "é <EMAIL_ADDRESS> cancel my order", 18, 33),
    ("cancel my order jane@example.com", 0, 15, "cancel my order <EMAIL_ADDRESS>", 0, 15),
    ("é jane@example.com cancel", 2, 18, "é <EMAIL_ADDRESS> cancel", 2, 17),
    ("é jane@example.com cancel", 7, 12, "é <EMAIL_ADDRESS> cancel", 2, 17),
    ("cancel my order", 0, 6, "cancel my order", 0, 6),
  ])
  func offsetsMove(
    text: String, begin: Int, end: Int, left: String, newBegin: Int, newEnd: Int
  ) throws {
    let redacted = try LineRedactor(Self.rules.get()).redact(record(text, begin, end))
    let expected = record(left, newBegin, newEnd)
      // Those of another text, and what counts nothing, stay.
      .replacing(
        #"{"Begin":\#(newBegin),"End":\#(newEnd)},"Id":"t2"}],"End":\#(newEnd)"#,
        with: #"{"Begin":\#(begin),"End":\#(end)},"Id":"t2"}],"End":\#(end)"#)
    #expect(redacted == expected)
  }
}
