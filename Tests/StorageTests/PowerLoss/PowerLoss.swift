import CPowerLoss

/// The VFS that knows what a power cut would leave; see `CPowerLoss`.
enum PowerLoss {
  /// How many events (writes, syncs, truncations, deletions) the watched files have seen.
  static var events: Int64 { power_loss_events() }

  /// Makes the VFS the default one; says whether SQLite took it.
  static func install() -> Bool { power_loss_install() == 0 }

  /// Watches the SQLite files in a folder while `body` runs.
  // Safety: the path is a terminated copy for the length of the call.
  static func watching<Result>(_ folder: String, _ body: () throws -> Result) rethrows -> Result {
    unsafe power_loss_watch(folder)
    defer { power_loss_end() }
    return try body()
  }

  /// Plans a cut at an event; what the disk would hold goes to the folder `image`.
  // Safety: the path is a terminated copy for the length of the call.
  static func plan(at event: Int64, image: String, seed: UInt64) {
    unsafe power_loss_plan(event, image, seed)
  }
}
