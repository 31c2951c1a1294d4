import Detection
import Testing

/// What a record says of its own people, found in its texts.
@Suite struct RecordIdentityTests {
  private func find(
    _ known: [(String, IdentityKind)], in text: String, rules: RuleSet? = Rules.standard
  ) throws -> [Found] {
    guard let rules else { throw Missing.rules }
    var detector = Detector(rules)
    for (value, kind) in known {
      let bytes = Array(value.utf8)
      detector.know(bytes.span, as: kind)
    }
    _ = detector.useIdentity()
    return try findText(text, &detector)
  }

  static let spellings: [(String, String)] = [
    ("Jane Doe is here", "Jane Doe"), ("JANE DOE!", "JANE DOE"), ("ask jane.", "jane"),
    ("Doe, Jane", "Doe, Jane"), ("jane_doe", "jane_doe"), ("Ms Doe's order", "Doe"),
    ("Jane\u{00A0}Doe", "Jane\u{00A0}Doe"), ("(Jane)", "Jane"), ("Jane Q Doe", "Jane Q Doe"),
    ("Jane\nDoe", "Jane\nDoe"), ("Ｊａｎｅ", "Ｊａｎｅ"), ("@jane", "jane"),
  ]

  @Test(arguments: spellings)
  func aNameIsFoundWholeAndByParts(text: String, value: String) throws {
    let found = try find([("Dr. Jane Q. Doe", .name)], in: text)
    #expect(found.values == [value])
    #expect(found.entities == ["PERSON"])
    #expect(found.first?.rule == "known/record")
  }

  @Test(arguments: [
    "van den Berg, Jo", "Al Bo, Jo", "Example Garcia, Ana Bo",
  ])
  func aNameIsFoundAsItsFieldHasIt(value: String) throws {
    #expect(try find([(value, .name)], in: "it is \(value).").values == [value])
  }

  @Test(arguments: [
    "janet", "Doering", "a doe2", "q", "Q.", "dr", "Dr", "JaneDoe", "jan", "",
  ])
  func partsAreWholeWords(text: String) throws {
    #expect(try find([("Dr. Jane Q. Doe", .name)], in: text).isEmpty)
  }

  // Words that are names and other things count only where they are written as names.
  @Test(arguments: [
    ("mark it, please", 0), ("Will you?", 0), ("I will", 0), ("on 5 May", 0), ("May 5", 0),
    ("MARK THIS", 0), ("He said: Will that do?", 0), ("thanks Mark", 1), ("Hi Will!", 1),
    ("Mark, hello", 1), ("I asked May about it", 1), ("mark may", 0), ("Mark May", 1),
  ])
  func commonWordsAreNoNamesUnlessWrittenSo(text: String, count: Int) throws {
    let people: [(String, IdentityKind)] = [("Mark May", .name), ("Will Long", .name)]
    #expect(try find(people, in: text).count == (text == "mark may" ? 1 : count))
  }

  @Test(arguments: [
    ("user", "the user said"), ("assistant", "your assistant"), ("Support", "call Support"),
    ("user-1029", "user 1029, user-1029"), ("Agent 7", "Agent 7 speaking"), ("agent_b", "agent b"),
    ("a81bc81b", "a81bc81b"), ("cust_0012ab", "cust_0012ab"),
    ("Customer Service", "Customer Service"),
    ("spk_0", "spk_0"), ("bot", "a bot"), ("A", "A B C"), ("Speaker A", "Speaker A"), ("", "x"),
    ("sms", "by sms"), ("42", "42"), ("the whole story of what came to pass", "the story"),
  ])
  func rolesAndIdsNameNobody(value: String, text: String) throws {
    #expect(try find([(value, .party)], in: text).isEmpty)
    #expect(try find([(value, .name)], in: text).isEmpty || value.contains("story"))
  }

  @Test(arguments: ["London", "Berlin", "Zürich", "Canada", "Bank", "Support"])
  func onePlaceOrThingIsNoParty(value: String) throws {
    #expect(try find([(value, .party)], in: "We land in \(value) at five").isEmpty)
  }

  @Test func givenAndFamilyNamesMakeOne() throws {
    let known: [(String, IdentityKind)] = [("Jane", .givenName), ("Doe", .familyName)]
    #expect(try find(known, in: "Jane Doe, or Doe Jane").values == ["Jane Doe", "Doe Jane"])
  }

  @Test(arguments: [
    ("José Núñez", "jose nunez"), ("Jose Nunez", "JOSÉ NÚÑEZ"), ("Zoë", "Zoe\u{308}"),
    ("Ærø Møller", "MØLLER"), ("Łukasz", "lukasz"), ("Σωκράτης", "ΣΩΚΡΆΤΗΣ"), ("Юлия", "ЮЛИЯ"),
    ("O'Neil", "o’neil"), ("Anne-Marie", "anne marie"),
  ])
  func caseAndAccentsDoNotMatter(name: String, text: String) throws {
    #expect(try find([(name, .name)], in: "to \(text), then").values == [text])
  }

  @Test(arguments: [
    ("王小明", "我是王小明，你好", "王小明"), ("山田太郎", "山田太郎さん", "山田太郎"),
    ("김철수", "김철수가 말했다", "김철수"), ("สมชาย", "คุณสมชายครับ", "สมชาย"),
  ])
  func namesInScriptsWithoutSpacesAreFoundAsAWhole(
    name: String, text: String, value: String
  ) throws {
    #expect(try find([(name, .name)], in: text).values == [value])
    #expect(try find([(name, .name)], in: String(text.filter { $0 != name.last })).isEmpty)
  }

  @Test func aMailboxIsANameAndAnAddress() throws {
    let found = try find([("Jane Doe <jd@example.com>", .party)], in: "Doe: jd@example.com")
    #expect(found.values == ["Doe", "jd@example.com"])
    #expect(found.entities == ["PERSON", "EMAIL_ADDRESS"])
  }

  @Test(arguments: [
    ("+44 20 7946 0958", "ring 7946 0958"), ("+44 20 7946 0958", "ring 02079460958"),
    ("4155550132", "ring (415) 555-0132"), ("4155550132", "ring 4155550132"),
    ("4155550132", "ring 4 1 5 5 5 5 0 1 3 2"), ("4155550132", "ring 555.0132"),
    ("14155550132", "ring 0014155550132"),
  ])
  func aNumberIsFoundByItsDigits(number: String, text: String) throws {
    let found = try find([(number, .phone)], in: text)
    #expect(found.entities == ["PHONE_NUMBER"])
    #expect(found.first?.value == String(text.dropFirst(5)))
  }

  @Test(arguments: ["ring 4155550133", "ring 5550", "order 99887766554155550132", "55 50 13"])
  func otherNumbersAreNot(text: String) throws {
    let only = try Rules.selected { $0.only = ["PHONE_NUMBER"] }
    let rule = try find([("4155550132", .phone)], in: text, rules: only).map(\.rule)
    #expect(!rule.contains("known/record"))
  }

  @Test func anAddressIsFoundAndItsFirstLine() throws {
    let known: [(String, IdentityKind)] = [("12 Elm Street, Springfield", .address)]
    #expect(try find(known, in: "to 12 ELM STREET.").values == ["12 ELM STREET"])
    #expect(
      try find(known, in: "12 Elm Street Springfield").values == ["12 Elm Street Springfield"])
    #expect(try find(known, in: "Elm Street").isEmpty)
  }

  @Test func whateverTheCallerNamesIsFound() throws {
    let found = try find([("RED-falcon/9", .any)], in: "it is red falcon 9, red falcon 10")
    #expect(found.values == ["red falcon 9"])
    #expect(found.entities == ["KNOWN_VALUE"])
  }

  @Test func organisationsAreFoundAsAWholeOnly() throws {
    let known: [(String, IdentityKind)] = [("Acme Widgets Ltd", .name)]
    #expect(try find(known, in: "Acme Widgets Ltd sells widgets").values == ["Acme Widgets Ltd"])
  }

  @Test func onlyWantedEntitiesAreFound() throws {
    let known: [(String, IdentityKind)] = [("Jane Doe", .name), ("4155550132", .phone)]
    let text = "Jane Doe, 4155550132"
    let people = try Rules.selected { $0.only = ["PERSON"] }
    #expect(try find(known, in: text, rules: people).entities == ["PERSON"])
    let others = try Rules.selected { $0.except = ["PERSON"] }
    #expect(try find(known, in: text, rules: others).entities == ["PHONE_NUMBER"])
    let cards = try Rules.selected { $0.only = ["CREDIT_CARD"] }
    #expect(try find(known, in: text, rules: cards).isEmpty)
    #expect(!cards.knowsRecords)
  }

  @Test func whatIsForgottenIsNotFound() throws {
    guard let rules = Rules.standard else { throw Missing.rules }
    var detector = Detector(rules)
    let name = Array("Jane Doe".utf8)
    detector.know(name.span, as: .name)
    let isUsed = detector.useIdentity()
    #expect(isUsed)
    #expect(try findText("Jane Doe", &detector).count == 1)
    detector.forgetIdentity()
    #expect(try findText("Jane Doe", &detector).isEmpty)
    let isUsedAgain = detector.useIdentity()
    #expect(!isUsedAgain)
  }
}
