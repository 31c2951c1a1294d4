import Foundation
import Glibc
import Synchronization

/// The built `hush`, running: three streams, one exit code.
///
/// Spawned by hand instead of through Foundation's `Process`, which gives no way to restore the
/// default SIGPIPE in the child and lets pipes of concurrent tests leak into it. All streams are
/// moved by one `poll` loop, so neither side can block the other however much either writes.
final class HushProcess {
  /// Thrown when the process makes no progress; a guard against hanging, not a measurement.
  struct Stuck: Error, CustomStringConvertible {
    let description: String
  }

  let pid: pid_t
  private let scratch: Scratch
  private var input: Int32?
  private var output: Int32?
  private var errors: Int32?
  private var unsent: ArraySlice<UInt8> = []
  private var unread: [UInt8] = []
  private var stdout: [UInt8] = []
  private var stderr: [UInt8] = []
  private var exitCode: Int32?

  /// How long one wait may go without a byte moving or the process ending.
  private static let patience: Int32 = 300_000
  private static let spawning = Mutex(())
  private static let ignoresBrokenPipes: Bool = {
    Glibc.signal(SIGPIPE, SIG_IGN)
    return true
  }()

  /// Starts `executable`, by default the built `hush`, in a scratch directory that it keeps alive.
  init(_ arguments: [String], executable: String? = nil, in scratch: Scratch) throws {
    precondition(Self.ignoresBrokenPipes)
    self.scratch = scratch
    let path = try executable ?? Self.binary()
    (pid, input, output, errors) = try Self.spawning.withLock { _ in
      let (childInput, input) = try Self.pipe()
      let (output, childOutput) = try Self.pipe()
      let (errors, childErrors) = try Self.pipe()
      defer { for end in [childInput, childOutput, childErrors] { close(end) } }
      let pid = try Self.spawn(
        // The spawn call that changes directory is not to be had here; the shell's exec keeps the pid.
        ["/bin/sh", "-c", #"cd "$0" && exec "$@""#, scratch.work.path, path]
          + arguments,
        environment: scratch.environment, streams: [childInput, childOutput, childErrors])
      return (pid, input, output, errors)
    }
    for case let end? in [input, output, errors] { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
  }

  deinit {
    for case let end? in [input, output, errors] { close(end) }
    guard exitCode == nil else { return }
    kill(pid, SIGKILL)
    var status: Int32 = 0
    unsafe waitpid(pid, &status, 0)
  }

  /// HUSH_BINARY if set, else the product beside the test bundle.
  static func binary() throws -> String {
    if let chosen = ProcessInfo.processInfo.environment["HUSH_BINARY"], !chosen.isEmpty {
      return chosen
    }
    let bundle = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let beside = URL(filePath: bundle).deletingLastPathComponent().appending(path: "hush").path
    guard FileManager.default.isExecutableFile(atPath: beside) else {
      throw Stuck(description: "no hush at \(beside): build it, or set HUSH_BINARY")
    }
    return beside
  }

  /// A pipe that no child inherits. There is no pipe2 to import, hence the lock around its use.
  private static func pipe() throws -> (reading: Int32, writing: Int32) {
    var ends: [Int32] = [-1, -1]
    guard unsafe Glibc.pipe(&ends) == 0 else { throw Stuck(description: "no pipe") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }

  private static func spawn(
    _ words: [String], environment: [String: String], streams: [Int32]
  ) throws -> pid_t {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    for (number, stream) in streams.enumerated() {
      unsafe posix_spawn_file_actions_adddup2(&actions, stream, Int32(number))
    }

    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    var restored = sigset_t()
    unsafe sigemptyset(&restored)
    unsafe sigaddset(&restored, SIGPIPE)
    unsafe posix_spawnattr_setsigdefault(&attributes, &restored)
    // Test threads block signals, and a blocked signal stays blocked across a spawn.
    var blocked = sigset_t()
    unsafe sigemptyset(&blocked)
    unsafe posix_spawnattr_setsigmask(&attributes, &blocked)
    unsafe posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))

    var pid = pid_t()
    var argv = unsafe words.map { unsafe strdup($0) }
    var envp = unsafe environment.map { unsafe strdup("\($0)=\($1)") }
    unsafe argv.append(nil)
    unsafe envp.append(nil)
    defer {
      for word in unsafe argv.indices { unsafe free(argv[word]) }
      for variable in unsafe envp.indices { unsafe free(envp[variable]) }
    }
    let failure = unsafe posix_spawn(&pid, words[0], &actions, &attributes, argv, envp)
    guard failure == 0 else {
      throw Stuck(description: "cannot start \(words[0]): error \(failure)")
    }
    return pid
  }
}

// MARK: - Talking to it

extension HushProcess {
  /// Returns when every byte is in the pipe, so all but the pipe's capacity has been read.
  func send(_ bytes: [UInt8]) throws {
    unsent.append(contentsOf: bytes)
    try pump { self.unsent.isEmpty || self.input == nil }
  }

  func send(_ text: String) throws { try send(Array(text.utf8)) }

  /// The next line of stdout with its LF, or what is left when the stream ends.
  func readLine() throws -> String {
    try pump { self.unread.contains(UInt8(ascii: "\n")) || self.output == nil }
    let end = unread.firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? unread.count
    defer { unread.removeFirst(end) }
    return String(decoding: unread[..<end], as: UTF8.self)
  }

  func signal(_ number: Int32) { kill(pid, number) }

  func closeInput() { Self.closeEnd(&input) }

  func closeOutput() { Self.closeEnd(&output) }

  /// Closes stdin, collects both streams and the exit code, as a shell would report it.
  func finish() throws -> Outcome {
    try pump { self.unsent.isEmpty || self.input == nil }
    closeInput()
    return try wait()
  }

  /// Like `finish`, with stdin left open.
  func wait() throws -> Outcome {
    try pump { self.output == nil && self.errors == nil }
    var status: Int32 = 0
    for _ in 0..<Self.patience where exitCode == nil {
      if unsafe waitpid(pid, &status, WNOHANG) == pid {
        let signal = status & 0x7f
        exitCode = signal == 0 ? (status >> 8) & 0xff : 128 + signal
      } else {
        usleep(1000)
      }
    }
    guard let exitCode else { throw Stuck(description: "closed its streams, still running") }
    return Outcome(stdout: stdout, stderr: stderr, exitCode: exitCode)
  }

  private func pump(until done: () -> Bool) throws {
    while !done() {
      var polled: [pollfd] = []
      if let output { polled.append(pollfd(fd: output, events: Int16(POLLIN), revents: 0)) }
      if let errors { polled.append(pollfd(fd: errors, events: Int16(POLLIN), revents: 0)) }
      if let input, !unsent.isEmpty {
        polled.append(pollfd(fd: input, events: Int16(POLLOUT), revents: 0))
      }
      guard !polled.isEmpty else { return }
      guard unsafe poll(&polled, nfds_t(polled.count), Self.patience) != 0 else {
        kill(pid, SIGKILL)
        throw Stuck(description: "no byte moved for \(Self.patience / 1000) s")
      }
      for ready in polled where ready.revents != 0 {
        if ready.fd == output {
          let bytes = Self.receive(&output)
          stdout += bytes
          unread += bytes
        } else if ready.fd == errors {
          stderr += Self.receive(&errors)
        } else {
          deliver()
        }
      }
    }
  }

  private func deliver() {
    guard let input else { return }
    let written = unsafe unsent.withUnsafeBytes { bytes in
      unsafe write(input, bytes.baseAddress, bytes.count)
    }
    if written > 0 {
      unsent = unsent.dropFirst(written)
    } else if errno != EAGAIN && errno != EINTR {
      closeInput()
    }
  }

  private static func receive(_ end: inout Int32?) -> [UInt8] {
    guard let descriptor = end else { return [] }
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: 65536) { buffer, count in
      unsafe count = max(0, read(descriptor, buffer.baseAddress, buffer.count))
    }
    if bytes.isEmpty { closeEnd(&end) }
    return bytes
  }

  private static func closeEnd(_ end: inout Int32?) {
    if let descriptor = end { close(descriptor) }
    end = nil
  }
}
