/// Fresh random nonces, drawn from the generator some hundreds at a time.
///
/// One call for each nonce was refused: the generator's fixed cost is as large as a small seal.
/// What has been handed out is overwritten, so that the pool never repeats itself.
struct NoncePool {
  static let nonceByteCount = 12
  private static let batchByteCount = 340 * nonceByteCount

  private var bytes = [UInt8](repeating: 0, count: batchByteCount)
  private var next = batchByteCount

  /// Appends one nonce to `output`. Throws `CryptoError.unavailable` without a random source.
  mutating func appendNonce(to output: inout [UInt8]) throws(CryptoError) {
    if next == bytes.count {
      var span = bytes.mutableSpan
      try RandomBytes.fill(&span)
      next = 0
    }
    for index in next..<(next + Self.nonceByteCount) {
      output.append(bytes[index])
      bytes[index] = 0
    }
    next += Self.nonceByteCount
  }
}
