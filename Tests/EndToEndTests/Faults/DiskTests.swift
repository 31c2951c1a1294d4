import Foundation
import Testing

/// A file system of a test's own.
enum SmallDisk {
  static let isToBeHad: Bool = {
    // A namespace may be had where mounting in it is not.
    let mount = ["-Urm", "mount", "-t", "tmpfs", "none", "/tmp"]
    guard let scratch = try? Scratch(),
      let probe = try? HushProcess(mount, executable: "/usr/bin/unshare", in: scratch)
    else { return false }
    return (try? probe.finish().exitCode) == 0
  }()
}

/// A disk that is full, which takes a file system of its own to show.
@Suite(.enabled(if: SmallDisk.isToBeHad, "mounting needs a user namespace"))
struct DiskTests {
  /// Runs an ingest on a disk of so many KiB, then again on a larger one, and looks at the store.
  @Test(arguments: Array(stride(from: 200, through: 3_800, by: 900)))
  func whatDoesNotFitIsTakenInWhenThereIsRoom(size: Int) throws {
    let store = try Store()
    try store.scratch.directory("disk")
    try store.scratch.write("in", Conversations.records(bytes: 2_000_000, seed: 72).jsonl)
    let script = """
      mount -t tmpfs -o size=\(size)k none disk || exit 1
      "$0" ingest --store disk/s.db --key-file key in; echo "full $?"
      [ -e disk/s.db ] && echo made
      mount -o remount,size=64m disk
      "$0" ingest --store disk/s.db --key-file key in; echo "again $?"
      "$0" verify --store disk/s.db --key-file key >/dev/null; echo "verify $?"
      """
    let process = try HushProcess(
      ["-Urm", "sh", "-c", script, HushProcess.binary()], executable: "/usr/bin/unshare",
      in: store.scratch)
    let outcome = try process.finish()
    let lines = outcome.lines
    #expect(["full 73", "full 74"].contains(lines.first), "\(outcome.messages)")
    #expect(lines.suffix(2) == ["again 0", "verify 0"], "\(outcome.messages)")
  }

  @Test func aDiskThatCanOnlyBeReadIsAnErrorAndNothingChanges() throws {
    let store = try Store()
    try store.scratch.directory("disk")
    let script = """
      mount -t tmpfs none disk || exit 1
      echo '{"a":1}' | "$0" ingest --store disk/s.db --key-file key
      mount -o remount,ro disk
      echo '{"a":2}' | "$0" ingest --store disk/s.db --key-file key; echo "ingest $?"
      echo '{"a":2}' | "$0" ingest --store disk/new.db --key-file key; echo "new $?"
      "$0" records --purpose service --store disk/s.db --key-file key; echo "records $?"
      mount -o remount,rw disk
      "$0" verify --store disk/s.db --key-file key >/dev/null; echo "verify $?"
      """
    let process = try HushProcess(
      ["-Urm", "sh", "-c", script, HushProcess.binary()], executable: "/usr/bin/unshare",
      in: store.scratch)
    let outcome = try process.finish()
    #expect(outcome.lines == ["ingest 74", "new 73", "records 74", "verify 0"])
  }
}
