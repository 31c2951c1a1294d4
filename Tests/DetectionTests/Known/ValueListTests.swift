import Detection
import Testing

/// Lists that a run is given: to find, to replace always, to leave alone.
@Suite struct ValueListTests {
  private func rules(
    known: String? = nil, deny: String? = nil, allow: String? = nil
  ) throws -> RuleSet {
    var lists = ValueLists()
    if let known { try lists.add(Array(known.utf8), as: .roster) }
    if let deny { try lists.add(Array(deny.utf8), as: .denied) }
    if let allow { try lists.add(Array(allow.utf8), as: .allowed) }
    return try Rules.selected { $0.lists = lists }
  }

  @Test func linesAreWhatTheyLookLike() throws {
    let rules = try rules(
      known: "Tom Sawyer\n\n  huck@example.com \r\n415-555-0199\nEMP/0042\nBecky\n")
    let found = try find(
      "sawyer, tom; HUCK@example.com; 4155550199; emp 0042; becky; Tom", rules: rules)
    #expect(
      found.entities == [
        "PERSON", "EMAIL_ADDRESS", "PHONE_NUMBER", "KNOWN_VALUE", "PERSON",
      ])
    #expect(found.values.first == "sawyer, tom")
    #expect(found.map(\.rule).filter { $0 == "known/roster" }.count >= 3)
  }

  static let forms = [
    "entity,value\nBANK_ACCOUNT_X,1\n", "value,entity\n\"Doe, \"\"JD\"\" Jane\",PERSON\n",
    #"{"value":"Doe, \"JD\" Jane","entity":"PERSON","more":1}"#,
    "Entity, Value\nPERSON,\"Doe, \"\"JD\"\" Jane\"\n",
  ]

  @Test(arguments: forms.dropFirst())
  func rowsAndObjectsNameTheirEntity(file: String) throws {
    let found = try find("it was Doe, JD, Jane", rules: rules(known: file))
    #expect(found.entities == ["PERSON"])
    #expect(found.values == ["Doe, JD, Jane"])
  }

  @Test func anEntityThatDoesNotExistIsRefused() throws {
    #expect(throws: RuleSetError.self) { try rules(known: Self.forms[0]) }
  }

  @Test(arguments: [
    ("Jane\n---\n", 2, "bad-value"), ("{\"value\":\"x\"}\n\n{\"value\"", 3, "bad-json"),
    ("{\"value\":true}", 1, "bad-value"), ("{\"entity\":\"PERSON\"}", 1, "bad-value"),
    ("entity,value\nPERSON\n", 2, "bad-value"),
  ])
  func aBadLineIsNamed(file: String, line: Int, reason: String) throws {
    var lists = ValueLists()
    let error = #expect(throws: ValueListError.self) {
      try lists.add(Array(file.utf8), as: .roster)
    }
    #expect(error?.line == line)
    #expect(error?.reason == reason)
  }

  @Test func commonWordsOfAListCountAsNamesOnly() throws {
    let rules = try rules(known: "Mark\nGrace\n")
    #expect(try find("mark it with grace", rules: rules).isEmpty)
    #expect(try find("thanks, Mark", rules: rules).values == ["Mark"])
    // What is denied is replaced always.
    let denying = try self.rules(deny: "Mark\n")
    #expect(try find("mark it", rules: denying).values == ["mark"])
  }

  static let numbers = "call +1 (800) 555-0100, 8005550100 or 800.555.0101"

  @Test func allowedValuesAreLeftAlone() throws {
    let rules = try rules(allow: "1-800-555-0100\nHelp@Example.com\n@example.org\n192.0.2.1\n")
    #expect(try find(Self.numbers, rules: rules).values == ["800.555.0101"])
    #expect(
      try find("help@example.com, jane@example.com, joe@EXAMPLE.org", rules: rules).values
        == ["jane@example.com"])
    #expect(
      try find("joe@sub.example.org 192.0.2.1", rules: rules).values == ["joe@sub.example.org"])
    #expect(try find("4111 1111 1111 1111", rules: rules).count == 1)
  }

  @Test func whatIsDeniedIsReplacedThoughItIsAllowed() throws {
    let rules = try rules(
      known: "Tom Sawyer", deny: "entity,value\nPERSON,Tom Sawyer\nEMAIL_ADDRESS,help\n",
      allow: "Tom Sawyer\nhelp@example.com")
    let found = try find("Tom Sawyer <help@example.com>", rules: rules)
    #expect(found.values == ["Tom Sawyer", "help@example.com"])
    #expect(found.allSatisfy { $0.rule == "known/denied" && $0.score == 1 })
  }

  @Test func allowedRosterValuesAreLeftAlone() throws {
    let rules = try rules(known: "Tom Sawyer\nHuck Finn", allow: "tom sawyer")
    #expect(try find("Tom Sawyer, Huck Finn", rules: rules).values == ["Huck Finn"])
  }

  @Test func listsCountInTheVersion() throws {
    let versions = try [
      rules(), rules(known: "Jane Doe"), rules(deny: "Jane Doe"), rules(allow: "Jane Doe"),
      rules(known: "Jane Roe"), rules(known: "Jane", deny: "Doe"),
    ].map(\.version)
    #expect(Set(versions).count == versions.count)
  }

  @Test func aLargeListIsSearchedWhole() throws {
    let names = (0..<5_000).map { "Name\($0 % 71)x Fam\($0)" }.joined(separator: "\n")
    let rules = try rules(known: names)
    for number in stride(from: 0, to: 5_000, by: 617) {
      let value = "NAME\(number % 71)X fam\(number)"
      #expect(try find("so \(value) said", rules: rules).values == [value])
    }
    #expect(try find("Name1x Fam2", rules: rules).isEmpty)
    // Flat tables of hashes: no text is kept, and no more than 64 bytes a value.
    #expect(rules.listMemory < 64 * 5_000 * 4)
  }
}
