import ArgumentParser
import Foundation
import Pipeline
import Records

enum InputFormArgument: String, ExpressibleByArgument, CaseIterable {
  case jsonl
  case text

  var form: InputForm { self == .text ? .text : .jsonLines }
}

/// What is read and how, for all commands that read records.
struct InputOptions: ParsableArguments {
  @Option(help: "How lines are read: a JSON value each, or plain text.")
  var input: InputFormArgument = .jsonl

  @Option(
    help: ArgumentHelp("The longest line examined, in bytes (K, M, G).", valueName: "bytes"))
  var maxLine: ByteCount = ByteCount(16 << 20)

  @Option(help: ArgumentHelp("Threads. Output does not depend on it.", valueName: "n"))
  var workers: Int = ProcessInfo.processInfo.activeProcessorCount

  @Option(help: "Progress on stderr: auto, json or off.")
  var progress: ProgressForm = .auto

  @Option(
    help: ArgumentHelp(
      "Where the run's counts go as one JSON object; - is stderr.", valueName: "file"))
  var summary: String?

  func validate() throws {
    guard (1...256).contains(workers) else {
      throw ValidationError("--workers is a number from 1 to 256.")
    }
    guard maxLine.value >= 1 else { throw ValidationError("--max-line is at least 1.") }
  }

  var limits: ReadLimits {
    var limits = ReadLimits()
    limits.line = maxLine.value
    return limits
  }

  static func sources(_ files: [String]) -> [Source] {
    files.isEmpty
      ? [.standardInput]
      : files.map { $0 == "-" ? .standardInput : Source(name: $0, path: $0) }
  }

  /// Makes sure, before anything is read, that the summary can be written.
  ///
  /// - Throws: ``PipelineError/cannotCreate(path:code:)``.
  func checkSummary() throws {
    if let summary, summary != "-" { try SummaryFile.check(summary) }
  }

  /// Writes the summary where it was asked for.
  ///
  /// - Throws: ``PipelineError/cannotCreate(path:code:)``.
  func writeSummary(_ report: RunReport) throws {
    guard let summary else { return }
    if summary == "-" {
      Terminal.standardError(report.json + "\n")
    } else {
      try SummaryFile.write(report.json + "\n", to: summary)
    }
  }
}

/// A number of bytes with an optional K, M or G.
struct ByteCount: ExpressibleByArgument {
  var value: Int

  init(_ value: Int) { self.value = value }

  init?(argument: String) {
    let units: [Character: Int] = ["K": 1 << 10, "M": 1 << 20, "G": 1 << 30]
    var digits = argument[...]
    var unit = 1
    if let last = argument.uppercased().last, let factor = units[last] {
      digits = digits.dropLast()
      unit = factor
    }
    guard let number = Int(digits), number > 0,
      case (let value, false) = number.multipliedReportingOverflow(by: unit)
    else { return nil }
    self.value = value
  }

  var defaultValueDescription: String { "16M" }
}
