/// A seeded generator (Steele, Lea and Flood's SplitMix64): a failing case names its seed, and the
/// seed makes the same data again on any machine.
package struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64

  /// Mixed, because neighbouring states would give the same numbers one step apart.
  package init(seed: Int) { state = Self.mix(UInt64(truncatingIfNeeded: seed) &+ 1) }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Self.mix(state)
  }

  private static func mix(_ value: UInt64) -> UInt64 {
    var mixed = value
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number from 0 to `bound` - 1.
  package mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }

  package mutating func chance(_ one: Int, in many: Int) -> Bool { below(many) < one }

  package mutating func pick<Choices: RandomAccessCollection>(
    _ choices: Choices
  ) -> Choices.Element {
    choices[choices.index(choices.startIndex, offsetBy: below(choices.count))]
  }

  package mutating func bytes(_ count: Int, from alphabet: [UInt8]) -> [UInt8] {
    (0..<count).map { _ in pick(alphabet) }
  }

  /// Changes, drops or adds a few bytes.
  package mutating func mutate(_ bytes: inout [UInt8], with alphabet: [UInt8], times: Int) {
    for _ in 0..<times {
      let at = below(bytes.count + 1)
      switch below(4) {
      case 0: bytes.insert(pick(alphabet), at: at)
      case 1 where at < bytes.count: bytes.remove(at: at)
      case 2 where at < bytes.count:
        let end = min(bytes.count, at + 1 + below(6))
        bytes.insert(contentsOf: Array(bytes[at..<end]), at: below(bytes.count + 1))
      default: if at < bytes.count { bytes[at] = pick(alphabet) }
      }
    }
  }
}
