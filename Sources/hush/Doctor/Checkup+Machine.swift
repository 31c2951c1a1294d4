import Detection
import Foundation
import Glibc
import Keys

extension Checkup {
  /// Limits, swap and clock.
  mutating func lookAtMachine() {
    let files = OwnProcess.limit(RLIMIT_NOFILE).rlim_cur
    note("open files", .ok, "\(files) may be open at a time")
    let memory = OwnProcess.limit(RLIMIT_AS).rlim_cur
    note(
      "memory", .ok,
      memory >= rlim_t(Int64.max)
        ? "no limit on address space" : "\(memory >> 20) MiB of address space")
    let core = OwnProcess.limit(RLIMIT_CORE).rlim_cur
    note(
      "core dumps", core == 0 ? .ok : .warning,
      core == 0 ? "off for this program" : "on: a core file would hold keys and records")
    let swaps = (try? String(contentsOfFile: "/proc/swaps", encoding: .utf8)) ?? ""
    let isSwapping = swaps.split(separator: "\n").count > 1
    note(
      "swap", isSwapping ? .warning : .ok,
      isSwapping ? "on: pages with records may be written to it; encrypt it" : "off")
  }

  /// Built-in rules and cryptography.
  mutating func lookAtProgram() {
    note("rules") {
      let rules = try Catalogue.builtIn()
      _ = try RuleSet(rules, selection: Selection())
      return (.ok, "\(rules.count) built-in rules compiled")
    }
    note("cryptography") {
      _ = try RootKey.generate().operatorKey()
      return (.ok, "libcrypto has keys and hashes to give")
    }
  }
}
