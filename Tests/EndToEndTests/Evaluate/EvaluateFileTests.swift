import Foundation
import Testing

/// The files that `evaluate` takes and makes, and what it says of bad ones.
@Suite struct EvaluateFileTests {
  @Test func typesStandForEntities() throws {
    let scratch = try Scratch()
    try scratch.write("t.yaml", "MAIL: EMAIL_ADDRESS\nNUMBER: [PHONE_NUMBER, CREDIT_CARD]\n")
    let cases = """
      {"text":"jane@example.com","spans":[{"type":"MAIL","start":0,"end":16}],"labelled_types":["MAIL"]}
      {"text":"4111111111111111","spans":[{"type":"NUMBER","start":0,"end":16}],"labelled_types":["NUMBER"]}
      {"text":"4242424242424242","spans":[],"labelled_types":["NUMBER"]}
      {"text":"joe@example.com","spans":[],"labelled_types":["NUMBER"]}
      """
    let outcome = try FigureTests.evaluate(cases, ["--types", "t.yaml", "--json"], in: scratch)
    let rows = try #require(outcome.values().first?["together"]?["entities"])
    #expect(rows["EMAIL_ADDRESS"]?["typed_recall"]?.double == 1)
    #expect(rows["EMAIL_ADDRESS"]?["findings"]?.int == 1)
    #expect(rows["CREDIT_CARD|PHONE_NUMBER"]?["typed_recall"]?.double == 1)
    #expect(rows["CREDIT_CARD|PHONE_NUMBER"]?["precision"]?.double == 0.5)
    #expect(rows["CREDIT_CARD"]?["precision"]?.double == 0.5)
    let total = try outcome.values().first?["together"]?["total"]
    #expect(total?["findings"]?.int == 3)
    #expect(total?["labels"]?.int == 2)
  }

  @Test func typesMayBeJSON() throws {
    let scratch = try Scratch()
    try scratch.write("t.json", #"{"MAIL":["EMAIL_ADDRESS"]}"#)
    let cases = #"{"text":"jane@example.com","spans":[{"type":"MAIL","start":0,"end":16}]}"#
    let outcome = try FigureTests.evaluate(cases, ["--types", "t.json", "--json"], in: scratch)
    #expect(
      try outcome.values().first?["together"]?["entities"]?.names == ["EMAIL_ADDRESS"])
  }

  @Test func mistakesAreListedWithTheirTexts() throws {
    let scratch = try Scratch()
    try scratch.write("wrong.jsonl", "what stood here before\n")
    let cases = """
      {"id":"a","text":"our neighbour Jane Doe, really","spans":[{"type":"PERSON","start":14,"end":22}]}

      {"id":7,"region":"US","text":"é 4111111111111111!","spans":[]}
      """
    let outcome = try FigureTests.evaluate(cases, ["--errors", "wrong.jsonl"], in: scratch)
    #expect(outcome.exitCode == 0)
    #expect(!outcome.text.contains("Jane"))
    #expect(outcome.stderr.isEmpty)
    #expect(try mode(of: scratch.url("wrong.jsonl")) == 0o600)
    let wrong = try scratch.text("wrong.jsonl").lines.map(JSON.init(parsing:))
    try #require(wrong.count == 2)
    #expect(wrong[0]["kind"]?.string == "miss")
    #expect(wrong[0]["source"]?.string == "cases.jsonl")
    #expect(wrong[0]["line"]?.int == 1)
    #expect(wrong[0]["id"]?.string == "a")
    #expect(wrong[0]["entity"]?.string == "PERSON")
    #expect(wrong[0]["text"]?.string == "Jane Doe")
    #expect(wrong[0]["before"]?.string == "our neighbour ")
    #expect(wrong[0]["after"]?.string == ", really")
    #expect(wrong[1]["kind"]?.string == "false-alarm")
    #expect(wrong[1]["line"]?.int == 3)
    #expect(wrong[1]["id"]?.string == "7")
    #expect(wrong[1]["entity"]?.string == "CREDIT_CARD")
    #expect(wrong[1]["start"]?.int == 2)
    #expect(wrong[1]["text"]?.string == "4111111111111111")
    #expect(wrong[1]["rule"]?.string?.isEmpty == false)
  }

  @Test func mistakesGoThroughNoLink() throws {
    let scratch = try Scratch()
    try scratch.write("elsewhere", "mine")
    try FileManager.default.createSymbolicLink(
      atPath: scratch.path("wrong.jsonl"), withDestinationPath: scratch.path("elsewhere"))
    let outcome = try FigureTests.evaluate(
      FigureTests.mail, ["--errors", "wrong.jsonl"], in: scratch)
    #expect(outcome.exitCode == 73)
    #expect(try scratch.text("elsewhere") == "mine")
  }

  static let floors: [(String, Int32, String)] = [
    ("EMAIL_ADDRESS: { recall: 1, precision: 1, exact_recall: 1 }", 0, ""),
    ("total: { recall: 0.4, precision: 0.4 }", 0, ""),
    ("total: { recall: 0.51 }", 65, "total: recall: 0.500"),
    ("CREDIT_CARD: { precision: 0.1 }", 65, "CREDIT_CARD: precision: 0.000"),
    ("IBAN_CODE: { recall: 0.1 }", 65, "IBAN_CODE: recall: nothing measured"),
    ("EMAIL_ADDRESS: { recal: 1 }", 78, "floor.yaml:1: unknown-measure"),
    ("EMAIL_ADDRESS:\n  recall: 99", 78, "floor.yaml:2: expected-share"),
    ("- EMAIL_ADDRESS", 78, "floor.yaml:1: expected-mapping"),
  ]

  @Test(arguments: floors)
  func figuresBelowAFloorEndWith65(floor: String, code: Int32, message: String) throws {
    let scratch = try Scratch()
    try scratch.write("floor.yaml", floor)
    let cases =
      FigureTests.mail + "\n"
      + #"{"text":"4111111111111111 and 4242","spans":[{"type":"PHONE_NUMBER","start":21,"end":25}]}"#
    let outcome = try FigureTests.evaluate(cases, ["--at-least", "floor.yaml"], in: scratch)
    #expect(outcome.exitCode == code)
    #expect(message.isEmpty ? outcome.stderr.isEmpty : outcome.messages.contains(message))
  }

  @Test(arguments: [
    (#"{"text":"x""#, "bad-json"), ("\u{FEFF}hello", "bad-json"), ("[]", "bad-case"),
    (#"{"id":"x","spans":[]}"#, "bad-case"), (#"{"text":7,"spans":[]}"#, "bad-case"),
    (#"{"text":"secret","spans":[{"type":"A"}]}"#, "bad-case"),
    (#"{"text":"secret","spans":[{"type":"A","start":0,"end":7}]}"#, "bad-span"),
    (#"{"text":"secret","spans":[{"type":"A","start":2,"end":2}]}"#, "bad-span"),
    (#"{"text":"secret","spans":[{"type":"A","start":-1,"end":2}]}"#, "bad-span"),
  ])
  func aBadLineEndsTheRun(line: String, reason: String) throws {
    let outcome = try FigureTests.evaluate(FigureTests.mail + "\n\n" + line + "\n")
    #expect(outcome.exitCode == 65)
    #expect(outcome.messages.contains("cases.jsonl:3: \(reason)"))
    #expect(!outcome.messages.contains("secret"))
    #expect(outcome.stdout.isEmpty)
  }

  @Test func whatIsNotThereIsSaidSo() throws {
    let scratch = try Scratch()
    try scratch.write("t.yaml", "MAIL: NO_SUCH_ENTITY")
    #expect(try scratch.hush("evaluate").exitCode == 64)
    #expect(try scratch.hush("evaluate", "nowhere.jsonl").exitCode == 66)
    #expect(try FigureTests.evaluate("", ["--types", "nowhere"], in: scratch).exitCode == 66)
    #expect(try FigureTests.evaluate("", ["--types", "t.yaml"], in: scratch).exitCode == 64)
    #expect(try FigureTests.evaluate("", ["--only", "NO_SUCH"], in: scratch).exitCode == 64)
    #expect(try FigureTests.evaluate("", ["--workers", "0"], in: scratch).exitCode == 64)
  }

  // A text that can't be examined would be set aside, so nothing in it counts as found.
  @Test func aRefusedTextIsToldAndItsLabelsAreMissed() throws {
    let scratch = try Scratch()
    try scratch.directory("rules")
    try scratch.write("rules/slow.yaml", SlowRule.yaml)
    let text = SlowRule.text + " jane@example.com"
    let cases =
      #"{"text":"\#(text)","spans":[{"type":"EMAIL_ADDRESS","start":51,"end":67}]}"#
    let outcome = try FigureTests.evaluate(cases, ["--patterns", "rules"], in: scratch)
    #expect(outcome.exitCode == 65)
    #expect(outcome.messages.contains("cases.jsonl:1: match-limit"))
    #expect(outcome.text.contains("1 refused"))
  }
}
