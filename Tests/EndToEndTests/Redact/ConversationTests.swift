import Testing

/// Records of one conversation that share a value, in a stream.
@Suite struct ConversationTests {
  private static func record(_ text: String, in conversation: String = "a") -> String {
    #"{"conversation_id":"\#(conversation)","role":"user","text":"\#(text)"}"# + "\n"
  }

  private static let first = record("my card number is 4111 1111")
  private static let second = record("1111 1111")

  /// Whoever sends one turn and waits gets it at once, unless a value is open in it.
  @Test(arguments: ["1", "2"])
  func aRecordWaitsForTheRestOfItsValueOnly(workers: String) throws {
    let process = try Scratch().start(
      ["redact", "--workers", workers, "--window", "6,3600"])
    for text in ["hello", "call me back please", "I live in 1 room", "my mail is jane@example.com"]
    {
      try process.send(Self.record(text))
      #expect(
        try process.readLine()
          == Self.record(text).replacing("jane@example.com", with: "<EMAIL_ADDRESS>"))
    }
    try process.send(Self.first)
    try process.send(Self.second)
    #expect(try process.readLine() == Self.record("my card number is <CREDIT_CARD>"))
    #expect(try process.readLine() == Self.record("<CREDIT_CARD>"))
    #expect(try process.finish().exitCode == 0)
  }

  @Test(arguments: ["1", "2"])
  func aRecordIsWaitedForNoLongerThanTheWindow(workers: String) throws {
    let process = try Scratch().start(["redact", "--workers", workers, "--window", "0.3s"])
    for _ in 0..<2 {
      try process.send(Self.first)
      // The stream stays open; only time lets the record go.
      #expect(try process.readLine() == Self.first)
    }
    #expect(try process.finish().exitCode == 0)
  }

  /// A part of a value was judged with the others, and says why it was found all the same.
  @Test func sharedValuesAreExplained() throws {
    let outcome = try Scratch().hush(
      ["scan", "--explain", "--only", "CREDIT_CARD"], stdin: Array((Self.first + Self.second).utf8))
    #expect(outcome.exitCode == 0)
    #expect(outcome.lines.count { $0.contains(#""explain":{"view":"#) } == 2, "\(outcome.lines)")
  }

  @Test func theEndOfTheInputLetsAllGoInOrder() throws {
    let others = (0..<50).map { Self.record("hello \($0)", in: "b") }
    let outcome = try Scratch().hush(
      ["redact", "--window", "6,3600", "--summary", "-"],
      stdin: Array((Self.first + others.joined() + "{").utf8))
    #expect(outcome.lines == (Self.first + others.joined()).lines)
    #expect(outcome.exitCode == 65)
  }

  /// A signal lets through what was read.
  @Test func aStopLetsWhatWaitsThrough() throws {
    let process = try Scratch().start(["redact", "--window", "6,3600"])
    try process.send(Self.record("hello"))
    #expect(try process.readLine() == Self.record("hello"))
    try process.send(Self.first)
    try process.send(Self.record("bye", in: "b"))
    // The window of time is long; a stop ends it.
    try process.send("\n")
    process.closeInput()
    #expect(
      try process.wait().text == Self.record("hello") + Self.first + Self.record("bye", in: "b")
        + "\n")
  }

  @Test func scanListsThePartsWhereTheyStand() throws {
    let outcome = try Scratch().hush("scan", stdin: Self.first + Self.second)
    let findings = try outcome.values()
    #expect(findings.compactMap { $0["line"]?.int } == [1, 2])
    #expect(findings.compactMap { $0["start"]?.int } == [18, 0])
    #expect(findings.compactMap { $0["entity"]?.string } == ["CREDIT_CARD", "CREDIT_CARD"])
  }

  @Test(arguments: [("0", false), ("6,20", true), ("6", true), ("20s", true), ("2,0.5s", true)])
  func windowsAreTurnsAndSeconds(window: String, joins: Bool) throws {
    let outcome = try Scratch().hush(
      ["redact", "--window", window], stdin: Array((Self.first + Self.second).utf8))
    #expect(outcome.text.contains("1111") == !joins)
    #expect(outcome.exitCode == 0)
  }

  @Test(arguments: ["1", "-1", "x", "6,", "6,x", ",", "6,20,1", "20s,6"])
  func otherWindowsAreUsageErrors(window: String) throws {
    #expect(try Scratch().hush("redact", "--window=\(window)").exitCode == 64)
  }

  /// What waits is not committed: a run that was killed reads it again, and joins it with what follows.
  @Test(arguments: [9, 15] as [Int32])
  func aRunThatEndsWhileARecordWaitsReadsItAgain(signal: Int32) throws {
    let store = try Store()
    let process = try store.scratch.start(
      ["ingest"] + store.flags + ["--source", "calls", "--window", "6,3600"])
    try process.send(Self.record("hello", in: "b") + Self.first)
    process.signal(signal)
    _ = try process.wait()
    let all = Self.record("hello", in: "b") + Self.first + Self.second
    let outcome = try store.ingest(Array(all.utf8), ["--source", "calls"])
    #expect(outcome.exitCode == 0, "\(outcome.messages)")
    let summary = try outcome.summary()
    let counts = ["stored", "duplicates", "quarantined"].compactMap { summary[$0]?.int }
    #expect(counts.reduce(0, +) == summary["read"]?.int)
    let texts = try store.records().compactMap { $0["record"]?["text"]?.string }
    #expect(texts == ["hello", "my card number is <CREDIT_CARD>", "<CREDIT_CARD>"])
  }

  /// Every record is counted once, however it waited.
  @Test func whatIsReadIsStoredRefusedOrKnown() throws {
    let store = try Store()
    var input = ""
    for number in 0..<400 {
      input += Self.record("my card number is 4111 1111", in: "c\(number)")
      if number % 50 == 0 { input += "{broken\n" }
      if number % 2 == 0 { input += Self.record("1111 1111", in: "c\(number)") }
    }
    for isAgain in [false, true] {
      let outcome = try store.ingest(Array(input.utf8), ["--source", "calls"])
      let summary = try outcome.summary()
      let counts = ["stored", "duplicates", "quarantined"].compactMap { summary[$0]?.int }
      #expect(summary["read"]?.int == counts.reduce(0, +))
      #expect((summary["stored"]?.int == 600) == !isAgain)
    }
  }
}
