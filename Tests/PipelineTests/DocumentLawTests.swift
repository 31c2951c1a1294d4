import Detection
import Testing

/// A document is read as the same value on one line: line ends between its values change nothing.
@Suite struct DocumentLawTests {
  private static let rules = Result { try RuleSet(Catalogue.builtIn(), selection: Selection()) }

  /// The value with a line end behind everything that holds or ends a value.
  static func spread(_ line: String) -> String {
    var spread = ""
    var isInString = false
    var isEscaped = false
    for character in line {
      if character == "\"", !isEscaped { isInString.toggle() }
      isEscaped = character == "\\" && !isEscaped
      guard !isInString else {
        spread.append(character)
        continue
      }
      if "}]".contains(character) { spread += "\n" }
      spread.append(character)
      if "{[:,\"".contains(character) { spread += "\n" }
    }
    return spread + "\n"
  }

  static let lines = [
    // The record's own people, in members of theirs.
    #"{"customer":{"name":"Jane Roe","email":["jane@example.com"]},"text":"hello Jane Roe"}"#,
    #"{"participants":[{"name":"Jane Roe","role":"caller"},{}],"text":"Ms Roe, please","n":[]}"#,
    // Offsets into texts that change.
    #"{"Transcript":[{"Id":"t1","Content":"mail jane@example.com to cancel","Issues":[{"CharacterOffsets":{"BeginOffsetChar":22,"EndOffsetChar":31}}]}]}"#,
    // A value over the words of a list, which becomes one word.
    #"{"summary":"my social is two one nine oh nine nine nine three one","words":[\#(words)]}"#,
    // Names that are rewritten, and would be the same then.
    #"{"a":{"jane@example.com":1,"ann@example.org":{"x":[1,2]}},"b":[[["caller","202-555-0143"]]]}"#,
    // What stands twice.
    #"{"a":"my SSN is 219-09-9931","b":{"219 09 9931":["2190 99931"]},"country":"US"}"#,
  ]
  private static let words = "two one nine oh nine nine nine three one".split(separator: " ")
    .enumerated().map { #"{"word":"\#($1)","start":\#($0),"end":\#($0 + 1)}"# }
    .joined(separator: ",")

  @Test(arguments: lines + SegmentTests.shapes.map { $0("my card is 4111 1111 1111 1111 thanks") })
  func lineEndsBetweenValuesChangeNothing(line: String) throws {
    let redactor = try LineRedactor(Self.rules.get())
    let redacted = try redactor.redact(line)
    #expect(redacted != line)
    redactor.readsDocuments = true
    #expect(try redactor.redact(Self.spread(line)).filter { $0 != "\n" } == redacted)
  }
}
