import Foundation
import Glibc
import TestSupport
import Testing

/// The file that Prometheus reads.
@Suite struct MetricsTests {
  private static let input = """
    {"session_id":"s-1","text":"mail jane@example.com and ann@example.org"}
    {
    {"session_id":"s-1","text":"call +1 202-555-0143"}

    """

  /// Values by name with labels; every line is one of the format's three kinds.
  private func metrics(_ scratch: Scratch, _ name: String = "m.prom") throws -> [String: Double] {
    var values: [String: Double] = [:]
    for line in try scratch.text(name).lines where !line.hasPrefix("#") {
      let parts = line.split(separator: " ")
      try #require(parts.count == 2, "\(line)")
      #expect(values.updateValue(try #require(Double(parts[1])), forKey: String(parts[0])) == nil)
    }
    return values
  }

  @Test func aRunsCountsAreThere() throws {
    let scratch = try Scratch()
    let outcome = try scratch.hush(
      "redact", "--quarantine", "q", "--metrics", "m.prom", stdin: Self.input)
    #expect(outcome.exitCode == 65)
    let values = try metrics(scratch)
    #expect(values["hush_records_read_total"] == 3)
    #expect(values["hush_records_written_total"] == 2)
    #expect(values["hush_read_bytes_total"] == Double(Self.input.utf8.count))
    #expect(values[#"hush_findings_total{entity="EMAIL_ADDRESS"}"#] == 2)
    #expect(values[#"hush_findings_total{entity="PHONE_NUMBER"}"#] == 1)
    #expect(values[#"hush_records_quarantined_total{reason="bad-json"}"#] == 1)
    #expect(values["hush_run_active"] == 0)
    #expect(values["hush_run_failed"] == 0)
    #expect(!scratch.exists("m.prom.incomplete"))
    #expect(try !scratch.text("m.prom").contains("jane"))
  }

  @Test func anIngestTellsItsCommitsAndTheFirstExpiry() throws {
    let store = try Store()
    #expect(try store.ingest(Array(Self.input.utf8), ["--metrics", "m.prom"]).exitCode == 65)
    let values = try metrics(store.scratch)
    #expect(values["hush_records_stored_total"] == 2)
    #expect(values["hush_records_duplicate_total"] == 0)
    #expect(values["hush_commit_seconds_count"] == 1)
    #expect(values["hush_commit_seconds_sum"] == values["hush_commit_seconds_max"])
    let expiry = try #require(values["hush_store_oldest_expiry_timestamp_seconds"])
    #expect(expiry > Date.now.timeIntervalSince1970)
  }

  @Test(.mayHang) func theFileIsKeptUpToDateWhileTheRunGoesOn() throws {
    let store = try Store()
    let process = try store.scratch.start(
      ["ingest"] + store.flags + ["--metrics", "m.prom"])
    try process.send("{}\n")
    while !store.scratch.exists("m.prom") { usleep(10_000) }
    while try metrics(store.scratch)["hush_records_stored_total"] != 1 { usleep(10_000) }
    #expect(try metrics(store.scratch)["hush_run_active"] == 1)
    #expect(try process.finish().exitCode == 0)
    #expect(try metrics(store.scratch)["hush_run_active"] == 0)
  }

  /// Two more than two for each worker are all that a run has.
  @Test(.mayHang) func aReaderThatStallsShowsInTheQueue() throws {
    let scratch = try Scratch()
    try scratch.write("in", Conversations.records(bytes: 4_000_000, seed: 76).jsonl)
    let process = try scratch.start(["redact", "--workers", "2", "--metrics", "m.prom", "in"])
    while !scratch.exists("m.prom") { usleep(10_000) }
    while try metrics(scratch)["hush_queue_chunks"] != 6 { usleep(10_000) }
    #expect(try process.finish().exitCode == 0)
    #expect(try metrics(scratch)["hush_queue_chunks"] == 0)
  }

  @Test func aRunThatFailsSaysSo() throws {
    let scratch = try Scratch()
    let outcome = try scratch.hush(
      after: "exec >/dev/full", ["redact", "--metrics", "m.prom"], stdin: Array("{}\n".utf8))
    #expect(outcome.exitCode == 74)
    #expect(try metrics(scratch)["hush_run_failed"] == 1)
    #expect(try metrics(scratch)["hush_run_active"] == 0)
  }

  @Test func othersMayReadItAndAFileThatCannotBeMadeStopsTheRun() throws {
    let scratch = try Scratch()
    let run = try scratch.hush(
      after: "umask 077", ["redact", "--metrics", "m.prom"], stdin: Array("{}\n".utf8))
    #expect(run.exitCode == 0)
    #expect(try mode(of: scratch.url("m.prom")) == 0o644)
    #expect(unsafe mkfifo(scratch.path("pipe"), 0o600) == 0)
    for name in ["none/m.prom", "pipe", "."] {
      let refused = try scratch.hush("redact", "--metrics", name, stdin: "{}\n")
      #expect(refused.exitCode == 73, "\(name)")
      #expect(refused.text.isEmpty)
    }
    var status = stat()
    #expect(unsafe lstat(scratch.path("pipe"), &status) == 0)
    #expect(status.st_mode & S_IFMT == S_IFIFO)
  }
}
