import Glibc

extension RootKey {
  /// Reads a root key from a command's standard output: 32 bytes in base64 on one line.
  ///
  /// The command runs through `/bin/sh -c` with this process's environment and standard error, so
  /// that a key management client can say what went wrong. Throws `RootKeyError.commandFailed`
  /// when it cannot start or ends with another status than 0, `.malformed` for other output.
  public static func load(command: String) throws(RootKeyError) -> RootKey {
    var ends: [Int32] = [-1, -1]
    guard makePipe(&ends) else { throw .commandFailed(status: errno) }
    let process = spawnShell(command, output: ends[1])
    close(ends[1])
    defer { close(ends[0]) }
    guard let process else { throw .commandFailed(status: 127) }
    var text = readUpTo(4096, from: ends[0])
    defer { text?.wipe() }
    let status = waitForExit(of: process)
    guard status == 0 else { throw .commandFailed(status: status) }
    guard let text else { throw .malformed(source: "command") }
    return try decode(text, source: "command")
  }

  // Safety: the array has room for the two descriptors the call writes.
  private static func makePipe(_ ends: inout [Int32]) -> Bool {
    guard unsafe pipe(&ends) == 0 else { return false }
    // The command gets the write end as its output, and must not inherit the ends themselves:
    // the read would otherwise wait for a child it left in the background.
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return true
  }

  // Safety: the argument strings live until after the call, which copies them.
  private static func spawnShell(_ command: String, output: Int32) -> pid_t? {
    var actions = unsafe posix_spawn_file_actions_t()
    guard unsafe posix_spawn_file_actions_init(&actions) == 0 else { return nil }
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    guard unsafe posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO) == 0,
      unsafe posix_spawn_file_actions_addopen(
        &actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0) == 0
    else { return nil }
    let arguments: [UnsafeMutablePointer<CChar>?] = unsafe [
      strdup("sh"), strdup("-c"), strdup(command),
    ]
    defer { for index in unsafe arguments.indices { unsafe free(arguments[index]) } }
    var process: pid_t = 0
    let failure = unsafe posix_spawn(
      &process, "/bin/sh", &actions, nil, arguments + [nil], environ)
    return failure == 0 ? process : nil
  }

  // Safety: the status is a local integer the call writes.
  private static func waitForExit(of process: pid_t) -> Int32 {
    var status: Int32 = 0
    while unsafe waitpid(process, &status, 0) < 0 {
      guard errno == EINTR else { return errno }
    }
    return status & 0x7f == 0 ? (status >> 8) & 0xff : 128 + (status & 0x7f)
  }
}
