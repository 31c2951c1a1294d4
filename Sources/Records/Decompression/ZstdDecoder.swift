import CZstd

/// Undoes Zstandard (RFC 8878) piece by piece, one frame after the other, checksums included.
@safe
struct ZstdDecoder: ~Copyable {
  /// The first bytes of every frame that holds data (RFC 8878 section 3.1.1).
  static let magic: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD]
  /// The first bytes of a frame without data (section 3.1.2), as parallel compressors put before all others.
  static let skippableMagic: [UInt8] = [0x50, 0x2A, 0x4D, 0x18]
  /// Base-2 logarithm of the largest window taken, and so of the memory used: 128 MiB. A frame that asks for more is refused.
  private static let windowLogMax: Int32 = 27

  private let context: OpaquePointer

  /// nil when there is no memory.
  // Safety: the context is fresh and goes to this value alone.
  init?() {
    guard let context = unsafe ZSTD_createDCtx() else { return nil }
    unsafe ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, Self.windowLogMax)
    unsafe self.context = context
  }

  // Safety: the context is this value's alone and is freed once.
  deinit { unsafe ZSTD_freeDCtx(context) }

  /// Decodes from `input[from..<upTo]` into the room behind `start` of `output`, at most `room` bytes.
  // Safety: libzstd reads and writes within the two ranges, which lie in the arrays, and keeps neither pointer.
  mutating func decode(
    _ input: inout [UInt8], from: Int, upTo: Int, into output: inout [UInt8], at start: Int,
    room: Int
  ) -> DecodeStep {
    var source = unsafe ZSTD_inBuffer(src: nil, size: upTo - from, pos: 0)
    var target = unsafe ZSTD_outBuffer(dst: nil, size: room, pos: 0)
    let result = unsafe input.withUnsafeBytes { inputBytes in
      unsafe output.withUnsafeMutableBytes { outputBytes in
        unsafe source.src = inputBytes.baseAddress! + from
        unsafe target.dst = outputBytes.baseAddress! + start
        return unsafe ZSTD_decompressStream(context, &target, &source)
      }
    }
    let isDamaged = ZSTD_isError(result) != 0
    return DecodeStep(
      consumed: unsafe source.pos, produced: unsafe target.pos,
      standing: isDamaged ? .damaged : result == 0 ? .betweenFrames : .inside)
  }
}
