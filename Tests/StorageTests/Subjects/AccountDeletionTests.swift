import GRDB
import Retention
import Storage
import Testing

/// Promise 4: account data is kept while the account lives, then three years.
struct AccountDeletionTests {
  private let deleted = TemporaryStore.now.adding(days: -10)

  private func filled() throws -> (TemporaryStore, Store) {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    try store.take([
      TestRecord(subject: "s1", conversation: "c1"),
      TestRecord(subject: "s1", dataClass: "account"),
      TestRecord(subject: "s2", dataClass: "account"),
    ])
    return (temporary, store)
  }

  private func expiries(_ store: Store) throws -> [Timestamp?] {
    try store.read().filter { $0.dataClass == .account }.map(\.expiresAt)
  }

  @Test("Promise 4: account data is kept while active, then 3 years after deletion")
  func accountDataGoesThreeYearsAfterTheDeletion() throws {
    let (temporary, store) = try filled()
    #expect(try expiries(store) == [nil, nil])
    #expect(
      try store.markAccountDeleted("s1", tenant: "default", at: deleted, .tester()) == 1)
    let end = deleted.adding(days: 1_095)
    #expect(try expiries(store) == [end, nil])
    // What comes later of the person goes by it too.
    try store.take([TestRecord(subject: "s1", dataClass: "account")], source: "b")
    #expect(try expiries(store) == [end, nil, end])
    #expect(try store.verify(workers: 1).problems.isEmpty)
    let sweep = SweepOptions(asOf: end, actor: "tester") { end }
    #expect(try store.sweep(sweep).deleted == 3)
    #expect(try temporary.number("SELECT count(*) FROM records WHERE class = 2") == 1)
  }

  @Test func aLaterMomentDoesNotProlong() throws {
    let (temporary, store) = try filled()
    defer { extendLifetime(temporary) }
    for days in [0, 5, -5] {
      let moment = deleted.adding(days: days)
      let dated = try store.markAccountDeleted("s1", tenant: "default", at: moment, .tester())
      #expect(dated == (days > 0 ? 0 : 1))
    }
    #expect(try expiries(store)[0] == deleted.adding(days: 1_090))
  }
}
