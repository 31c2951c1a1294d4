import Glibc

/// A mutex with one condition: what the engine's threads wait on.
///
/// The Synchronization module has mutexes but nothing to wait with, and Dispatch semaphores can't guard a
/// predicate; POSIX has had both together for decades.
// Safety: the two structures are allocated once, never moved, and freed when nobody can wait on them any more.
@safe
final class Monitor: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  init() {
    unsafe pthread_mutex_init(mutex, nil)
    unsafe pthread_cond_init(condition, nil)
  }

  deinit {
    unsafe pthread_cond_destroy(condition)
    unsafe pthread_mutex_destroy(mutex)
    unsafe condition.deallocate()
    unsafe mutex.deallocate()
  }

  func lock() { unsafe pthread_mutex_lock(mutex) }
  func unlock() { unsafe pthread_mutex_unlock(mutex) }

  /// Gives the lock up until somebody calls ``broadcast()``; it is held again on return.
  func wait() { unsafe pthread_cond_wait(condition, mutex) }
  func broadcast() { unsafe pthread_cond_broadcast(condition) }

  func withLock<Result: ~Copyable, Failure: Error>(
    _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    lock()
    defer { unlock() }
    return try body()
  }
}

/// Runs `body` on `count` threads, this one among them, and returns when all have finished.
func runOnThreads(_ count: Int, _ body: @escaping @Sendable () -> Void) {
  var handles: [pthread_t] = []
  for _ in 1..<max(1, count) {
    if let handle = startThread(body) { handles.append(handle) }
  }
  body()
  for handle in handles { pthread_join(handle, nil) }
}

private final class ThreadBody: Sendable {
  let run: @Sendable () -> Void
  init(_ run: @escaping @Sendable () -> Void) { self.run = run }
}

/// Starts a thread; nil when the system has none left.
// Safety: the body is retained for the new thread, which releases it exactly once.
func startThread(_ body: @escaping @Sendable () -> Void) -> pthread_t? {
  var handle = pthread_t()
  let box = unsafe Unmanaged.passRetained(ThreadBody(body))
  let status = unsafe pthread_create(
    &handle, nil,
    { argument in
      let box = unsafe Unmanaged<ThreadBody>.fromOpaque(argument!)
      unsafe box.takeRetainedValue().run()
      return nil
    }, box.toOpaque())
  if status != 0 {
    unsafe box.release()
    return nil
  }
  return handle
}

/// A value that one thread at a time may use, for as long as it likes: reading may block for ever.
// Safety: `value` is touched under the monitor only.
@safe
final class Locked<Value: ~Copyable>: @unchecked Sendable {
  private let monitor = Monitor()
  private var value: Value

  init(_ value: consuming Value) { self.value = value }

  func withLock<Result>(_ body: (inout Value) throws -> Result) rethrows -> Result {
    monitor.lock()
    defer { monitor.unlock() }
    return try body(&value)
  }
}
