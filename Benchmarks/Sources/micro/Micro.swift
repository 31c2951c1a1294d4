import Records

/// Measures the stages one by one: `micro` for throughput, `micro --once` for callgrind.
///
/// Own code instead of a benchmark library: those that count instructions ask the processor's counters, which the
/// machines of a CI seldom have, and none makes megabytes a second of an input's size. One program that can go
/// through everything once serves valgrind and the clock alike.
@main
struct Micro {
  static func main() throws {
    var arguments = Array(CommandLine.arguments.dropFirst())
    let once = arguments.first == "--once"
    if once { arguments.removeFirst() }
    let chosen = benchmarks.filter { benchmark in
      arguments.isEmpty || arguments.contains { benchmark.name.hasPrefix($0) }
    }
    print("# \(ByteMaps.backend)")
    for benchmark in chosen {
      let measured = try benchmark.make()
      if once {
        try measured.prepare()
        try measuredPass(measured)
        print(benchmark.name, measured.byteCount)
      } else {
        print(benchmark.name, try Throughput(of: measured).text)
      }
    }
  }

  private static let benchmarks: [Benchmark] =
    StagePasses.benchmarks + ViewPasses.benchmarks + FamilyPasses.benchmarks
    + StorePasses.benchmarks
}
