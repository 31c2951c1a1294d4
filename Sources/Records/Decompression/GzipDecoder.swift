import CZlib

/// Undoes gzip (RFC 1952) piece by piece, one member after the other, checksums included.
///
/// Its memory is zlib's window of 32 KiB, whatever the text's length.
@safe
struct GzipDecoder: ~Copyable {
  /// The first bytes of every member (RFC 1952 section 2.3.1).
  static let magic: [UInt8] = [0x1F, 0x8B]
  /// The largest window of deflate, plus what tells zlib to expect a gzip header.
  private static let windowBits: Int32 = 15 + 16

  private let stream: UnsafeMutablePointer<z_stream>
  private var isBetweenMembers = false

  /// nil when there is no memory.
  // Safety: zlib keeps a pointer to the stream, so it is allocated once and not moved.
  init?() {
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    let status = unsafe inflateInit2_(
      stream, Self.windowBits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard status == Z_OK else {
      unsafe stream.deallocate()
      return nil
    }
    unsafe self.stream = stream
  }

  // Safety: the stream is this value's alone and is ended once.
  deinit {
    unsafe inflateEnd(stream)
    unsafe stream.deallocate()
  }

  /// Decodes from `input[from..<upTo]` into the room behind `start` of `output`, at most `room` bytes.
  // Safety: zlib reads and writes within the two ranges, which lie in the arrays, and keeps neither pointer.
  mutating func decode(
    _ input: inout [UInt8], from: Int, upTo: Int, into output: inout [UInt8], at start: Int,
    room: Int
  ) -> DecodeStep {
    if isBetweenMembers, from < upTo {
      unsafe inflateReset(stream)
      isBetweenMembers = false
    }
    let status = unsafe input.withUnsafeMutableBufferPointer { source in
      unsafe output.withUnsafeMutableBufferPointer { target in
        unsafe stream.pointee.next_in = source.baseAddress! + from
        unsafe stream.pointee.avail_in = UInt32(upTo - from)
        unsafe stream.pointee.next_out = target.baseAddress! + start
        unsafe stream.pointee.avail_out = UInt32(clamping: room)
        return unsafe inflate(stream, Z_NO_FLUSH)
      }
    }
    let consumed = upTo - from - Int(unsafe stream.pointee.avail_in)
    let produced = Int(UInt32(clamping: room)) - Int(unsafe stream.pointee.avail_out)
    switch status {
    case Z_STREAM_END:
      isBetweenMembers = true
      return DecodeStep(consumed: consumed, produced: produced, standing: .betweenFrames)
    case Z_OK, Z_BUF_ERROR:
      return DecodeStep(consumed: consumed, produced: produced, standing: .inside)
    default:
      return DecodeStep(consumed: consumed, produced: produced, standing: .damaged)
    }
  }
}
