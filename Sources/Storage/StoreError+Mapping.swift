import GRDB
import Keys

extension StoreError {
  /// Runs `body` and turns what SQLite and libcrypto throw into the store's own errors.
  static func mapping<Result: ~Copyable>(
    _ body: () throws -> Result
  ) throws(StoreError) -> Result {
    do {
      return try body()
    } catch {
      throw StoreError(error)
    }
  }

  init(_ error: any Error) {
    switch error {
    case let error as StoreError: self = error
    case is CryptoError: self = .crypto
    case let error as DatabaseError: self.init(resultCode: error.extendedResultCode)
    default: self = .internalError(code: -1)
    }
  }

  /// The error of an SQLite result code.
  init(resultCode code: ResultCode) {
    switch code.primaryResultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED: self = .locked
    case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .damaged(kind: .file, id: 0)
    case .SQLITE_IOERR, .SQLITE_FULL, .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM:
      self = .inputOutput(code: code.rawValue)
    default: self = .internalError(code: code.rawValue)
    }
  }
}
