import Foundation
import GRDB
import Retention
import Storage
import TestSupport
import Testing

/// The power fails at any moment, and the disk keeps of what was not synced any part in any order: what had been
/// acknowledged is there, what was under way is there wholly or not at all, and what was forgotten stays so.
///
/// A hundred cuts by default; `HUSH_POWER_CUTS=5000` for the long run.
@Suite(.serialized) struct PowerLossTests {
  private static let cutsInRound = 10
  private static let rounds =
    (Int(ProcessInfo.processInfo.environment["HUSH_POWER_CUTS"] ?? "") ?? 100) / cutsInRound

  init() { #expect(PowerLoss.install()) }

  @Test(arguments: 0..<rounds)
  func whatWasAcknowledgedIsThere(seed: Int) throws {
    let rehearsal = try Workload(seed: seed)
    let events = try rehearsal.run()
    let workload = try Workload(seed: seed)
    var random = SplitMix64(seed: seed)
    let cuts = (0..<Self.cutsInRound).map { _ in Int64(random.below(Int(events))) }
    let images = try cuts.map { try workload.plan($0, seed: random.next()) }
    _ = try workload.run()
    // A run may have a few events less than its rehearsal: a cut behind the last is not made.
    let made = zip(cuts, images).filter {
      FileManager.default.fileExists(atPath: $0.1 + "/a.db")
    }
    #expect(made.count > Self.cutsInRound / 2)
    for (cut, image) in made { try check(image, cut, workload) }
  }

  private func check(_ image: String, _ cut: Int64, _ workload: Workload) throws {
    let store = try Store.open(
      image + "/a.db", rootKey: workload.temporary.rootKey, now: TemporaryStore.now)
    let verified = try store.verify(workers: 1)
    #expect(verified.problems.isEmpty, "cut \(cut): \(verified.problems)")
    let state = try Workload.State(store)
    let (before, after) = workload.states(around: cut)
    #expect(state == before || state == after, "cut \(cut): \(state), \(before), \(after)")
    // It goes on from there.
    try store.take([TestRecord(text: #""later""#, subject: "s0")], source: "later")
  }

  /// The watch itself: bytes that nobody synced are lost by some cut, or nothing above is worth anything.
  @Test func aStoreThatDoesNotSyncLosesWhatItAcknowledged() throws {
    let folder = ScratchFolders()
    try folder.make()
    defer { folder.remove() }
    try PowerLoss.watching(folder.live) {
      let queue = try DatabaseQueue(path: folder.live + "/a.db")
      try queue.writeWithoutTransaction { db in
        try db.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF")
        try db.execute(sql: "CREATE TABLE t (a); INSERT INTO t VALUES (1)")
      }
      for seed in 0..<20 {
        PowerLoss.plan(at: PowerLoss.events, image: try folder.image(), seed: UInt64(seed))
        try queue.write { try $0.execute(sql: "INSERT INTO t VALUES (2)") }
      }
    }
    let lost = (0..<20).count { number in
      let left = try? DatabaseQueue(path: folder.images + "/\(number)/a.db").read {
        try Int.fetchOne($0, sql: "SELECT count(*) FROM t")
      }
      return left ?? 0 <= number
    }
    #expect(lost > 0)
  }
}

/// Where the watched files are, and where the images of them go.
final class ScratchFolders {
  private let root = NSTemporaryDirectory() + "/hush-power-\(UUID().uuidString)"
  private var made = 0
  var live: String { root + "/live" }
  var images: String { root + "/images" }

  func make() throws {
    for path in [live, images] {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }
  }

  /// A new folder for an image.
  func image() throws -> String {
    let path = images + "/\(made)"
    made += 1
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    return path
  }

  func remove() { try? FileManager.default.removeItem(atPath: root) }
}
