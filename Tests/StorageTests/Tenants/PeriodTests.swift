import Foundation
import GRDB
import Retention
import Storage
import Testing

/// Promises 3 and 14: periods by class and layer, a shorter one at once.
struct PeriodTests {
  private static let deed = Deed(actor: "tester", now: TemporaryStore.now)

  private func change(
    _ periods: [DataClass: Period], layer: RetentionLayer = .customer
  ) -> TenantTermsChange {
    var change = TenantTermsChange()
    change.periods = periods
    change.layer = layer
    return change
  }

  private func sweep(_ store: Store) throws -> SweepReport {
    try store.sweep(
      SweepOptions(asOf: TemporaryStore.now, actor: "tester") { TemporaryStore.now })
  }

  @Test("Promise 3: kept 90 days by default, plans set shorter or longer: stored rows too")
  func aShorterPeriodAppliesToStoredRows() throws {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    try store.take([
      TestRecord(tenant: "acme", conversation: "c1", time: "2024-05-01T00:00:00Z"),
      TestRecord(tenant: "acme", conversation: "c2", time: "2024-05-31T00:00:00Z"),
      TestRecord(tenant: "umbra", conversation: "c3", time: "2024-05-01T00:00:00Z"),
    ])
    let shortened = try store.setTerms(
      ofTenant: "acme", change([.conversation: .days(7)]), Self.deed)
    #expect(shortened == 2)
    #expect(try store.read().map(\.conversation) == ["c2", "c3"])
    #expect(try store.read()[0].expiresAt == Timestamp(parsing: "2024-06-07T00:00:00Z"))
    #expect(try store.verify(workers: 1).problems.isEmpty)
    #expect(try sweep(store).deleted == 1)
    #expect(try store.verify(workers: 1).problems.isEmpty)
    #expect(try store.statistics().rows == 2)
  }

  @Test func aLongerPeriodBringsNothingBack() throws {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    defer { extendLifetime(temporary) }
    try store.take([TestRecord(conversation: "old", time: "2024-01-01T00:00:00Z")])
    let shortened = try store.setTerms(
      ofTenant: "default", change([.conversation: .days(3_650)]), Self.deed)
    #expect(shortened == 0)
    #expect(try store.read().isEmpty)
    try store.take(
      [TestRecord(conversation: "later", time: "2024-01-01T00:00:00Z")], source: "b")
    #expect(try store.read().map(\.conversation) == ["later"])
    #expect(try sweep(store).deleted == 1)
  }

  @Test(arguments: [RetentionLayer.plan, .customer, .contract])
  func theHighestLayerDecides(layer: RetentionLayer) throws {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    defer { extendLifetime(temporary) }
    for (number, set) in [RetentionLayer.contract, .plan, .customer].enumerated()
    where set <= layer {
      _ = try store.setTerms(
        ofTenant: "acme", change([.run: .days(10 * (number + 1))], layer: set), Self.deed)
    }
    let profile = try #require(try store.tenantProfiles(named: "acme").first)
    let deciding = profile.terms.filter { $0.dataClass == .run && $0.isDeciding }
    #expect(deciding.map(\.layer) == [layer])
  }

  @Test("Promise 14: retention varies by data type, customer configuration and contract")
  func aClassOfOnesOwnGetsAPeriod() throws {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    defer { extendLifetime(temporary) }
    let own = try #require(DataClass(name: "voice_note"))
    _ = try store.setTerms(ofTenant: "acme", change([own: .days(3)]), Self.deed)
    try store.take([TestRecord(tenant: "acme", dataClass: "voice_note")])
    let records = try store.read()
    #expect(records.map(\.dataClass) == [own])
    #expect(records[0].expiresAt == Timestamp(parsing: "2024-06-03T12:00:00Z"))
    #expect(throws: SealFailure.noPeriod) {
      try store.take([TestRecord(tenant: "umbra", dataClass: "voice_note")], source: "b")
    }
  }

  /// What counts from the ingest keeps doing so.
  @Test func aShorterPeriodCountsFromWhereTheRowDid() throws {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    defer { extendLifetime(temporary) }
    let options = TemporaryStore.options { $0.retainsFromIngest = true }
    try store.take(
      [TestRecord(time: "2023-01-01T00:00:00Z")], options: options)
    _ = try store.setTerms(ofTenant: "default", change([.conversation: .days(1)]), Self.deed)
    #expect(try store.read().map(\.expiresAt) == [TemporaryStore.now.adding(days: 1)])
  }

  /// A run that began under a longer period gives no row a later date than the shorter one.
  @Test func aRunningIngestLearnsOfAShorterPeriod() throws {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    let ingest = try store.beginIngest(TemporaryStore.options())
    let source = try ingest.openSource(name: "a", kind: .file)
    try ingest.take([TestRecord(tenant: "acme", conversation: "c1")], source: source)
    try ingest.commit()
    let other = try temporary.open()
    _ = try other.setTerms(ofTenant: "acme", change([.conversation: .days(5)]), Self.deed)
    try ingest.take([TestRecord(tenant: "acme", conversation: "c2")], from: 1, source: source)
    _ = try ingest.finish()
    let expiry = try DatabaseQueue(path: temporary.path).read {
      try Int64.fetchAll($0, sql: "SELECT expires_at FROM records")
    }
    let expected = try #require(Timestamp(parsing: "2024-06-05T12:00:00Z")).milliseconds
    #expect(expiry == [expected, expected])
    #expect(try other.verify(workers: 1).problems.isEmpty)
  }

  /// More rows than one stretch, with dates that interleave: the figures stay right.
  @Test func manyRowsAreShortened() throws {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    defer { extendLifetime(temporary) }
    let records = (0..<9_000).map { number in
      TestRecord(
        tenant: number % 3 == 0 ? "umbra" : "acme",
        time: "2024-05-\(number % 30 < 9 ? "0" : "")\(number % 30 + 1)T00:00:00Z")
    }
    try store.take(records)
    for days in [60, 59, 20] {
      #expect(
        try store.setTerms(ofTenant: "acme", change([.conversation: .days(days)]), Self.deed)
          == 6_000)
      #expect(try store.verify(workers: 2).problems.isEmpty)
    }
    let report = try sweep(store)
    #expect(report.deleted == 2_400)
    #expect(try store.verify(workers: 2).problems.isEmpty)
  }

  @Test func termsAreAuditedAndShown() throws {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    defer { extendLifetime(temporary) }
    var terms = change([.recording: .days(7)])
    terms.region = "eu"
    terms.transferBasis = "scc"
    _ = try store.setTerms(ofTenant: "acme", terms, Self.deed)
    let profile = try #require(try store.tenantProfiles().first)
    #expect(profile.name == "acme")
    #expect(profile.region == "eu")
    #expect(profile.transferBasis == "scc")
    var actions: [String] = []
    try store.readAudit(AuditQuery(), .tester()) { record, tenant in
      actions.append(record.action)
      #expect(tenant == "acme")
    }
    #expect(actions == ["set-terms"])
    terms.region = "Jane Doe's cellar"
    #expect(throws: StoreError.badTag(name: "region")) {
      try store.setTerms(ofTenant: "acme", terms, Self.deed)
    }
  }
}
