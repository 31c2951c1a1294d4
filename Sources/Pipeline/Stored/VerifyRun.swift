import Keys
package import Storage

/// Runs `verify`.
package enum VerifyRun {
  /// Looks whether a store is as it was written and, with options, whether their rules find nothing.
  ///
  /// - Throws: `StoreError` for what has nothing to do with what is stored.
  package static func run(
    _ options: RunOptions?, over store: Store, workers: Int
  ) throws -> Verification {
    guard let options else { return try store.verify(workers: workers) }
    return try store.verify(workers: workers) {
      let scan = try StoredScan(options)
      return { try scan.isClean($0) }
    }
  }
}

/// One thread's examiner, shared by the calls of its closure.
private final class StoredScan {
  private var examiner: RecordExaminer
  /// Tokens are compared with nothing here: any key makes them.
  private let key: SecretKey

  init(_ options: RunOptions) throws {
    examiner = try RecordExaminer(options)
    key = try .random()
  }

  func isClean(_ record: Span<UInt8>) throws -> Bool {
    try examiner.examine(record, operatorKey: key) == .clean
  }
}
