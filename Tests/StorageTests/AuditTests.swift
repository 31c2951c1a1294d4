import Storage
import Testing

struct AuditTests {
  private func actions(
    _ store: Store, _ change: (inout AuditQuery) -> Void = { _ in }
  ) throws -> [String] {
    var query = AuditQuery()
    change(&query)
    var actions: [String] = []
    try store.readAudit(query, .tester()) { record, _ in
      actions.append("\(record.actor) \(record.action)")
    }
    // Reading the log is in it too.
    return actions.filter { !$0.hasSuffix("read-audit") }
  }

  private func filled() throws -> (TemporaryStore, Store) {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    try store.take([
      TestRecord(tenant: "a", subject: "s1", conversation: "c1"),
      TestRecord(tenant: "a", subject: "s2", conversation: "c2"),
      TestRecord(tenant: "b", subject: "s1", conversation: "c1"),
    ])
    for (actor, tenant, subject, conversation) in [
      ("one", "a", "s1", nil), ("two", "a", nil, "c2"), ("three", "b", nil, nil),
      ("four", nil, nil, nil), ("five", "a", nil, nil),
    ] as [(String, String?, String?, String?)] {
      _ = try store.read {
        $0.actor = actor
        $0.tenant = tenant
        $0.subject = subject
        $0.conversation = conversation
      }
    }
    return (temporary, store)
  }

  @Test func aSubjectsEntriesAreThoseThatTookItIn() throws {
    let (temporary, store) = try filled()
    defer { extendLifetime(temporary) }
    func actors(_ tenant: String?, _ subject: String?) throws -> [String] {
      try actions(store) {
        $0.tenant = tenant
        $0.subject = subject
      }.filter { $0.hasSuffix("read-records") }.map { String($0.prefix { $0 != " " }) }
    }
    #expect(try actors("a", "s1") == ["one", "four", "five"])
    #expect(try actors("a", "s2") == ["two", "four", "five"])
    #expect(try actors("b", "s1") == ["three", "four"])
    #expect(try actors("b", nil) == ["three", "four"])
    #expect(try actors(nil, nil).count == 5)
    #expect(throws: StoreError.notStored(.subject)) { try actors("b", "s2") }
    #expect(throws: StoreError.notStored(.tenant)) { try actors("c", nil) }
  }

  @Test func listsOfPeopleAreReadsToo() throws {
    let (temporary, store) = try filled()
    defer { extendLifetime(temporary) }
    let deed = Deed(actor: "six", now: TemporaryStore.now)
    _ = try store.listHolds(deed)
    _ = try store.listSubjectRequests(deed)
    _ = try store.listQuarantined(deed)
    _ = try store.listTenantProfiles(deed)
    _ = try store.consents(tenant: "a", subject: "s1", deed)
    let expected = [
      "list-holds", "list-requests", "list-quarantine", "list-tenants", "read-consents",
    ]
    #expect(try actions(store) { $0.actor = "six" } == expected.map { "six \($0)" })
    #expect(
      try actions(store) {
        $0.actor = "six"
        $0.tenant = "a"
        $0.subject = "s2"
      } == expected.dropLast().map { "six \($0)" })
  }

  @Test func entriesCanBeNarrowedByActorAndTime() throws {
    let (temporary, store) = try filled()
    defer { extendLifetime(temporary) }
    #expect(try actions(store) { $0.actor = "two" } == ["two read-records"])
    let now = TemporaryStore.now
    #expect(try actions(store) { $0.since = now }.count == 6)
    #expect(try actions(store) { $0.until = now }.isEmpty)
  }

  @Test func theHeadIsTheLastEntrysAndGrows() throws {
    let (temporary, store) = try filled()
    defer { extendLifetime(temporary) }
    let before = try store.auditHead()
    #expect(before.count == 6 && before.hash.count == 64)
    _ = try store.read()
    #expect(try store.auditHead().count == 7)
    #expect(try store.auditHead().hash != before.hash)
  }
}
