import Keys
import Redaction
package import Storage

/// Runs `verify`.
package enum VerifyRun {
  /// Looks whether a store is as it was written and, with options, whether their rules find nothing.
  ///
  /// - Throws: `StoreError` for what has nothing to do with what is stored.
  package static func run(
    _ options: RunOptions?, over store: Store, workers: Int
  ) throws -> Verification {
    guard var options else { return try store.verify(workers: workers) }
    // Tokens are not compared with anything: any key makes them.
    if options.policy.needsKey { options.operatorKey = try SecretKey.random() }
    let settled = options
    return try store.verify(workers: workers) {
      let scan = try StoredScan(settled)
      return { try scan.isClean($0) }
    }
  }
}

/// One thread's examiner, shared by the calls of its closure.
private final class StoredScan {
  private var examiner: RecordExaminer

  init(_ options: RunOptions) throws {
    examiner = try RecordExaminer(options)
  }

  func isClean(_ record: Span<UInt8>) throws -> Bool {
    try examiner.examine(record, operatorKey: nil) == .clean
  }
}
