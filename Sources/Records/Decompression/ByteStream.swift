import Glibc

/// A descriptor's bytes, decompressed where they are gzip or Zstandard.
///
/// Which it is tell the first bytes, never a name: no JSON and no UTF-8 text begins like either. What is
/// compressed is decoded as it is asked for, so text that is a million times longer than its file costs no memory.
struct ByteStream: ~Copyable {
  private enum Encoding { case undecided, plain, gzip, zstd }

  let isRegular: Bool
  /// No byte will come any more.
  private(set) var isAtEnd = false
  /// The compressed bytes break off or are wrong; all text before that was given out.
  private(set) var isDamaged = false
  /// Bytes taken from the descriptor.
  private(set) var consumed = 0

  private let descriptor: Int32
  private var encoding = Encoding.undecided
  private var gzip: GzipDecoder?
  private var zstd: ZstdDecoder?
  /// What was read and not yet given out or decoded: `raw[rawStart..<rawEnd]`.
  private var raw: [UInt8] = []
  private var rawStart = 0
  private var rawEnd = 0
  /// The decoder stands behind a whole frame: the only place where compressed bytes may end.
  private var isBetweenFrames = true
  /// The decoder filled all the room it had, so it may hold more.
  private var mayHoldMore = false

  private static let rawSize = 64 << 10

  init(_ descriptor: Int32) {
    self.descriptor = descriptor
    isRegular = ChunkReader.isRegularFile(descriptor)
  }

  /// Whether bytes may be had without reading from the descriptor.
  var hasBuffered: Bool { rawStart < rawEnd || mayHoldMore || isAtEnd }

  /// Bytes that a regular file still holds, as far as one can tell now; nil where they are compressed.
  var bytesLeft: Int? {
    guard encoding == .plain, isRegular else { return nil }
    return ChunkReader.bytesLeft(descriptor) + rawEnd - rawStart
  }

  /// Writes the next bytes behind `start`, at most `atMost`.
  ///
  /// Waits for the descriptor at most once after it has been found out what the bytes are.
  /// - Returns: how many there are. 0 need not be the end: ask ``isAtEnd``.
  /// - Throws: ``ReadFailure`` when the system refuses to read.
  mutating func read(
    into buffer: inout [UInt8], at start: Int, atMost: Int
  ) throws(ReadFailure) -> Int {
    if encoding == .undecided { try recognise() }
    let room = min(atMost, buffer.count - start)
    if isAtEnd || room <= 0 { return 0 }
    if encoding == .plain {
      if rawStart < rawEnd { return copyRaw(into: &buffer, at: start, atMost: room) }
      let got = try Self.fetch(descriptor, &buffer, at: start, atMost: room)
      consumed += got
      if got == 0 { isAtEnd = true }
      return got
    }
    return try decode(into: &buffer, at: start, room: room)
  }

  /// Writes the next bytes behind `start` until the buffer is full or no byte will come any more.
  ///
  /// - Returns: where they end.
  /// - Throws: ``ReadFailure`` when the system refuses to read.
  mutating func fill(_ buffer: inout [UInt8], from start: Int) throws(ReadFailure) -> Int {
    var end = start
    while end < buffer.count, !isAtEnd {
      end += try read(into: &buffer, at: end, atMost: buffer.count - end)
    }
    return end
  }

  /// Bytes up to the next LF of a regular file and with it, at most `limit`, or to the file's end; nil where they are
  /// compressed or can't be looked at twice.
  mutating func bytesOfLine(atMost limit: Int) -> Int? {
    guard let left = bytesLeft, rawStart == rawEnd else { return nil }
    var ahead = 0
    while ahead < min(left, limit) {
      let got = ChunkReader.look(descriptor, &raw, ahead: ahead)
      if got <= 0 { break }
      let lf = SpanBytes.first(UInt8(ascii: "\n"), in: raw.span, from: 0, to: got)
      if lf < got { return ahead + lf + 1 }
      ahead += got
    }
    return min(left, limit)
  }

  /// Reads until the first bytes are known to be compressed text or not.
  private mutating func recognise() throws(ReadFailure) {
    raw = [UInt8](repeating: 0, count: Self.rawSize)
    var hasEnded = false
    while !hasEnded,
      couldBecome(GzipDecoder.magic) || couldBecome(ZstdDecoder.magic)
        || couldBecome(ZstdDecoder.skippableMagic)
    {
      let got = try Self.fetch(descriptor, &raw, at: rawEnd, atMost: raw.count - rawEnd)
      consumed += got
      rawEnd += got
      hasEnded = got == 0
    }
    if begins(with: GzipDecoder.magic) {
      gzip = GzipDecoder()
      encoding = .gzip
      isDamaged = gzip == nil
    } else if begins(with: ZstdDecoder.magic) || begins(with: ZstdDecoder.skippableMagic) {
      zstd = ZstdDecoder()
      encoding = .zstd
      isDamaged = zstd == nil
    } else {
      encoding = .plain
      isAtEnd = hasEnded && rawEnd == 0
    }
    isAtEnd = isAtEnd || isDamaged
  }

  /// Whether the bytes so far are fewer than `magic` and begin like it.
  private func couldBecome(_ magic: [UInt8]) -> Bool {
    rawEnd < magic.count && raw.prefix(rawEnd).elementsEqual(magic.prefix(rawEnd))
  }

  private func begins(with magic: [UInt8]) -> Bool {
    rawEnd >= magic.count && raw.starts(with: magic)
  }

  private mutating func copyRaw(into buffer: inout [UInt8], at start: Int, atMost: Int) -> Int {
    let count = min(atMost, rawEnd - rawStart)
    for index in 0..<count { buffer[start + index] = raw[rawStart + index] }
    rawStart += count
    return count
  }

  private mutating func decode(
    into buffer: inout [UInt8], at start: Int, room: Int
  ) throws(ReadFailure) -> Int {
    if isBetweenFrames { skipPadding() }
    if rawStart == rawEnd, !mayHoldMore {
      rawStart = 0
      rawEnd = try Self.fetch(descriptor, &raw, at: 0, atMost: raw.count)
      consumed += rawEnd
      if rawEnd == 0 {
        isAtEnd = true
        isDamaged = !isBetweenFrames
        return 0
      }
      if isBetweenFrames { skipPadding() }
      if rawStart == rawEnd { return 0 }
    }
    let step =
      encoding == .gzip
      ? gzip!.decode(&raw, from: rawStart, upTo: rawEnd, into: &buffer, at: start, room: room)
      : zstd!.decode(&raw, from: rawStart, upTo: rawEnd, into: &buffer, at: start, room: room)
    rawStart += step.consumed
    isBetweenFrames = step.standing == .betweenFrames
    mayHoldMore = step.standing == .inside && step.produced == room
    if step.standing == .damaged {
      isDamaged = true
      isAtEnd = true
    }
    return step.produced
  }

  /// Zero bytes behind a frame are what archives are filled up with.
  private mutating func skipPadding() {
    while rawStart < rawEnd, raw[rawStart] == 0 { rawStart += 1 }
  }

  private static func fetch(
    _ descriptor: Int32, _ buffer: inout [UInt8], at start: Int, atMost: Int
  ) throws(ReadFailure) -> Int {
    while true {
      let (got, code) = ChunkReader.read(descriptor, &buffer, at: start, atMost: atMost)
      if got >= 0 { return got }
      switch code {
      case EINTR: continue
      case EAGAIN: _ = ChunkReader.poll(descriptor, -1, -1)
      default: throw ReadFailure(code: code)
      }
    }
  }
}
