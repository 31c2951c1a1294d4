import Foundation
import TestSupport
import Testing

/// An ingest that is killed again and again ends with the very store of one that never was: record by record, whatever
/// it reads from.
///
/// Ten kills by default; `HUSH_KILLS=1000` for the long run.
@Suite(.serialized) struct IngestKillTests {
  /// What the records come from.
  enum Form: String, CaseIterable {
    case stdin, file, gzip, zstd
  }

  private static let kills = Int(ProcessInfo.processInfo.environment["HUSH_KILLS"] ?? "") ?? 10
  /// The debug build takes thirty times as long.
  private static let isRelease =
    ProcessInfo.processInfo.environment["HUSH_BINARY"]?.isEmpty == false
  private static let records = isRelease ? 60_000 : 5_000

  /// Every 500th is no JSON; names and addresses are canaries, which no file may hold.
  private static let input: [UInt8] = Array(
    (0..<records).map { number in
      number % 500 == 499
        ? #"{"user_id":"canary\#(number)","text":"cut off"# + "\n"
        : #"{"tenant":"t\#(number % 3)","user_id":"canary\#(number % 71)","#
          + #""session_id":"k\#(number / 12)","time":"\#(time)","#
          + (number % 7 == 0 ? #""recording_url":"https://media.example.com/\#(number)","# : "")
          + #""text":"turn \#(number), mail canary\#(number)@example.com"}"# + "\n"
    }.joined().utf8)
  private static let time = Clock.text(Clock.ago(days: 30))

  @Test(.mayHang, arguments: Form.allCases)
  func theStoreIsTheOneOfAnUndisturbedRun(form: Form) throws {
    let whole = try Store()
    try prepare(form, whole.scratch)
    let began = ContinuousClock.now
    #expect(try ingest(form, workers: 2, whole).wait().exitCode == 65)
    let milliseconds = Int((ContinuousClock.now - began) / .milliseconds(1))
    let expected = try contents(whole)
    #expect(expected.count { $0 == UInt8(ascii: "\n") } == Self.records)

    var killsLeft = max(2, Self.kills / Form.allCases.count)
    while killsLeft > 0 {
      let store = try Store()
      try prepare(form, store.scratch)
      // Sometimes one kill right after the other, as whoever restarts a failing service has it.
      for _ in 0..<min(killsLeft, Int.random(in: 1...8)) {
        let process = try ingest(form, workers: Int.random(in: 1...3), store)
        usleep(UInt32.random(in: 0...UInt32(milliseconds)) * 1_000)
        process.signal(SIGKILL)
        #expect([0, 65, 137].contains(try process.wait().exitCode))
        killsLeft -= 1
      }
      let last = try ingest(form, workers: 2, store).wait()
      // With everything taken in before, there is nothing left to refuse.
      #expect([0, 65].contains(last.exitCode), "\(last.messages)")
      let difference = try firstDifference(contents(store), expected)
      #expect(difference == nil)
      try expectNothingInTheClear(store)
      #expect(try store.run("verify", "--no-rescan").exitCode == 0)
    }
    print("\(form): kills of runs of \(milliseconds) ms, \(Self.records) records")
  }

  private func prepare(_ form: Form, _ scratch: Scratch) throws {
    switch form {
    case .stdin, .file: try scratch.write("in", Self.input)
    case .zstd: try scratch.write("in", Compressed.zstd.frames(Self.input, of: 1 << 20))
    case .gzip:
      try scratch.write("in", Self.input)
      let packed = try HushProcess(["-1", "in"], executable: "/bin/gzip", in: scratch).finish()
      #expect(packed.exitCode == 0)
      try FileManager.default.moveItem(at: scratch.url("in.gz"), to: scratch.url("in"))
    }
  }

  private func ingest(_ form: Form, workers: Int, _ store: Store) throws -> HushProcess {
    let words = ["ingest", "--workers", "\(workers)"] + store.flags
    return form == .stdin
      ? try store.scratch.start(after: "exec <in", words + ["--source", "chats"])
      : try store.scratch.start(words + ["in"])
  }

  /// All records and all quarantined lines, but for when they came in and in which folder.
  private func contents(_ store: Store) throws -> [UInt8] {
    let script = """
      for command in "records --purpose legal" "quarantine list --json"; do
        "$0" $command \(store.flags.joined(separator: " ")) || exit
      done | sed -E 's/"(ingested_at|quarantined_at|source)":"[^"]*",//g; s/"expires_at":"[^"]*"}$//'
      """
    let outcome = try HushProcess(
      ["-c", script, HushProcess.binary()], executable: "/bin/sh", in: store.scratch
    ).finish()
    #expect(outcome.exitCode == 0, "\(outcome.messages)")
    return outcome.stdout
  }

  private func expectNothingInTheClear(_ store: Store) throws {
    for file in try store.scratch.files() where !["in", "key"].contains(file.lastPathComponent) {
      let bytes = try Data(contentsOf: file)
      #expect(bytes.range(of: Data("canary".utf8)) == nil, "\(file.lastPathComponent)")
    }
  }
}
