import Foundation
import Testing

/// A scratch directory with a key file and, once something is ingested, a store.
struct Store {
  let scratch: Scratch
  let flags = ["--store", "s.db", "--key-file", "key"]

  init() throws {
    scratch = try Scratch()
    try scratch.writeKey("key", filledWith: 9)
  }

  func ingest(_ input: [UInt8], _ more: [String] = []) throws -> Outcome {
    try scratch.hush(["ingest"] + flags + ["--summary", "-"] + more, stdin: input)
  }

  /// Ingests records that all must be stored.
  func add(_ records: [String], _ more: String...) throws {
    let outcome = try ingest(Array(records.map { $0 + "\n" }.joined().utf8), more)
    #expect(outcome.exitCode == 0, "\(outcome.messages)")
    #expect(try outcome.summary()["stored"]?.int == records.count)
  }

  func run(_ command: String, _ more: String...) throws -> Outcome {
    try scratch.hush([command] + flags + more, stdin: [])
  }

  /// What `records` gives back, for the purpose the rows were stored for.
  func records(_ more: String...) throws -> [JSON] {
    let outcome = try scratch.hush(
      ["records"] + flags + ["--purpose", "service"] + more, stdin: [])
    #expect(outcome.exitCode == 0, "\(outcome.messages)")
    return try outcome.values()
  }

  /// The rows there are, whether a read would return them or not.
  func rows() throws -> Int? {
    try JSON(parsing: run("stats", "--json").text)["rows"]?.int
  }
}

/// Times relative to now, as records carry them: a default period must not have passed.
enum Clock {
  static func ago(days: Double) -> Date {
    Date(timeIntervalSince1970: (Date.now.timeIntervalSince1970 - days * 86_400).rounded())
  }

  static func text(_ date: Date) -> String { date.formatted(.iso8601) }
}
