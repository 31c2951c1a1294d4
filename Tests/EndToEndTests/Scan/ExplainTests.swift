import Testing

/// Why something was found, and why something was not.
@Suite struct ExplainTests {
  private func explain(_ record: String, _ flags: String...) throws -> [JSON] {
    let outcome = try Scratch().hush(
      ["scan", "--explain"] + flags, stdin: Array((record + "\n").utf8))
    #expect(outcome.exitCode == 0, "\(outcome.messages)")
    return try outcome.values()
  }

  @Test func aFindingSaysWhatItRestsOn() throws {
    let found = try #require(
      try explain(#"{"text":"my card: 4111 1111 1111 1111"}"#)
        .first { $0["refused"] == nil })
    let explanation = try #require(found["explain"])
    #expect(explanation["view"]?.string == "plain")
    #expect(explanation["validator"]?.string == "payment-card")
    #expect(explanation["trigger"]?.string?.contains("digit") == true)
    #expect(explanation["base_score"]?.double == 0.8)
    guard case .array(let words)? = explanation["context"] else {
      Issue.record("no context")
      return
    }
    #expect(words.contains(.string("card")))
  }

  @Test func aNameOfAMemberIsContextToo() throws {
    let found = try explain(#"{"phone":"4155550132"}"#).filter { $0["refused"] == nil }
    #expect(found.count == 1)
    #expect(found.first?["explain"]?["context"] != .array([]))
    #expect(found.first?["explain"]?["region_bonus"]?.double == 0)
    let hinted = try explain(#"{"phone":"4155550132"}"#, "--region", "US")
    #expect(hinted.contains { $0["explain"]?["region_bonus"]?.double == 0.2 })
  }

  @Test func theViewSaysWhatHidTheValue() throws {
    let found = try explain(#"{"t":"jane\u0040example.com and kim@example.org"}"#)
      .filter { $0["refused"] == nil }
    #expect(found.map { $0["explain"]?["view"]?.string } == ["unescaped", "plain"])
  }

  @Test func whatAValidatorRefusesIsListed() throws {
    let lines = try explain(#"{"t":"card 4111 1111 1111 1112"}"#, "--only", "CREDIT_CARD")
    let refused = try #require(
      lines.first { $0["rule"]?.string == "payment-card/number" })
    #expect(refused["refused"]?["by"]?.string == "validator")
    #expect(refused["refused"]?["name"]?.string == "payment-card")
    #expect(refused["path"]?.string == "/t")
    #expect(refused["start"]?.int == 5)
    #expect(refused["rule"]?.string == "payment-card/number")
    #expect(lines.count < 4)
  }

  @Test func whatIsNotSureEnoughIsListed() throws {
    let lines = try explain(#"{"t":"4155550132"}"#, "--only", "PHONE_NUMBER")
    let low = try #require(lines.first { $0["refused"]?["by"]?.string == "score" })
    #expect(low["refused"]?["name"]?.string == "0.5")
    #expect(try #require(low["score"]?.double) < 0.5)
  }

  @Test func whatLosesToAnotherIsListed() throws {
    let lines = try explain(#"{"from":"Jane Doe","t":"jane@example.com"}"#)
    let loser = try #require(lines.first { $0["refused"]?["by"]?.string == "overlap" })
    #expect(loser["rule"]?.string == "known/record")
    #expect(loser["refused"]?["name"]?.string?.hasPrefix("email/") == true)
  }

  @Test func whatIsAllowedIsListed() throws {
    let scratch = try Scratch()
    try scratch.write("allow", "jane@example.com\n")
    let outcome = try scratch.hush(
      "scan", "--explain", "--allow", "allow", stdin: #"{"t":"jane@example.com"}"#)
    let lines = try outcome.values()
    #expect(lines.contains { $0["refused"]?["by"]?.string == "allow" })
    #expect(!lines.contains { $0["refused"] == nil })
  }

  @Test func itAddsLinesButChangesNoFinding() throws {
    let record =
      #"{"from":"Jane Doe","é":"é 4111 1111 1111 1111 / 4111111111111112","p":"call 415-555-0132, jane"}"#
    let plain = try Scratch().hush(["scan"], stdin: Array(record.utf8)).values()
    let explained = try explain(record).filter { $0["refused"] == nil }
    #expect(plain.count == explained.count)
    for (left, right) in zip(plain, explained) {
      for name in left.names { #expect(left[name] == right[name], "\(name)") }
      #expect(right.names.subtracting(left.names) == ["explain"])
    }
  }

  /// A record in which a value stands twice is read twice: what was refused is listed all the same.
  @Test func whatIsRefusedBesideAValueThatStandsTwiceIsListed() throws {
    let lines = try explain(
      #"{"a":"my SSN is 219-09-9931","b":"219099931","c":"4111111111111112"}"#)
    #expect(lines.filter { $0["refused"] == nil }.map { $0["path"]?.string } == ["/a", "/b"])
    #expect(lines.contains { $0["path"]?.string == "/c" })
  }

  @Test func noValueIsShown() throws {
    let record = #"{"from":"Jane Doe","t":"jane@example.com 4111111111111112 4155550132"}"#
    let outcome = try Scratch().hush(["scan", "--explain"], stdin: Array(record.utf8))
    for value in ["ane", "4111", "4155"] { #expect(!outcome.text.contains(value), "\(value)") }
    let shown = try Scratch().hush(
      ["scan", "--explain", "--show-text"], stdin: Array(record.utf8))
    #expect(shown.text.contains("4111111111111112"))
  }
}
