import CProcess
import Glibc

/// What this process sets for itself before it touches a key or a record.
enum OwnProcess {
  /// Files that an ingest has open at a time, with room to spare.
  private static let descriptorsNeeded: rlim_t = 32
  /// What most systems give: whoever starts this process may leave it files of its own.
  private static let descriptorsWanted: rlim_t = 1_024
  /// Address space that the program and its libraries take up before they do anything, twice.
  private static let addressSpaceNeeded: rlim_t = 256 << 20

  /// Keeps keys and records out of core files, debuggers and crash reports.
  static func keepMemoryPrivate() {
    _ = forbid_dumps()
    setLimit(RLIMIT_CORE, to: rlimit(rlim_cur: 0, rlim_max: 0))
    // Swift's own crash reports show what registers point at.
    for number in [SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGTRAP] { signal(number, SIG_DFL) }
  }

  /// Gives large buffers back to the system as soon as they are freed: a record of many megabytes outgrows a few.
  static func keepMemorySmall() { _ = set_largest_kept_buffer(4 << 20) }

  /// Makes files and folders that others can't open and this program can, whatever the umask it was started with.
  static func keepFilesPrivate() { umask(0o077) }

  /// Makes a file that may not grow further an error of the write instead of the program's end.
  static func makeLimitsErrors() { signal(SIGXFSZ, SIG_IGN) }

  /// Refuses limits under which the libraries below crash or wait for ever.
  ///
  /// - Throws: ``CommandFailure`` with 78.
  static func checkLimits() throws {
    var files = limit(RLIMIT_NOFILE)
    if files.rlim_cur < descriptorsWanted {
      files.rlim_cur = min(descriptorsWanted, files.rlim_max)
      setLimit(RLIMIT_NOFILE, to: files)
    }
    guard files.rlim_cur >= descriptorsNeeded else {
      throw CommandFailure(
        ExitCode.configuration,
        "only \(files.rlim_cur) files may be open at a time; hush needs \(descriptorsNeeded) (ulimit -n)"
      )
    }
    guard limit(RLIMIT_AS).rlim_cur >= addressSpaceNeeded else {
      throw CommandFailure(
        ExitCode.configuration,
        "hush needs \(addressSpaceNeeded >> 20) MiB of address space (ulimit -v)")
    }
  }

  // Safety: the call fills a local structure.
  static func limit(_ resource: __rlimit_resource) -> rlimit {
    var limit = rlimit(rlim_cur: rlim_t.max, rlim_max: rlim_t.max)
    unsafe getrlimit(__rlimit_resource_t(resource.rawValue), &limit)
    return limit
  }

  // Safety: the call reads a local structure.
  private static func setLimit(_ resource: __rlimit_resource, to limit: rlimit) {
    var limit = limit
    unsafe setrlimit(__rlimit_resource_t(resource.rawValue), &limit)
  }
}
