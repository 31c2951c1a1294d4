import GRDB
import Glibc

/// How long a writer waits for a lock: it looks every millisecond whether it can have it.
///
/// SQLite's own waiting looks every tenth of a second in the end, and nobody writes meanwhile; a call that waits by
/// itself knows no limit.
struct LockPatience {
  private var millisecondsLeft = Int(StoreFile.lockTimeout * 1_000)

  /// Waits for the next look; false when there is none, because it took too long.
  mutating func waitsOn() -> Bool {
    guard millisecondsLeft > 0 else { return false }
    millisecondsLeft -= 1
    usleep(1_000)
    return true
  }
}

extension Database {
  /// Runs `body` in a connection that waits for others' locks for so many milliseconds, not as long as usual.
  func waiting<Result>(_ milliseconds: Int, _ body: () throws -> Result) throws -> Result {
    try execute(sql: "PRAGMA busy_timeout = \(milliseconds)")
    defer { try? execute(sql: "PRAGMA busy_timeout = \(Int(StoreFile.lockTimeout * 1_000))") }
    return try body()
  }
}
