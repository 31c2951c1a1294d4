import RuleFormat
import Testing

@Suite struct CompiledCatalogueTests {
  @Test(arguments: [SampleRule.full, SampleRule.minimal])
  func givesBackWhatItWasGiven(_ yaml: String) throws {
    let file = try RuleFileParser.parse(yaml, file: "sample.yaml")
    #expect(try CompiledCatalogue.decode(CompiledCatalogue.encode([file])) == [file])
  }

  @Test func keepsTextsThatLookLikeItsOwnForm() throws {
    let awkward = "12:3;\n\"#\\#(x)\r\u{0}é👩‍👩‍👧\u{301}"
    let rule = Rule(
      id: "odd/one", entity: "ODD", title: awkward, source: awkward, regex: awkward,
      trigger: Trigger(byteClass: .slash, count: 3, gap: 7), reach: 9, score: 0.1,
      validator: "none", context: Context(words: [awkward, ""], boost: 0.3, within: 1),
      vetoes: Context(words: [awkward, ""], boost: -1, within: 2), regions: ["AQ"],
      enabled: false, note: awkward,
      examples: Examples(match: [Example(text: awkward, value: "é")], noMatch: ["", awkward]),
      file: awkward, line: 7)
    let files = [
      RuleFile(family: "odd", rules: [rule, rule]), RuleFile(family: "empty", rules: []),
    ]
    #expect(try CompiledCatalogue.decode(CompiledCatalogue.encode(files)) == files)
  }

  @Test func keepsOneCopyOfAListOfWords() {
    func rule(_ id: String) -> Rule {
      Rule(
        id: id, entity: "E", regex: "x", trigger: Trigger(byteClass: .at, count: 1), reach: 0,
        score: 1, context: Context(words: ["shared-word"], boost: 0.1, within: 1))
    }
    let encoded = CompiledCatalogue.encode([
      RuleFile(family: "f", rules: [rule("f/a"), rule("f/b"), rule("f/c")])
    ])
    #expect(encoded.ranges(of: "shared-word").count == 1)
  }

  @Test func refusesACatalogueCutShortAnywhere() throws {
    let file = try RuleFileParser.parse(SampleRule.full, file: "sample.yaml")
    let encoded = CompiledCatalogue.encode([file])
    for length in 0..<encoded.count {
      let error = #expect(throws: RuleFileError.self) {
        try CompiledCatalogue.decode(String(encoded.prefix(length)))
      }
      #expect(error?.code == .badCatalogue)
    }
    #expect(throws: RuleFileError.self) { try CompiledCatalogue.decode(encoded + "0;") }
  }

  @Test(arguments: [
    "", "hush-rules/0\n0;0;", "hush-rules/2\n99999999999999999999;", "hush-rules/2\n-1;",
  ])
  func refusesWhatItDidNotWrite(_ text: String) {
    #expect(throws: RuleFileError.self) { try CompiledCatalogue.decode(text) }
  }
}
