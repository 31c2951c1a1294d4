import Records
import TestSupport
import Testing

@testable import Pipeline

/// Whatever the workers' pace, chunks come out in the order of the input, and a fixed number at a time.
@Suite struct EngineTests {
  /// Lines longer than what is read at a time, so that each is about a chunk.
  static func input(lines: Int, _ random: inout SplitMix64) -> [UInt8] {
    (0..<lines).flatMap { number -> [UInt8] in
      let length = 3000 + random.below(3000)
      return Array("\(number) ".utf8)
        + [UInt8](repeating: random.pick(Array("abc".utf8)), count: length) + Array("\n".utf8)
    }
  }

  @Test(.mayHang, arguments: 0..<24)
  func anyDelaysGiveTheSameOrder(seed: Int) throws {
    var random = SplitMix64(seed: seed)
    let input = (0..<1 + random.below(3)).map { _ in Self.input(lines: random.below(30), &random) }
    let workers = 1 + random.below(7)
    let stage = FakeStage(delay: { number in
      var random = SplitMix64(seed: seed * 1000 + number)
      return UInt32(random.below(random.chance(1, in: 4) ? 6000 : 100))
    })
    try run(stage, over: input, workers: workers)
    let seen = stage.seen.withLock { $0 }
    #expect(seen.accepted == Array(seen.accepted.indices))
    #expect(seen.text == input.flatMap { $0 })
    #expect(!seen.acceptedTwiceAtATime)
    #expect(seen.mostInFlight <= workers * 2 + 2)
    #expect(seen.processed == seen.accepted.count)
  }

  /// The slowest first chunk holds the others back, but only so many of them.
  @Test(.mayHang, arguments: [1, 2, 5])
  func aSlowChunkBoundsWhatIsInFlight(workers: Int) throws {
    var random = SplitMix64(seed: 1)
    let stage = FakeStage(delay: { $0 == 0 ? 60_000 : 0 })
    try run(stage, over: [Self.input(lines: 60, &random)], workers: workers)
    let seen = stage.seen.withLock { $0 }
    #expect(seen.accepted == Array(seen.accepted.indices))
    #expect(seen.accepted.count >= 30)
    #expect(seen.mostInFlight <= workers * 2 + 2)
    if workers == 1 { #expect(seen.mostInFlight == 1) }
  }

  @Test(.mayHang, arguments: [1, 2, 6], [0, 1, 7])
  func anErrorComesToLightInItsTurn(workers: Int, number: Int) throws {
    for failsWhileAccepted in [true, false] {
      var random = SplitMix64(seed: number)
      let stage = FakeStage(
        delay: { $0 < number ? 3000 : 0 }, failsToProcess: failsWhileAccepted ? nil : number,
        failsToAccept: failsWhileAccepted ? number : nil)
      #expect(throws: FakeError.item(number)) {
        try run(stage, over: [Self.input(lines: 40, &random)], workers: workers)
      }
      // All before it, and nothing behind it.
      #expect(stage.seen.withLock { $0.accepted } == Array(0..<number))
    }
  }

  @Test(.mayHang, arguments: [1, 2, 6], [0, 1, 7])
  func aStageCanEndTheRun(workers: Int, number: Int) throws {
    var random = SplitMix64(seed: number)
    let stage = FakeStage(delay: { $0 == number ? 2000 : 0 }, endsAt: number)
    try run(stage, over: [Self.input(lines: 40, &random)], workers: workers)
    #expect(stage.seen.withLock { $0.accepted } == Array(0...number))
  }

  @Test(.mayHang, arguments: [1, 3])
  func aStopLetsThroughWhatWasRead(workers: Int) throws {
    let stop = try StopSignal()
    var random = SplitMix64(seed: 9)
    let input = Self.input(lines: 60, &random)
    let stage = FakeStage(delay: { number in
      if number == 4 { stop.stop() }
      return 500
    })
    try run(stage, over: [input], workers: workers, stop: stop)
    let seen = stage.seen.withLock { $0 }
    #expect(seen.accepted == Array(seen.accepted.indices))
    #expect(seen.accepted.count == seen.processed)
    #expect(seen.accepted.count >= 5)
    #expect(seen.text.count < input.count)
    #expect(input.starts(with: seen.text))
  }

  @Test(.mayHang)
  func aRunThatWasStoppedBeforehandReadsNothing() throws {
    let stop = try StopSignal()
    stop.stop()
    let stage = FakeStage()
    try run(stage, over: [Array("1\n".utf8)], workers: 2, stop: stop)
    #expect(stage.seen.withLock { $0.processed } == 0)
  }

  @Test func aMissingSourceIsAnErrorBehindThoseBeforeIt() throws {
    let file = NamedFile(Array("1\n".utf8))
    let missing = file.path + "-missing"
    let stop = try StopSignal()
    let stage = FakeStage()
    #expect(throws: PipelineError.noInput(source: "b")) {
      let sources = SourceSequence(
        [Source(name: "a", path: file.path), Source(name: "b", path: missing)],
        form: .jsonLines, limits: ReadLimits(), wake: stop.wakeDescriptor)
      try Engine(stage, sources: sources, stop: stop).run(workers: 1)
    }
    #expect(stage.seen.withLock { $0.accepted } == [0])
    #expect(throws: PipelineError.noInput(source: "b")) {
      try Source.check([Source(name: "b", path: missing)])
    }
    #expect(throws: PipelineError.noInput(source: "tmp")) {
      try Source.check([Source(name: "tmp", path: "/tmp")])
    }
  }
}
