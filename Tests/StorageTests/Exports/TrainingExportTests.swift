import Foundation
import GRDB
import Keys
import Retention
import Storage
import Testing

/// Promise 2: no training without the explicit consent of everybody in a record.
struct TrainingExportTests {
  private static let deed = Deed(actor: "tester", now: TemporaryStore.now)

  private func filled() throws -> (TemporaryStore, Store) {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    try store.take([
      TestRecord(tenant: "acme", subject: "s1", conversation: "c1"),
      TestRecord(tenant: "acme", subject: "s1", conversation: "c2"),
      TestRecord(tenant: "acme", subject: "s2", conversation: "c3"),
    ])
    return (temporary, store)
  }

  private func say(
    _ decision: Consent.Decision, _ subject: String, explicitly: Bool = true, in store: Store
  ) throws -> [ExportNote] {
    var statement = ConsentStatement(
      tenant: "acme", subject: subject, use: .trainAISystem, decision: decision,
      noticeVersion: "v1")
    statement.isExplicit = explicitly
    return try store.state(statement, Self.deed).exports
  }

  private static func digest() throws -> Digest32 {
    let bytes = [UInt8](repeating: 7, count: 32)
    let digest = Digest32(bytes.span)
    return try #require(digest)
  }

  private func export(
    _ store: Store, _ purpose: Purpose = .training, now: Timestamp = TemporaryStore.now,
    _ change: (inout ExportRequest) -> Void = { _ in }
  ) throws -> (draft: ExportDraft, conversations: [String?]) {
    var request = try #require(ExportRequest(purpose: purpose))
    change(&request)
    var given: [String?] = []
    let draft = try store.export(request, Deed(actor: "tester", now: now)) {
      given.append($0.conversation)
    }
    return (draft, given)
  }

  @Test("Promise 2: no training on conversations without explicit consent")
  func trainingNeedsConsentThatIsExplicit() throws {
    let (temporary, store) = try filled()
    defer { extendLifetime(temporary) }
    #expect(try export(store).draft.refused == [.noConsent: 3])
    _ = try say(.granted, "s1", in: store)
    _ = try say(.granted, "s2", explicitly: false, in: store)
    let (draft, given) = try export(store)
    #expect(given == ["c1", "c2"])
    #expect(draft.refused == [.notExplicit: 1])
    #expect(draft.subjects == 1)
    var relied: [ConsentRelied] = []
    try store.readConsents(of: draft) { relied.append($0) }
    #expect(relied.map(\.consent.id) == [1])
    #expect(relied.map(\.subject) == ["s1"])
  }

  @Test("Promise 2: a withdrawal finds past exports") func aWithdrawalFindsPastExports() throws {
    let (temporary, store) = try filled()
    defer { extendLifetime(temporary) }
    _ = try say(.granted, "s1", in: store)
    let draft = try export(store).draft
    try store.finish(draft, path: "/exports/jane.jsonl", sha256: Self.digest(), Self.deed)
    #expect(try say(.withdrawn, "s2", in: store).isEmpty)
    let exports = try say(.withdrawn, "s1", in: store)
    #expect(exports.map(\.id) == [draft.id])
    #expect(exports.map(\.path) == ["/exports/jane.jsonl"])
    #expect(exports.map(\.records) == [2])
    #expect(try export(store).draft.refused == [.withdrawn: 3])
    #expect(try !temporary.everyByte().contains(Data("jane".utf8)))
    #expect(try store.verify(workers: 1).problems.isEmpty)
  }

  @Test(
    "Promise 2: a store put back from a backup is no source, as withdrawals may be missing in it")
  func anOlderStoreThanItsRingIsNoSource() throws {
    let (temporary, store) = try filled()
    _ = try say(.granted, "s1", in: store)
    let copy = try temporary.copy()
    _ = try say(.withdrawn, "s1", in: store)
    let restored = try Store.open(
      copy, keyRing: temporary.path + ".keys", rootKey: temporary.rootKey, now: TemporaryStore.now)
    // However much is written down since.
    for _ in 0..<5 {
      #expect(throws: StoreError.refused(.olderThanRing)) { try export(restored) }
      #expect(try restored.verify(workers: 1).problems.map(\.kind) == [.auditEnd])
    }
    #expect(try restored.read().count == 3)
  }

  @Test func whatIsHeldExpiredOrOfAnEndedTenantIsLeftOut() throws {
    let (temporary, store) = try filled()
    defer { extendLifetime(temporary) }
    for subject in ["s1", "s2"] { _ = try say(.granted, subject, in: store) }
    #expect(try export(store).conversations == ["c1", "c2", "c3"])
    var request = HoldRequest(
      tenant: "acme", matter: "M-1", actor: "tester", now: TemporaryStore.now)
    request.conversation = "c2"
    let hold = try store.placeHold(request)
    #expect(try export(store).draft.refused == [.held: 1])
    _ = try store.releaseHold(hold, actor: "tester", now: TemporaryStore.now)
    #expect(try export(store, now: TemporaryStore.now.adding(days: 100)).conversations.isEmpty)
    _ = try store.terminateContract(
      ofTenant: "acme", at: TemporaryStore.now, Self.deed)
    #expect(try export(store).draft.refused == [.contractEnded: 3])
    #expect(throws: StoreError.refused(.contractEnded)) { try export(store) { $0.tenant = "acme" } }
    #expect(try export(store, .portability) { $0.tenant = "acme" }.conversations.count == 3)
  }

  @Test func exportsAreAuditedBeforeAndAfter() throws {
    let (temporary, store) = try filled()
    defer { extendLifetime(temporary) }
    let draft = try export(store, .legal) { $0.tenant = "acme" }.draft
    try store.refuse(try export(store).draft, Self.deed)
    try store.finish(draft, path: "/a", sha256: Self.digest(), Self.deed)
    var entries: [String] = []
    try store.readAudit(AuditQuery(), .tester()) { record, _ in
      entries.append("\(record.action) \(record.objectID ?? 0) \(record.outcome)")
    }
    #expect(
      entries.suffix(4) == [
        "export 1 done", "export 2 done", "finish-export 2 refused", "finish-export 1 done",
      ])
  }

  /// Every public function of the store that gives records is here; none gives one for training.
  @Test("Promise 2: there is no other way to read for training")
  func thereIsNoOtherWayToReadForTraining() throws {
    let (temporary, store) = try filled()
    defer { extendLifetime(temporary) }
    _ = try say(.granted, "s1", in: store)
    #expect(throws: StoreError.refused(.trainingRead)) { try store.read(.training) }
    #expect(throws: StoreError.refused(.trainingRead)) {
      try store.read(.training) { $0.tenant = "acme" }
    }
    #expect(throws: (any Error).self) {
      try store.readQuarantined(1, purpose: .training, actor: "tester", now: TemporaryStore.now)
    }
    for purpose in Purpose.allCases {
      #expect(!Purpose.training.mayRead(rowKeptFor: purpose))
      #expect((ExportRequest(purpose: purpose) != nil) == ExportRequest.purposes.contains(purpose))
    }
    #expect(try export(store) { $0.subject = "s2" }.conversations.isEmpty)
    let givers = try Self.publicFunctions(naming: ["StoredRecord", "[UInt8]"])
    #expect(givers == Self.knownGivers)
  }

  /// The store's public functions that could give what a record says.
  private static let knownGivers: Set<String> = ["export", "readQuarantined", "readRecords"]

  private static func publicFunctions(naming types: [String]) throws -> Set<String> {
    let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources/Storage")
    let files = FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)
    var names: Set<String> = []
    for case let file as URL in files! where file.pathExtension == "swift" {
      let text = try String(contentsOf: file, encoding: .utf8)
      guard text.contains("extension Store {") else { continue }
      for piece in text.components(separatedBy: "public func ").dropFirst() {
        let signature = piece.prefix { $0 != "{" }
        guard types.contains(where: signature.contains) else { continue }
        names.insert(String(piece.prefix { $0 != "(" && $0 != "<" }))
      }
    }
    return names
  }
}
