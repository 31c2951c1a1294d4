import Foundation
import Records
import TestSupport
import Testing

@testable import Pipeline

/// The joiner by itself, on one thread.
@Suite struct JoinerTests {
  private func items(_ joiner: Joiner, _ count: Int) throws -> [WorkItem] {
    joiner.provide(items: count)
    return try (0..<count).map { number in
      let item = try #require(joiner.takeFree())
      item.number = number
      return item
    }
  }

  @Test(arguments: 0..<50)
  func anyOrderOfArrivalIsWrittenInOrder(seed: Int) throws {
    var random = SplitMix64(seed: seed)
    let joiner = Joiner()
    var written: [Int] = []
    for item in try items(joiner, 12).shuffled(using: &random) {
      let before = written.count
      try joiner.join(item) { item in
        written.append(item.number)
        return item
      }
      #expect(item.number == before || written.count == before || written.contains(item.number))
    }
    #expect(written == Array(0..<12))
  }

  @Test func writtenItemsAreFreeAgain() throws {
    let joiner = Joiner()
    let one = try items(joiner, 1)[0]
    for number in 0..<5 {
      one.number = number
      try joiner.join(one) { $0 }
      #expect(joiner.takeFree() === one)
    }
  }

  @Test func behindAnErrorNothingIsWritten() throws {
    let joiner = Joiner()
    let all = try items(joiner, 4)
    var written: [Int] = []
    func write(_ item: WorkItem) throws -> WorkItem? {
      if item.number == 1 { throw FakeError.item(1) }
      written.append(item.number)
      return item
    }
    try joiner.join(all[2], write: write)
    try joiner.join(all[1], write: write)
    #expect(throws: FakeError.item(1)) { try joiner.join(all[0], write: write) }
    #expect(written == [0])
    #expect(joiner.failure as? FakeError == .item(1))
    try joiner.join(all[3], write: write)
    #expect(written == [0])
    #expect(joiner.takeFree() == nil)
  }

  @Test func theFirstErrorIsKept() {
    let joiner = Joiner()
    joiner.fail(FakeError.item(1))
    joiner.fail(FakeError.item(2))
    #expect(joiner.failure as? FakeError == .item(1))
  }

  @Test func whatArrivesWhileIdleWorkRunsIsWrittenAfterIt() throws {
    let joiner = Joiner()
    let all = try items(joiner, 2)
    var log: [String] = []
    func write(_ item: WorkItem) -> WorkItem? {
      log.append("write \(item.number)")
      return item
    }
    try joiner.whenNobodyWrites(
      {
        log.append("idle")
        try joiner.join(all[0], write: write)
        try joiner.whenNobodyWrites({ log.append("no second") }, write: write)
        log.append("idle ends")
      }, write: write)
    #expect(log == ["idle", "idle ends", "write 0"])
  }

  @Test func anErrorOfIdleWorkEndsTheRun() throws {
    let joiner = Joiner()
    _ = try items(joiner, 1)
    #expect(throws: FakeError.idle) {
      try joiner.whenNobodyWrites({ throw FakeError.idle }, write: { $0 })
    }
    #expect(joiner.failure as? FakeError == .idle)
    #expect(joiner.takeFree() == nil)
  }

  @Test func aSinkThatStandsStillIsExaminedAheadOf() throws {
    let joiner = Joiner()
    joiner.provide(items: 2, ahead: 3)
    var waiting: [WorkItem] = []
    for number in 1...5 {
      let item = try #require(joiner.takeFree())
      item.number = number
      waiting.append(item)
    }
    #expect(Set(waiting.map(ObjectIdentifier.init)).count == 5)
    for item in waiting { try joiner.join(item) { $0 } }
    // What came first is missing still; when it is there, all are written and may be read into again.
    let first = WorkItem()
    try joiner.join(first) { $0 }
    for _ in 0..<6 { #expect(joiner.takeFree() != nil) }
  }

  /// The limit is on bytes.
  @Test func longLinesAreNotExaminedFarAhead() throws {
    let joiner = Joiner()
    joiner.provide(items: 1, ahead: 100)
    var number = 1
    var bytes = 0
    while bytes < Joiner.mostBytesAhead {
      let item = try #require(joiner.takeFree())
      item.number = number
      item.chunk = Chunk([UInt8](repeating: 0x20, count: 3 << 20))
      bytes += item.chunk.count
      number += 1
      try joiner.join(item) { $0 }
    }
    #expect(number == 4)
    let taken = Locked(false)
    let thread = Thread {
      let isTaken = joiner.takeFree() != nil
      taken.withLock { $0 = isTaken }
    }
    thread.start()
    // Time enough to take one, if there were any.
    usleep(20_000)
    #expect(!taken.withLock { $0 })
    try joiner.join(WorkItem()) { $0 }
    while !thread.isFinished { usleep(1_000) }
    #expect(taken.withLock { $0 })
  }
}
