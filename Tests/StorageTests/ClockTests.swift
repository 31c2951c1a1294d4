import Keys
import Retention
import Storage
import Testing

/// A clock that somebody sets back.
struct ClockTests {
  private static let before = Timestamp(milliseconds: TemporaryStore.now.milliseconds - 86_400_000)

  @Test func whatComesAfterItWasSetBackIsStoredAndEverythingIsAsItWasWritten() throws {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    try store.take([TestRecord(conversation: "a")])
    let options = TemporaryStore.options { $0.clock = { Self.before } }
    try store.take([TestRecord(conversation: "b")], source: "b", options: options)
    let records = try store.read(now: Self.before)
    #expect(records.map(\.source) == ["a.jsonl", "b"])
    // A record's own time counts, whatever the clock says.
    #expect(Set(records.map(\.expiresAt)).count == 1)
    #expect(try store.verify(workers: 1).problems.isEmpty)
  }

  @Test func aSweepDeletesNothingBeforeItsTime() throws {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    try store.take([TestRecord(conversation: "a")])
    let expiry = try #require(store.read().first?.expiresAt)
    func sweep(_ now: Timestamp) throws -> Int64 {
      try store.sweep(SweepOptions(asOf: now, actor: "tester") { now }).deleted
    }
    #expect(try sweep(Timestamp(milliseconds: expiry.milliseconds - 1)) == 0)
    #expect(try sweep(Self.before) == 0)
    #expect(try store.read().count == 1)
  }
}
