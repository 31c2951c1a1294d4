import ArgumentParser
import Foundation
import Pipeline
import Records

enum InputFormArgument: String, ExpressibleByArgument, CaseIterable {
  /// Found out for each file; what is no file is JSONL.
  case auto
  case jsonl
  case json
  case text
  case vtt
  case srt

  /// nil to find it out.
  var form: InputForm? {
    switch self {
    case .auto: nil
    case .jsonl: .jsonLines
    case .json: .document
    case .text: .text
    case .vtt: .webVTT
    case .srt: .subRip
    }
  }
}

/// What is read and how, for all commands that read records.
struct InputOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What the input is: JSON Lines, one JSON value, lines of text, WebVTT, SubRip.",
      discussion:
        "auto looks at each file; a stream is JSON Lines. gzip and Zstandard are undone in any case."
    ))
  var input: InputFormArgument = .auto

  @Option(
    help: ArgumentHelp("The longest line examined, in bytes (K, M, G).", valueName: "bytes"))
  var maxLine: ByteCount = ByteCount(16 << 20)

  @Option(
    help: ArgumentHelp(
      "Turns of a conversation that are read together where one leaves a number or an address open, and the seconds that it "
        + "waits for the next; 0 for neither.",
      valueName: "turns,seconds"))
  var window: WindowArgument = WindowArgument(limits: .standard)

  @Option(help: ArgumentHelp("Threads. Output does not depend on it.", valueName: "n"))
  var workers: Int = ProcessInfo.processInfo.activeProcessorCount

  @Option(help: "Progress on stderr: auto, json or off.")
  var progress: ProgressForm = .auto

  @Option(
    help: ArgumentHelp(
      "Where the run's counts go as one JSON object; - is stderr.", valueName: "file"))
  var summary: String?

  @Option(
    help: ArgumentHelp(
      "Keep the run's counts in this file, as Prometheus reads them.", valueName: "file"))
  var metrics: String?

  func validate() throws {
    guard (1...256).contains(workers) else {
      throw ValidationError("--workers is a number from 1 to 256.")
    }
    guard (1...ReadLimits.longestLine).contains(maxLine.value) else {
      throw ValidationError("--max-line is 1 byte to 2 GiB.")
    }
  }

  var limits: ReadLimits {
    var limits = ReadLimits()
    limits.line = maxLine.value
    return limits
  }

  /// What the arguments name; standard input without any.
  ///
  /// - Parameter walksFolders: whether a folder stands for the files in it.
  /// - Throws: ``PipelineError/noInput(source:)`` when a folder can't be read.
  static func sources(_ files: [String], walksFolders: Bool = false) throws -> [Source] {
    if files.isEmpty { return [.standardInput] }
    return try files.flatMap { file in
      if file == "-" { return [Source.standardInput] }
      return walksFolders ? try Source.files(at: file) : [Source(name: file, path: file)]
    }
  }

  /// Makes sure, before anything is read, that summary and metrics can be written.
  ///
  /// - Throws: ``PipelineError/cannotCreate(path:code:)``.
  func checkReports() throws {
    if let summary, summary != "-" { try SummaryFile.check(summary) }
    if let metrics {
      var none = RunMetrics()
      none.isRunning = false
      try MetricsFile.write(none.text, to: metrics)
    }
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

/// `6,20`: turns and seconds; `6` or `20s` for one of them; `0` for no window.
struct WindowArgument: ExpressibleByArgument {
  var limits: WindowLimits?

  init(limits: WindowLimits?) { self.limits = limits }

  init?(argument: String) {
    var limits = WindowLimits.standard
    let parts = argument.split(separator: ",", omittingEmptySubsequences: false)
    guard parts.count <= 2 else { return nil }
    if argument == "0" {
      self.limits = nil
      return
    }
    for (place, part) in parts.enumerated() {
      if place == 1 || part.hasSuffix("s") {
        let number = part.hasSuffix("s") ? part.dropLast() : part
        guard let seconds = Double(number), (0...Self.mostSeconds).contains(seconds),
          place == parts.count - 1
        else { return nil }
        limits.seconds = seconds
      } else {
        guard let turns = Int(part), (2...Self.mostTurns).contains(turns) else { return nil }
        limits.turns = turns
      }
    }
    self.limits = limits
  }

  private static let mostTurns = 1000
  private static let mostSeconds = 3600.0

  var defaultValueDescription: String { "6,20" }
}
