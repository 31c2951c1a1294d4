import Foundation
import GRDB
import Retention
import Storage
import Testing

/// What people say about training is kept as they said it.
struct ConsentTests {
  private static let deed = Deed(actor: "tester", now: TemporaryStore.now)

  private func statement(
    _ decision: Consent.Decision, subject: String = "s1", explicitly: Bool = true
  ) -> ConsentStatement {
    var statement = ConsentStatement(
      tenant: "acme", subject: subject, use: .trainAISystem, decision: decision,
      noticeVersion: "v1")
    statement.isExplicit = explicitly
    return statement
  }

  private func filled() throws -> (TemporaryStore, Store) {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    try store.take([TestRecord(tenant: "acme", subject: "s1")])
    return (temporary, store)
  }

  @Test func everythingThatWasSaidStays() throws {
    let (temporary, store) = try filled()
    defer { extendLifetime(temporary) }
    for decision in [Consent.Decision.granted, .withdrawn, .granted] {
      _ = try store.state(statement(decision), Self.deed)
    }
    let found = try store.consents(
      tenant: "acme", subject: "s1", Deed(actor: "tester", now: TemporaryStore.now)
    ).consents
    #expect(found.map(\.decision) == [.granted, .withdrawn, .granted])
    #expect(found.map(\.id) == [1, 2, 3])
    var actions: [String] = []
    try store.readAudit(AuditQuery(), .tester()) { record, _ in actions.append(record.action) }
    #expect(
      actions.suffix(4) == [
        "grant-consent", "withdraw-consent", "grant-consent", "read-consents",
      ])
    #expect(try store.verify(workers: 1).problems.isEmpty)
  }

  @Test func somebodyMayConsentBeforeThereIsAnyRecord() throws {
    let (temporary, store) = try filled()
    defer { extendLifetime(temporary) }
    _ = try store.state(statement(.granted, subject: "later"), Self.deed)
    try store.take([TestRecord(tenant: "acme", subject: "later", conversation: "c")], source: "b")
    #expect(
      try store.consents(
        tenant: "acme", subject: "later", Deed(actor: "tester", now: TemporaryStore.now)
      ).consents.count == 1)
    #expect(try store.statistics().subjects == 2)
    #expect(throws: StoreError.notStored(.tenant)) {
      var other = self.statement(.granted)
      other.tenant = "umbra"
      _ = try store.state(other, Self.deed)
    }
    #expect(throws: StoreError.notStored(.subject)) {
      try store.consents(
        tenant: "acme", subject: "nobody", Deed(actor: "tester", now: TemporaryStore.now))
    }
  }

  @Test(arguments: ["UPDATE consents SET decision = 'granted'", "DELETE FROM consents"])
  func theTableIsAppendOnly(sql: String) throws {
    let (temporary, store) = try filled()
    _ = try store.state(statement(.withdrawn), Self.deed)
    let error = #expect(throws: DatabaseError.self) {
      try DatabaseQueue(path: temporary.path).write { db in
        db.add(function: DatabaseFunction("hush_row") { _ in nil })
        try db.execute(sql: sql)
      }
    }
    #expect(error?.message == "consents are append-only")
  }

  @Test(arguments: [
    ("UPDATE consents SET decision = 'granted' WHERE id = 2", 2),
    ("UPDATE consents SET explicit = 0 WHERE id = 1", 1),
    ("UPDATE consents SET subject = 9 WHERE id = 1", 1), ("DELETE FROM consents WHERE id = 2", 2),
    ("DELETE FROM consents WHERE id = 1", 2),
  ])
  func whatWasChangedIsNamed(sql: String, id: Int64) throws {
    let (temporary, store) = try filled()
    _ = try store.state(statement(.granted), Self.deed)
    _ = try store.state(statement(.withdrawn), Self.deed)
    try temporary.tamper(sql)
    #expect(try store.verify(workers: 1).problems.contains(.init(.consent, id)))
  }

  @Test func codesOnlyStandInTheClear() throws {
    let (temporary, store) = try filled()
    defer { extendLifetime(temporary) }
    var free = statement(.granted)
    free.noticeVersion = "told Jane by phone"
    #expect(throws: StoreError.badTag(name: "notice")) { try store.state(free, Self.deed) }
  }
}
