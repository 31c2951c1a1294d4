import Testing

/// The harness itself, tried on tools whose behaviour is known.
@Suite struct HarnessTests {
  @Test func largeStreamsDoNotBlockEachOther() throws {
    let bytes = Conversations.records(bytes: 3_000_000, seed: 1).jsonl
    let process = try HushProcess([], executable: "/bin/cat", in: Scratch())
    try process.send(bytes)
    let outcome = try process.finish()
    #expect(firstDifference(outcome.stdout, bytes) == nil)
    #expect(outcome.exitCode == 0)
  }

  @Test func aLineComesBackWhileStdinStaysOpen() throws {
    let process = try HushProcess([], executable: "/bin/cat", in: Scratch())
    try process.send("one\n")
    #expect(try process.readLine() == "one\n")
    try process.send("two")
    #expect(try process.finish().text == "one\ntwo")
  }

  @Test(arguments: [("exit 7", 7), ("kill -TERM $$", 143), ("echo out; echo err >&2", 0)])
  func exitCodesAreTheShells(script: String, code: Int32) throws {
    let process = try HushProcess(["-c", script], executable: "/bin/sh", in: Scratch())
    #expect(try process.finish().exitCode == code)
  }

  @Test func aClosedStdoutReachesTheProcess() throws {
    let process = try HushProcess([], executable: "/bin/cat", in: Scratch())
    process.closeOutput()
    try process.send([UInt8](repeating: 65, count: 1_000_000))
    #expect(try process.finish().exitCode == 141)
  }

  @Test func linesAreSplitAtLineFeedsOnly() {
    #expect("a\r\nb\n\nc".lines == ["a\r", "b", "", "c"])
    #expect("".lines == [])
    #expect("a\n".lines == ["a"])
  }

  @Test func generatedRecordsAreJSONAndReproducible() throws {
    let records = Conversations.records(bytes: 200_000, seed: 7)
    #expect(records.map(\.line) == Conversations.records(bytes: 200_000, seed: 7).map(\.line))
    for record in records { _ = try JSON(parsing: record.line) }
    #expect(records.contains { $0.isPersonal })
    #expect(records.contains { !$0.isPersonal })
  }
}
