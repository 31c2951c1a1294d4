import Glibc
import Synchronization

/// How a run is asked to stop: by SIGINT or SIGTERM, or by a stage that can't go on.
///
/// The first signal lets everything read so far through and ends the run; the second leaves at once.
package final class StopSignal: Sendable {
  /// Readable as soon as the run shall stop.
  package let wakeDescriptor: Int32
  private let triggerDescriptor: Int32
  private let signalNumber = Atomic<Int32>(0)
  private let stopped = Atomic<Bool>(false)

  /// - Throws: ``PipelineError/readFailed(source:code:)`` when no pipe can be made.
  package init() throws(PipelineError) {
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else { throw .readFailed(source: "pipe", code: errno) }
    wakeDescriptor = ends[0]
    triggerDescriptor = ends[1]
  }

  deinit {
    close(wakeDescriptor)
    close(triggerDescriptor)
  }

  package var isStopped: Bool { stopped.load(ordering: .acquiring) }

  /// The signal that asked for the stop; nil when none did.
  package var caughtSignal: Int32? {
    let number = signalNumber.load(ordering: .acquiring)
    return number == 0 ? nil : number
  }

  /// Stops reading; what was read still goes through.
  package func stop() {
    stopped.store(true, ordering: .releasing)
    var byte: UInt8 = 0
    _ = unsafe write(triggerDescriptor, &byte, 1)
  }

  /// Turns SIGINT and SIGTERM into ``stop()``, and SIGPIPE into an error of the write.
  ///
  /// Call it before any other thread is started: both signals are blocked here and in all threads to come, and
  /// one thread waits for them. A signal that arrives early stays pending instead of being lost, as it can be
  /// while a handler or a Dispatch source is being set up.
  package func listen() {
    signal(SIGPIPE, SIG_IGN)
    let signals = Self.blockSignals()
    _ = startThread { [self] in
      while true {
        let number = Self.wait(for: signals)
        let isFirst = signalNumber.compareExchange(
          expected: 0, desired: number, ordering: .acquiringAndReleasing
        ).exchanged
        if !isFirst { _exit(128 + number) }
        stop()
      }
    }
  }

  // Safety: the set lives on the stack and is filled before it is used.
  private static func blockSignals() -> sigset_t {
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    unsafe sigaddset(&signals, SIGINT)
    unsafe sigaddset(&signals, SIGTERM)
    unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
    return signals
  }

  // Safety: both variables live on the stack for the length of the call.
  private static func wait(for signals: sigset_t) -> Int32 {
    var signals = signals
    var number: Int32 = 0
    while unsafe sigwait(&signals, &number) != 0 {}
    return number
  }
}
