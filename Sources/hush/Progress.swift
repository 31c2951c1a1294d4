import ArgumentParser
import Pipeline
import Synchronization

/// How a run shows that it is alive, on standard error.
enum ProgressForm: String, ExpressibleByArgument, CaseIterable {
  /// A live line on a terminal, silence otherwise.
  case auto
  /// One object a second.
  case json
  case off
}

/// Shows a run's progress, not more often than people or programs can use.
final class Progress: Sendable {
  private let form: ProgressForm
  private let start = ContinuousClock.now
  private let last = Mutex(ContinuousClock.now)

  init(_ form: ProgressForm) {
    let showsLine = Terminal.isInteractive && LogFormat.current == .text
    self.form = form == .auto && !showsLine ? .off : form
  }

  /// What the pipeline calls; nil when nothing shall be shown.
  var callback: (@Sendable (RunReport) -> Void)? {
    if form == .off { return nil }
    return { [self] report in show(report) }
  }

  private func show(_ report: RunReport) {
    let now = ContinuousClock.now
    let pause: Duration = form == .json ? .seconds(1) : .milliseconds(200)
    let isDue = last.withLock { last in
      guard now - last >= pause else { return false }
      last = now
      return true
    }
    guard isDue else { return }
    var report = report
    report.seconds = (now - start) / .seconds(1)
    if form == .json {
      Terminal.standardError(report.progressJSON + "\n")
    } else {
      let rate = Int(Double(report.bytes) / 1e6 / max(report.seconds, 0.001))
      Terminal.standardError(
        "\r\(report.read) records, \(rate) MB/s, "
          + "\(report.findings.reduce(0) { $0 + $1.count }) found, \(report.quarantined) refused"
          + "\(Self.outlook(report)) \u{1B}[K"
      )
    }
  }

  /// How much is done and how long the rest takes, where that is known.
  private static func outlook(_ report: RunReport) -> String {
    guard let share = report.share, let left = report.secondsLeft else { return "" }
    let seconds = Int(left.rounded(.up))
    let (minutes, rest) = (seconds / 60, seconds % 60)
    return ", \(Int(share * 100))%, \(minutes):\(rest < 10 ? "0" : "")\(rest) left"
  }

  /// Takes the live line away.
  func finish() {
    if form == .auto { Terminal.standardError("\r\u{1B}[K") }
  }
}
