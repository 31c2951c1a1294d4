import Testing

/// Labelled texts against what is found in them.
@Suite struct FigureTests {
  static func evaluate(
    _ cases: String, _ flags: [String] = [], in scratch: Scratch? = nil
  ) throws -> Outcome {
    let scratch = try scratch ?? Scratch()
    try scratch.write("cases.jsonl", cases)
    return try scratch.hush(["evaluate"] + flags + ["cases.jsonl"], stdin: [])
  }

  private func figures(_ cases: String, _ flags: String...) throws -> JSON {
    let outcome = try Self.evaluate(cases, flags + ["--json"])
    #expect(outcome.exitCode == 0, "\(outcome.messages)")
    return try #require(outcome.values().first?["together"])
  }

  static let mail =
    #"{"text":"to jane@example.com","spans":[{"type":"EMAIL_ADDRESS","start":3,"end":19}]}"#

  @Test func whatIsFoundWhereItIsLabelledIsRight() throws {
    let all = try figures(Self.mail)
    #expect(all["cases"]?.int == 1)
    let row = try #require(all["entities"]?["EMAIL_ADDRESS"])
    for name in ["labels", "recalled", "recalled_exactly", "findings", "right", "right_exactly"] {
      #expect(row[name]?.int == 1, "\(name)")
    }
    for name in ["recall", "typed_recall", "exact_recall", "precision", "exact_precision"] {
      #expect(row[name]?.double == 1, "\(name)")
    }
    #expect(all["total"] == row)
  }

  @Test func anOverlapIsEnoughButNotExact() throws {
    let row = try figures(
      #"{"text":"to jane@example.com.","spans":[{"type":"EMAIL_ADDRESS","start":0,"end":7}]}"#
    )["entities"]?["EMAIL_ADDRESS"]
    #expect(row?["recall"]?.double == 1)
    #expect(row?["precision"]?.double == 1)
    #expect(row?["exact_recall"]?.double == 0)
    #expect(row?["exact_precision"]?.double == 0)
  }

  @Test func aLabelFoundAsSomethingElseIsRecalledButNotAsItself() throws {
    let all = try figures(
      #"{"text":"to jane@example.com","spans":[{"type":"OTHER:LOGIN","start":3,"end":19}]}"#)
    #expect(all["entities"]?["OTHER:LOGIN"]?["recall"]?.double == 1)
    #expect(all["entities"]?["OTHER:LOGIN"]?["typed_recall"]?.double == 0)
    // What is found there is right: any label will do.
    #expect(all["entities"]?["EMAIL_ADDRESS"]?["precision"]?.double == 1)
    // Labels that no rule could find are no part of the total.
    #expect(all["total"]?["labels"]?.int == 0)
  }

  static let falseAlarm = #"{"text":"to jane@example.com","spans":[]"#

  @Test(arguments: [
    ("", 1), (#","labelled_types":["EMAIL_ADDRESS"]"#, 1),
    (#","labelled_types":["PHONE_NUMBER"]"#, 0), (#","labelled_types":[]"#, 0),
    (#","complete":true"#, 1), (#","complete":false"#, 0),
  ])
  func onlyLabelledTypesOfCompleteCasesCount(members: String, findings: Int) throws {
    let total = try figures(Self.falseAlarm + members + "}")["total"]
    #expect(total?["findings"]?.int == findings)
    #expect(total?["right"]?.int == 0)
  }

  @Test func labelsOfIncompleteCasesCountForRecall() throws {
    let case1 = Self.mail.dropLast() + #","complete":false}"#
    let row = try figures(String(case1))["entities"]?["EMAIL_ADDRESS"]
    #expect(row?["labels"]?.int == 1)
    #expect(row?["recall"]?.double == 1)
    #expect(row?["precision"] == .null)
  }

  @Test func positionsCountScalars() throws {
    let row = try figures(
      #"{"text":"👩‍👩‍👧 \"e\u0301\"\n jane@example.com","spans":[{"type":"EMAIL_ADDRESS","start":12,"end":28}]}"#
    )["entities"]?["EMAIL_ADDRESS"]
    #expect(row?["exact_recall"]?.double == 1)
  }

  @Test func theRegionIsTheRecordsOwn() throws {
    let text = #"{"text":"4155550132","spans":[{"type":"PHONE_NUMBER","start":0,"end":10}]"#
    #expect(try figures(text + #","region":"US"}"#)["total"]?["recall"]?.double == 1)
    #expect(try figures(text + #","region":null}"#)["total"]?["recall"]?.double == 0)
  }

  @Test func theRuleOptionsApply() throws {
    #expect(try figures(Self.mail, "--except", "EMAIL_ADDRESS")["total"]?["recall"]?.double == 0)
    #expect(try figures(Self.mail, "--only", "CREDIT_CARD")["total"]?["recall"]?.double == 0)
    let phone = #"{"text":"4155550132","spans":[{"type":"PHONE_NUMBER","start":0,"end":10}]}"#
    #expect(try figures(phone)["total"]?["recall"]?.double == 0)
    #expect(try figures(phone, "--min-score", "0")["total"]?["recall"]?.double == 1)
  }

  @Test func filesCountAloneAndTogether() throws {
    let scratch = try Scratch()
    try scratch.write("a.jsonl", Self.mail + "\n\n" + Self.mail + "\n")
    try scratch.write("b.jsonl", Self.falseAlarm + "}")
    let outcome = try scratch.hush("evaluate", "--json", "a.jsonl", "b.jsonl")
    let report = try #require(outcome.values().first)
    guard case .array(let files)? = report["files"] else {
      Issue.record("no files")
      return
    }
    #expect(files.map { $0["file"]?.string } == ["a.jsonl", "b.jsonl"])
    #expect(files.map { $0["figures"]?["total"]?["right"]?.int } == [2, 0])
    #expect(report["together"]?["cases"]?.int == 3)
    #expect(report["together"]?["total"]?["findings"]?.int == 3)
    #expect(report["together"]?["total"]?["precision"]?.double == 0.666667)
    let table = try scratch.hush("evaluate", "a.jsonl", "b.jsonl").text
    for title in ["a.jsonl: 2 cases", "b.jsonl: 1 cases", "together: 3 cases"] {
      #expect(table.contains(title))
    }
    // Cut off, not rounded up.
    #expect(table.contains("0.666"))
    #expect(!table.contains("jane"))
  }

  @Test func figuresDoNotDependOnWorkers() throws {
    let cases = (0..<300).map { number in
      number % 3 == 0
        ? Self.mail : #"{"id":\#(number),"text":"call 415-555-0\#(100 + number % 90)","spans":[]}"#
    }.joined(separator: "\n")
    let scratch = try Scratch()
    let alone = try Self.evaluate(cases, ["--workers", "1", "--errors", "e1"], in: scratch)
    let together = try Self.evaluate(cases, ["--workers", "3", "--errors", "e3"], in: scratch)
    #expect(alone.text == together.text)
    #expect(try scratch.read("e1") == scratch.read("e3"))
  }

  @Test func standardInputIsAFileToo() throws {
    let outcome = try Scratch().hush(["evaluate", "-"], stdin: Array(Self.mail.utf8))
    #expect(outcome.exitCode == 0)
    #expect(outcome.text.contains("-: 1 cases"))
  }
}
