/// Megabytes a second: the median of several runs, each of many passes.
struct Throughput {
  private static let runs = 5
  private static let shortestRun = Duration.milliseconds(200)

  private let megabytesPerSecond: Double

  init(of measured: any Measured) throws {
    var speeds: [Double] = []
    for _ in 0..<Self.runs {
      var elapsed = Duration.zero
      var passes = 0
      while elapsed < Self.shortestRun {
        try measured.prepare()
        elapsed += try ContinuousClock().measure { try measuredPass(measured) }
        passes += 1
      }
      speeds.append(Double(measured.byteCount * passes) / 1e6 / (elapsed / .seconds(1)))
    }
    megabytesPerSecond = speeds.sorted()[Self.runs / 2]
  }

  /// Such as `41.3 MB/s`.
  var text: String { "\((megabytesPerSecond * 10).rounded() / 10) MB/s" }
}
