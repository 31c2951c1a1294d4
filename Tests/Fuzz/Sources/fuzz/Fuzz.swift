import CLibFuzzer
import Glibc

/// Hands libFuzzer's inputs to the target that `HUSH_FUZZ_TARGET` names.
///
/// A variable, because libFuzzer takes every word of the command line for itself.
@main struct Fuzz {
  private nonisolated(unsafe) static var target: (any FuzzTarget)?

  private static let targets: [String: @Sendable () throws -> any FuzzTarget] = [
    "records": { try RecordsTarget() },
    "captions": { try CaptionsTarget() },
    "rules": { RulesTarget() },
    "policy": { try PolicyTarget() },
    "key-file": { KeyFileTarget() },
    "key-ring": { try StoreTarget(file: .keyRing) },
    "store": { try StoreTarget(file: .store) },
    "quarantine": { try QuarantineTarget() },
  ]

  // Safety: one thread only examines, and the driver keeps the words for as long as it runs.
  static func main() throws {
    let name = unsafe getenv("HUSH_FUZZ_TARGET").map { unsafe String(cString: $0) } ?? ""
    guard let make = targets[name] else {
      print("HUSH_FUZZ_TARGET is one of: " + targets.keys.sorted().joined(separator: " "))
      exit(64)
    }
    unsafe target = try make()
    var count = CommandLine.argc
    var words: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = unsafe CommandLine.unsafeArgv
    exit(
      unsafe LLVMFuzzerRunDriver(&count, &words) { data, size in
        unsafe Fuzz.examine(UnsafeBufferPointer(start: data, count: size))
        return 0
      })
  }

  // Safety: the bytes are copied before anything else is done.
  private static func examine(_ data: UnsafeBufferPointer<UInt8>) {
    let input = unsafe Array(data)
    do {
      try unsafe target?.examine(input)
    } catch {
      fatalError("an error that is none of its documented ones: \(error)")
    }
  }
}

/// Something that is given any bytes, and does with them what is documented.
protocol FuzzTarget {
  /// Traps when a law is broken.
  ///
  /// - Throws: what should never be thrown.
  mutating func examine(_ input: [UInt8]) throws
}

/// Traps unless a law holds.
func law(_ holds: Bool, _ name: @autoclosure () -> String) {
  if !holds { fatalError("broken: \(name())") }
}
