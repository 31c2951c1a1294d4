import Detection
import RuleFormat
import Testing

/// Words near a match raise or lower its score.
@Suite struct ContextWordTests {
  private func stands(
    _ word: String, in text: String, name: String = "", within: Int = 40
  ) throws -> Bool {
    let context = Context(words: [word], boost: 0.3, within: within)
    let rules = try Rules.selected(from: [SampleRules.ticket(context: context)]) { _ in }
    return try !find(text, name: name, rules: rules).isEmpty
  }

  @Test(arguments: [
    ("phone", "phone 1234"), ("phone", "1234 is my phone"), ("phone", "PHONE:1234"),
    ("phone", "mobilePhone=1234"), ("phone", "phone_2 1234"), ("phone", "phone2 1234"),
    ("Phone", "phone 1234"), ("call*", "calling 1234"), ("call*", "call 1234"),
    ("*nummer", "Rufnummer 1234"), ("*nummer", "nummer 1234"), ("call me", "call me: 1234"),
    ("电话", "我的电话号码1234"), ("тел", "телефон 1234"), ("tel", "\"tel\":1234"),
    ("phone", "phoneNumber 1234"), ("phone", "<phone>1234</phone>"),
    ("phone", "<PHONE_NUMBER>1234</PHONE_NUMBER>"),
  ])
  func aWordStands(_ word: String, _ text: String) throws {
    #expect(try stands(word, in: text))
  }

  @Test(arguments: [
    ("phone", "phoneme 1234"), ("phone", "telephone 1234"), ("phone", "iphones 1234"),
    ("tel", "hotel 1234"), ("call*", "recall 1234"), ("*nummer", "nummern 1234"),
    ("call me", "call  me 1234"), ("call me", "callme 1234"), ("phone", "1234"),
    ("phone", "phon 1234"),
    ("phone", "PHONEME 1234"), ("phone", "<PHONE_NUMBER> 1234"), ("phone", "1234 <PHONE_NUMBER>"),
    ("number", "<PHONE_NUMBER:0123ABC> 1234"),
  ])
  func aWordDoesNotStand(_ word: String, _ text: String) throws {
    #expect(try !stands(word, in: text))
  }

  @Test func distanceIsInBytesToEitherSide() throws {
    for within in [5, 10, 11] {
      let gap = String(repeating: ".", count: within - "tel".count)
      #expect(try stands("tel", in: "tel\(gap)1234", within: within))
      #expect(try !stands("tel", in: "tel.\(gap)1234", within: within))
      #expect(try stands("tel", in: "1234\(gap)tel", within: within))
      #expect(try !stands("tel", in: "1234\(gap).tel", within: within))
    }
  }

  /// A neighbour outside the distance still says whether the word stands alone.
  @Test func theEdgeOfTheDistanceCutsNoWord() throws {
    #expect(try !stands("tel", in: "hotel.1234", within: 4))
    #expect(try !stands("tel", in: "1234.telex", within: 4))
  }

  @Test(arguments: ["phone", "phone_number", "workPhone", "PHONE"])
  func aMemberNameIsContext(_ name: String) throws {
    #expect(try stands("phone", in: "1234", name: name))
    #expect(try stands("phone", in: String(repeating: "x ", count: 100) + "1234", name: name))
  }

  @Test func vetoesLowerTheScoreAndBothCanStand() throws {
    let rule = SampleRules.ticket(
      score: 0.5, context: Context(words: ["ticket"], boost: 0.25, within: 20),
      vetoes: Context(words: ["year"], boost: -0.25, within: 20))
    let rules = try Rules.selected(from: [rule]) { $0.minScore = 0 }
    func score(_ text: String) throws -> Float? { try find(text, rules: rules).first?.score }
    #expect(try score("1234") == 0.5)
    #expect(try score("ticket 1234") == 0.75)
    #expect(try score("year 1234") == 0.25)
    #expect(try score("ticket of the year 1234") == 0.5)
  }

  @Test func scoresEndAtOneAndNothingIsFoundAtNought() throws {
    let rule = SampleRules.ticket(
      score: 0.5, context: Context(words: ["ticket"], boost: 0.9, within: 20),
      vetoes: Context(words: ["year"], boost: -0.9, within: 20))
    let rules = try Rules.selected(from: [rule]) { $0.minScore = 0 }
    #expect(try find("ticket 1234", rules: rules).map(\.score) == [1])
    #expect(try find("year 1234", rules: rules).isEmpty)
  }
}
