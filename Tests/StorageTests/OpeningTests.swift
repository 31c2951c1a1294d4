import Foundation
import GRDB
import Keys
import Storage
import Synchronization
import Testing

struct OpeningTests {
  @Test func identityIsKnownBeforeAnyKey() throws {
    let temporary = try TemporaryStore()
    #expect(try Store.identity(at: temporary.path) == temporary.open().id)
    #expect(try Store.identity(at: temporary.folder + "/none.db") == nil)
  }

  @Test func filesAreForTheirOwnerOnly() throws {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    try store.take([TestRecord(conversation: "c")])
    for name in try FileManager.default.contentsOfDirectory(atPath: temporary.folder) {
      let attributes = try FileManager.default.attributesOfItem(
        atPath: temporary.folder + "/" + name)
      #expect(attributes[.posixPermissions] as? Int == 0o600, "\(name)")
    }
  }

  @Test func whoeverLetOthersHaveTheFilesTheyAreTheOwnersAgain() throws {
    let temporary = try TemporaryStore()
    try temporary.open().take([TestRecord(conversation: "c")])
    for file in ["", ".keys"] {
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o666], ofItemAtPath: temporary.path + file)
    }
    let store = try temporary.open()
    for name in try FileManager.default.contentsOfDirectory(atPath: temporary.folder) {
      let attributes = try FileManager.default.attributesOfItem(
        atPath: temporary.folder + "/" + name)
      #expect(attributes[.posixPermissions] as? Int == 0o600, "\(name)")
    }
    extendLifetime(store)
  }

  @Test func wrongKeyIsRefusedAndNothingIsTouched() throws {
    let temporary = try TemporaryStore()
    try temporary.open().take([TestRecord(conversation: "c")])
    let before = try ["", ".keys"].map {
      try Data(contentsOf: URL(fileURLWithPath: temporary.path + $0))
    }
    let other = try RootKey.generate()
    #expect(throws: StoreError.wrongKey) {
      try Store.open(temporary.path, rootKey: other, now: TemporaryStore.now)
    }
    let after = try ["", ".keys"].map {
      try Data(contentsOf: URL(fileURLWithPath: temporary.path + $0))
    }
    #expect(before == after)
  }

  @Test func missingStoreAndMissingRingAreToldApart() throws {
    let temporary = try TemporaryStore()
    let missing = temporary.folder + "/none.db"
    #expect(throws: StoreError.notFound(path: missing)) {
      try Store.open(missing, rootKey: temporary.rootKey, now: TemporaryStore.now)
    }
    try FileManager.default.removeItem(atPath: temporary.path + ".keys")
    #expect(throws: StoreError.keyRingMissing(path: temporary.path + ".keys")) {
      try temporary.open()
    }
  }

  @Test func ringOfAnotherStoreIsRefused() throws {
    let temporary = try TemporaryStore()
    let path = temporary.folder + "/b.db"
    try Store.create(
      at: path, id: .random(), rootKey: temporary.rootKey, now: TemporaryStore.now)
    #expect(throws: StoreError.keyRingOfAnotherStore(path: path + ".keys")) {
      try Store.open(
        temporary.path, keyRing: path + ".keys", rootKey: temporary.rootKey, now: TemporaryStore.now
      )
    }
  }

  @Test(arguments: ["", ".keys"], [0, 1, 3, 99])
  func unknownGenerationIsRefused(suffix: String, generation: Int) throws {
    let temporary = try TemporaryStore()
    let path = temporary.path + suffix
    try DatabaseQueue(path: path).write {
      try $0.execute(sql: "PRAGMA user_version = \(generation)")
    }
    #expect(throws: StoreError.unknownGeneration(path: path, found: generation)) {
      try temporary.open()
    }
  }

  @Test func otherFilesAreNoStores() throws {
    let temporary = try TemporaryStore()
    let path = temporary.folder + "/x.db"
    try DatabaseQueue(path: path).write { try $0.execute(sql: "CREATE TABLE t (a)") }
    #expect(throws: StoreError.notAStore(path: path)) { try Store.identity(at: path) }
    try Data("text, and more of it than a header has, so that SQLite reads it as one page".utf8)
      .write(to: URL(fileURLWithPath: path))
    #expect(throws: StoreError.self) { try Store.identity(at: path) }
  }

  @Test func creationNeverReplacesAStore() throws {
    let temporary = try TemporaryStore()
    #expect(throws: StoreError.cannotCreate(path: temporary.path, errno: EEXIST)) {
      try Store.create(
        at: temporary.path, id: .random(), rootKey: temporary.rootKey, now: TemporaryStore.now)
    }
  }

  @Test func interruptedCreationIsNoObstacle() throws {
    let temporary = try TemporaryStore()
    try FileManager.default.removeItem(atPath: temporary.path)
    try Data("half".utf8).write(to: URL(fileURLWithPath: temporary.path + ".creating"))
    try Store.create(
      at: temporary.path, id: .random(), rootKey: temporary.rootKey, now: TemporaryStore.now)
    _ = try temporary.open()
  }

  @Test func manyCreateTheSameStoreAndOneDoes() throws {
    let temporary = try TemporaryStore()
    let rootKey = temporary.rootKey
    for round in 0..<50 {
      let path = temporary.folder + "/\(round).db"
      let made = Mutex(0)
      DispatchQueue.concurrentPerform(iterations: 4) { _ in
        do {
          try Store.create(
            at: path, id: .random(), rootKey: rootKey, now: TemporaryStore.now)
          made.withLock { $0 += 1 }
        } catch {
          #expect(error as? StoreError == .cannotCreate(path: path, errno: EEXIST))
        }
        // Winner or not, the store is whole for everybody whose call has returned.
        #expect(throws: Never.self) {
          try Store.open(path, rootKey: rootKey, now: TemporaryStore.now)
        }
      }
      #expect(made.withLock { $0 } == 1)
      // Of several that close at one moment each may leave SQLite's log to the others; one by itself does not.
      _ = try Store.open(path, rootKey: rootKey, now: TemporaryStore.now)
      #expect(try temporary.names(of: "\(round).db") == ["\(round).db", "\(round).db.keys"])
    }
  }

  @Test func failedCreationLeavesNothing() throws {
    let temporary = try TemporaryStore()
    func create(_ path: String, keyRing: String? = nil) throws {
      try Store.create(
        at: path, keyRing: keyRing, id: .random(), rootKey: temporary.rootKey,
        now: TemporaryStore.now)
    }
    let link = temporary.folder + "/link.db"
    try FileManager.default.createSymbolicLink(
      atPath: link, withDestinationPath: temporary.folder + "/nowhere.db")
    #expect(throws: StoreError.cannotCreate(path: link, errno: ELOOP)) { try create(link) }
    #expect(try temporary.names(of: "link.db") == ["link.db"])
    let deep = temporary.folder + "/no/b.db"
    #expect(throws: StoreError.cannotCreate(path: deep, errno: ENOENT)) { try create(deep) }
    // A used ring stays, and no store comes to lie beside it.
    try temporary.open().take([TestRecord(conversation: "c")])
    let ring = temporary.path + ".keys"
    let other = temporary.folder + "/b.db"
    #expect(throws: StoreError.cannotCreate(path: ring, errno: EEXIST)) {
      try create(other, keyRing: ring)
    }
    #expect(try temporary.names(of: "b.db") == [])
    #expect(try temporary.open().read().count == 1)
  }

  @Test func folderIsNoStore() throws {
    let temporary = try TemporaryStore()
    #expect(throws: StoreError.notAStore(path: temporary.folder)) {
      try Store.identity(at: temporary.folder)
    }
    #expect(throws: StoreError.notAStore(path: temporary.folder)) {
      try Store.open(
        temporary.path, keyRing: temporary.folder, rootKey: temporary.rootKey,
        now: TemporaryStore.now)
    }
  }

  @Test func changedHeaderIsNoticed() throws {
    let temporary = try TemporaryStore()
    try DatabaseQueue(path: temporary.path).write {
      try $0.execute(sql: "UPDATE store_state SET created_at = created_at + 1")
    }
    #expect(throws: StoreError.damaged(kind: .header, id: 0)) { try temporary.open() }
  }
}
