import Glibc
import Storage

extension CommandFailure {
  init(store error: StoreError) {
    switch error {
    case .notFound(let path): self.init(ExitCode.noInput, "\(path): no such store")
    case .keyRingMissing(let path):
      self.init(ExitCode.key, "\(path): the store's key ring is not there; name it with --key-ring")
    case .notAStore(let path):
      self.init(ExitCode.configuration, "\(path): not a hush store or key ring")
    case .unknownGeneration(let path, let found):
      self.init(
        ExitCode.configuration,
        "\(path): generation \(found), which this version of hush does not know")
    case .keyRingOfAnotherStore(let path):
      self.init(ExitCode.configuration, "\(path): the key ring of another store")
    case .wrongKey:
      self.init(ExitCode.key, "this is not the store's key; nothing was touched")
    case .badTag(let name):
      self.init(
        ExitCode.usage,
        "--\(name) is a code of up to 64 letters, digits and . _ - : +, because it is kept in the clear"
      )
    case .sameKey:
      self.init(ExitCode.usage, "this is the key the store has already")
    case .locked:
      self.init(
        ExitCode.busy, "another process has been writing to the store for 30 seconds; try again")
    case .cannotCreate(let path, let code):
      self.init(ExitCode.cannotCreate, "\(path): \(Self.describe(code))")
    case .replaced(let path):
      self.init(
        ExitCode.inputOutput,
        "\(path): removed or replaced while it was open; nothing more is written to it, and what "
          + "this run wrote since then is not in it")
    case .inputOutput(let code):
      self.init(
        ExitCode.inputOutput,
        "the store can't be read or written: \(Self.cause(sqlite: code)) (SQLite result \(code))")
    case .noPeriod(let name):
      self.init(
        ExitCode.configuration,
        "the data class \(name) has no retention period, so nothing of it may be stored")
    case .notStored(let object):
      self.init(
        ExitCode.noInput,
        [.hold, .line, .request, .record].contains(object)
          ? "there is no \(object.rawValue) of this number"
          : "the store holds nothing of this \(object.rawValue)"
      )
    case .refused(.trainingRead):
      self.init(
        ExitCode.refusedByRule,
        "records are not read for training; the refusal is in the audit log")
    case .refused(.unverifiedRequest):
      self.init(
        ExitCode.refusedByRule,
        "the request is not verified yet, or was answered; see `hush subject list`")
    case .refused(.olderThanRing):
      self.init(
        ExitCode.refusedByRule,
        "the store is older than its key ring: what people withdrew since is not in it, so nothing of it may be "
          + "used for training; the refusal is in the audit log. If it was put back from a backup on purpose, see "
          + "`hush restore`")
    case .refused(.nothingToTrainOn):
      self.init(
        ExitCode.refusedByRule,
        "no record may be used for training; nothing was written, and the refusal is in the audit log"
      )
    case .refused(.contractEnded):
      self.init(
        ExitCode.refusedByRule,
        "the tenant's contract has ended: its records are read for access, portability or legal only; "
          + "the refusal is in the audit log")
    case .refused(.exportWindowOver):
      self.init(
        ExitCode.refusedByRule,
        "the tenant's export window is over: its records go with the next sweep; "
          + "the refusal is in the audit log")
    case .damaged(.file, _), .damaged(.header, _):
      self.init(ExitCode.configuration, "the store's file is damaged, or is no hush store")
    case .damaged(.keyRing, _):
      self.init(
        ExitCode.configuration,
        "the key ring was changed by something other than hush, so that nobody can tell what was erased with it; "
          + "put back the ring that belongs to the store")
    case .damaged(let kind, let id):
      self.init(ExitCode.internalError, "\(kind.rawValue) \(id) is not as it was written")
    case .changedMeanwhile:
      self.init(
        ExitCode.busy,
        "another process changed what this run relied on; run again to go on where it committed")
    case .crypto: self.init(ExitCode.internalError, "libcrypto refused to work")
    case .internalError(let code):
      self.init(ExitCode.internalError, "SQLite refused a statement (result \(code))")
    }
  }
  /// What a result of reading or writing stands for: SQLITE_READONLY, SQLITE_FULL and SQLITE_CANTOPEN
  /// of https://sqlite.org/rescode.html, SQLITE_IOERR otherwise.
  private static func cause(sqlite code: Int32) -> String {
    switch code & 0xff {
    case 8: "it, or the folder it is in, can't be written to"
    case 13: "there is no room left for it"
    case 14: "it can't be opened; its folder must let SQLite write beside it"
    default: "the disk is full or failing, or a limit on files was reached"
    }
  }
}
