/// Keccak-256 as Ethereum and Monero use it: the sponge of FIPS 202 with the padding of the original submission.
///
/// For checksums only, like ``SHA256``. Nothing is allocated.
enum Keccak256 {
  /// Bytes of a block, and one more than the longest input taken here.
  static let rate = 136

  /// - Parameter count: how many bytes of `input` are hashed, below ``rate``.
  static func digest<let size: Int>(
    _ input: borrowing InlineArray<size, UInt8>, count: Int
  ) -> InlineArray<32, UInt8> {
    precondition(count < rate && count <= size)
    var state = InlineArray<25, UInt64>(repeating: 0)
    for index in 0..<count { state[index / 8] ^= UInt64(input[index]) << UInt64(index % 8 * 8) }
    // FIPS 202 has 0x06 here; the addresses were defined before it.
    state[count / 8] ^= 0x01 << UInt64(count % 8 * 8)
    state[(rate - 1) / 8] ^= 0x80 << 56
    permute(&state)
    var digest = InlineArray<32, UInt8>(repeating: 0)
    for index in 0..<32 {
      digest[index] = UInt8(truncatingIfNeeded: state[index / 8] >> UInt64(index % 8 * 8))
    }
    return digest
  }

  /// FIPS 202 section 3.3; lane (x, y) is `state[x + 5 * y]`.
  private static func permute(_ state: inout InlineArray<25, UInt64>) {
    for round in 0..<24 {
      var parity = InlineArray<5, UInt64>(repeating: 0)
      for index in 0..<25 { parity[index % 5] ^= state[index] }
      for index in 0..<25 {
        let x = index % 5
        state[index] ^= parity[(x + 4) % 5] ^ rotated(parity[(x + 1) % 5], 1)
      }
      var lane = state[1]
      for step in 0..<24 {
        let next = lanes[step]
        let held = state[next]
        state[next] = rotated(lane, rotations[step])
        lane = held
      }
      for y in 0..<5 {
        var row = InlineArray<5, UInt64>(repeating: 0)
        for x in 0..<5 { row[x] = state[5 * y + x] }
        for x in 0..<5 { state[5 * y + x] = row[x] ^ (~row[(x + 1) % 5] & row[(x + 2) % 5]) }
      }
      state[0] ^= constants[round]
    }
  }

  private static func rotated(_ lane: UInt64, _ by: UInt64) -> UInt64 {
    lane << by | lane >> (64 - by)
  }

  /// The order in which ρ and π visit the lanes, and how far each is turned (FIPS 202 sections 3.2.2 and 3.2.3).
  private static let lanes: InlineArray<24, Int> = [
    10, 7, 11, 17, 18, 3, 5, 16, 8, 21, 24, 4, 15, 23, 19, 13, 12, 2, 20, 14, 22, 9, 6, 1,
  ]
  private static let rotations: InlineArray<24, UInt64> = [
    1, 3, 6, 10, 15, 21, 28, 36, 45, 55, 2, 14, 27, 41, 56, 8, 25, 43, 62, 18, 39, 61, 20, 44,
  ]

  /// ι's constants (FIPS 202 section 3.2.5).
  private static let constants: InlineArray<24, UInt64> = [
    0x0000_0000_0000_0001, 0x0000_0000_0000_8082, 0x8000_0000_0000_808a, 0x8000_0000_8000_8000,
    0x0000_0000_0000_808b, 0x0000_0000_8000_0001, 0x8000_0000_8000_8081, 0x8000_0000_0000_8009,
    0x0000_0000_0000_008a, 0x0000_0000_0000_0088, 0x0000_0000_8000_8009, 0x0000_0000_8000_000a,
    0x0000_0000_8000_808b, 0x8000_0000_0000_008b, 0x8000_0000_0000_8089, 0x8000_0000_0000_8003,
    0x8000_0000_0000_8002, 0x8000_0000_0000_0080, 0x0000_0000_0000_800a, 0x8000_0000_8000_000a,
    0x8000_0000_8000_8081, 0x8000_0000_0000_8080, 0x0000_0000_8000_0001, 0x8000_0000_8000_8008,
  ]
}
