import Testing

/// Which entities, patterns and scores count.
@Suite struct SelectionTests {
  static let record =
    #"{"text":"jane@example.com 4111 1111 1111 1111 192.0.2.44 +1 202-555-0143"}"# + "\n"

  static let selections: [([String], String)] = [
    (
      ["--only", "EMAIL_ADDRESS"],
      "<EMAIL_ADDRESS> 4111 1111 1111 1111 192.0.2.44 +1 202-555-0143"
    ),
    (
      ["--only", "CREDIT_CARD,IP_ADDRESS"],
      "jane@example.com <CREDIT_CARD> <IP_ADDRESS> +1 202-555-0143"
    ),
    (
      ["--except", "EMAIL_ADDRESS,PHONE_NUMBER"],
      "jane@example.com <CREDIT_CARD> <IP_ADDRESS> +1 202-555-0143"
    ),
    ([], "<EMAIL_ADDRESS> <CREDIT_CARD> <IP_ADDRESS> <PHONE_NUMBER>"),
  ]

  @Test(arguments: selections)
  func onlyWhatIsSelectedIsReplaced(flags: [String], text: String) throws {
    let outcome = try Scratch().hush(["redact"] + flags, stdin: Array(Self.record.utf8))
    #expect(outcome.text == #"{"text":"\#(text)"}"# + "\n")
    #expect(outcome.exitCode == 0)
  }

  @Test(arguments: selections)
  func scanListsTheSameSelection(flags: [String], text: String) throws {
    let outcome = try Scratch().hush(["scan"] + flags, stdin: Array(Self.record.utf8))
    let found = try outcome.values().compactMap { $0["entity"]?.string }
    let replaced = text.matches(of: /<([A-Z_]+)>/).map { String($0.1) }
    #expect(found.sorted() == replaced.sorted())
  }

  static let misused = [
    ["--only", "EMAIL_ADDRESS", "--except", "CREDIT_CARD"], ["--only", "E_MAIL"],
    ["--except", "EMAIL_ADDRESS,NOTHING"], ["--only", ""], ["--min-score", "high"],
    ["--workers", "0"], ["--workers", "-1"], ["--workers", "many"], ["--progress", "loud"],
    ["--max-line", "0"], ["--no-such-flag"],
  ]

  @Test(arguments: misused, ["redact", "scan"])
  func misuseIsAUsageError(flags: [String], command: String) throws {
    let outcome = try Scratch().hush([command] + flags, stdin: Array(Self.record.utf8))
    #expect(outcome.exitCode == 64)
    #expect(outcome.text.isEmpty)
    #expect(!outcome.messages.isEmpty)
  }

  @Test(arguments: ["shred", "REPLACE", ""])
  func anUnknownOperatorIsAUsageError(name: String) throws {
    let outcome = try Scratch().hush("redact", "--operator", name, stdin: Self.record)
    #expect(outcome.exitCode == 64)
    #expect(outcome.text.isEmpty)
  }

  /// Scan and redact must agree at any score, or a scan would promise what redact does not do.
  @Test(arguments: ["0", "0.3", "0.5", "0.8", "1"])
  func scanFindsWhatRedactReplacesAtEveryScore(score: String) throws {
    let scratch = try Scratch()
    let input = Conversations.records(bytes: 300_000, seed: 41).jsonl
    let scanned = try scratch.hush(["scan", "--min-score", score], stdin: input)
    _ = try scratch.hush(["redact", "--min-score", score, "--summary", "s.json"], stdin: input)
    let findings = try scanned.values()
    for finding in findings {
      #expect(try #require(finding["score"]?.double) >= #require(Double(score)))
    }
    guard case .object(let counted)? = try JSON(parsing: scratch.text("s.json"))["findings"] else {
      Issue.record("the summary counts no findings")
      return
    }
    let listed = Dictionary(grouping: findings) { $0["entity"]?.string ?? "" }.mapValues(\.count)
    #expect(listed == counted.compactMapValues(\.int).filter { $0.value > 0 })
  }

  @Test func theDefaultScoreIsOneHalf() throws {
    let scratch = try Scratch()
    let input = Conversations.records(bytes: 300_000, seed: 43).jsonl
    let silent = try scratch.hush(["scan"], stdin: input)
    let stated = try scratch.hush(["scan", "--min-score", "0.5"], stdin: input)
    #expect(!silent.stdout.isEmpty)
    #expect(firstDifference(silent.stdout, stated.stdout) == nil)
  }
}
