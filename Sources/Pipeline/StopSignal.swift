package import Dispatch
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
  /// - Returns: the signal sources; they work for as long as they are kept.
  package func listen() -> [any DispatchSourceSignal] {
    signal(SIGPIPE, SIG_IGN)
    let queue = DispatchQueue(label: "hush.signals")
    return [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler { [self] in
        let first = signalNumber.compareExchange(
          expected: 0, desired: number, ordering: .acquiringAndReleasing
        ).exchanged
        if !first { _exit(128 + number) }
        stop()
      }
      source.resume()
      return source
    }
  }
}
