import Foundation
import TestSupport
import Testing

private let soakSeconds =
  Double(ProcessInfo.processInfo.environment["HUSH_SOAK"] ?? "") ?? 0

/// Everything at once, for long: one ingest at full load, and reads, sweeps, erasures and checks beside it.
///
/// `HUSH_SOAK=120` says for how many seconds; nothing runs without it. `Tests/soak` is the command.
@Suite(.serialized, .enabled(if: soakSeconds > 0, "takes HUSH_SOAK seconds"))
struct SoakTests {
  private static let people = 200

  @Test func memoryFileDescriptorsAndRateStayWhatTheyAre() throws {
    let store = try Store()
    // Records of a day ago less a few seconds: they expire while the soak goes on.
    try store.add([Self.record(0, of: 0, at: .now)])
    let terms = try store.scratch.hush(
      ["tenant", "set", "default", "--period", "conversation=1"] + store.flags, stdin: [])
    #expect(terms.exitCode == 0, "\(terms.messages)")
    let beside = Beside(store)
    let process = try store.scratch.start(
      ["ingest", "--source", "live", "--summary", "-"] + store.flags)
    var samples = SoakSamples(store, process.pid)
    let began = ContinuousClock.now
    var fed = 0
    while (ContinuousClock.now - began) / .seconds(1) < soakSeconds {
      try process.send(Self.chunk(from: fed))
      fed += Self.chunkLength
      try samples.take(at: (ContinuousClock.now - began) / .seconds(1), records: fed)
    }
    let seconds = (ContinuousClock.now - began) / .seconds(1)
    let outcome = try process.finish()
    let done = try beside.finish()
    #expect(outcome.exitCode == 0, "\(outcome.messages)")
    #expect(try outcome.summary()["stored"]?.int == fed)
    #expect(try store.run("verify", "--no-rescan").exitCode == 0)
    print(samples.report(seconds: seconds, records: fed, beside: done))
    samples.expectFlat()
  }

  private static let chunkLength = 2_000

  /// Records that expire in a few seconds.
  private static func chunk(from number: Int) -> [UInt8] {
    let time = Date(timeIntervalSinceNow: 4 - 86_400)
    return (number..<number + chunkLength).flatMap {
      Array((record($0, of: $0 % people, at: time) + "\n").utf8)
    }
  }

  private static func record(_ number: Int, of person: Int, at time: Date) -> String {
    #"{"user_id":"u\#(person)","session_id":"k\#(number / 400)-\#(person % 4)","#
      + #""time":"\#(Clock.text(time))","text":"turn \#(number), mail a\#(number)@example.com"}"#
  }
}

/// What runs beside the ingest, over and over: every command that reads or deletes.
private final class Beside: @unchecked Sendable {
  private let store: Store
  private let thread = DispatchGroup()
  private let lock = NSLock()
  // Guarded by the lock.
  private var isOver = false
  private var runs = 0
  private var failures: [String] = []

  init(_ store: Store) {
    self.store = store
    DispatchQueue.global().async(group: thread) { self.run() }
  }

  /// Ends it; says how many commands there were.
  func finish() throws -> Int {
    lock.withLock { isOver = true }
    thread.wait()
    #expect(failures.isEmpty, "\(failures)")
    return runs
  }

  private func run() {
    var round = 0
    while !lock.withLock({ isOver }) {
      let person = ["--tenant", "default", "--subject", "u\(round % 50)"]
      for command in [
        ["sweep"], ["records", "--purpose", "service", "--limit", "200"] + person,
        ["subject", "erase", "--verified"] + person, ["stats"], ["hold", "list"], ["audit"],
      ] {
        let outcome = try? store.scratch.hush(command + store.flags, stdin: [])
        let isFine = outcome.map { [0, 66].contains($0.exitCode) } ?? false
        lock.withLock {
          runs += 1
          if !isFine { failures.append("\(command): \(outcome?.messages ?? "not run")") }
        }
      }
      round += 1
    }
  }
}
