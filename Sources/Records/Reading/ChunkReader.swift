import Glibc

/// Limits on what is read at a time.
package struct ReadLimits: Sendable {
  /// Bytes of a chunk, unless one line is longer.
  package var chunk = 1 << 18
  /// Longest line examined, without its LF.
  package var line = 16 << 20
  /// The longest that may be asked for: positions in a chunk have 32 bits.
  package static let longestLine = 1 << 31

  package init() {}
}

/// Reading failed; the number is the system's `errno`.
package struct ReadFailure: Error {
  package var code: Int32
}

/// Cuts a descriptor's bytes, decompressed where they are compressed, into chunks where records end.
///
/// Bytes are read into owned buffers, never mapped: mapped bytes could change between examination and
/// writing. A regular file fills every chunk; anything else hands on the complete lines it has as soon as
/// nothing more is waiting, so that a record arriving alone leaves at once.
package struct ChunkReader: ~Copyable {
  package enum Outcome: Sendable, Equatable {
    case chunk
    /// Nothing arrived within the given time.
    case idle
    case end
    /// Somebody wrote to the wake descriptor.
    case woken
  }

  private let descriptor: Int32
  private let wake: Int32
  private let limits: ReadLimits
  private let unit: RecordUnit
  private var stream: ByteStream
  private var isRegular: Bool { stream.isRegular }
  /// A damaged source's last chunk was handed on.
  private var toldDamage = false
  /// The unfinished record behind the last chunk.
  private var carry: [UInt8] = []
  /// Absolute position of the next chunk's first byte.
  private var position = 0
  private var atStart = true
  private var ended = false
  /// Sees every byte of a line that is too long to be held, in order; a byte-order mark before it too.
  private let witness: ((Span<UInt8>) -> Void)?

  /// - Parameters:
  ///   - descriptor: open for reading; the caller closes it.
  ///   - wake: a descriptor that becomes readable when reading shall stop; -1 for none.
  ///   - form: what the source holds: whole records only make a chunk.
  ///   - witness: sees every byte of a line that is too long to be held, in order; a byte-order mark before it too.
  package init(
    descriptor: Int32, wake: Int32, limits: ReadLimits, form: InputForm = .jsonLines,
    witness: ((Span<UInt8>) -> Void)? = nil
  ) {
    self.descriptor = descriptor
    self.wake = wake
    self.limits = limits
    unit = form.unit
    stream = ByteStream(descriptor)
    self.witness = witness
  }

  /// Hands `head`, which was skipped, on after all: as if nothing had been read yet.
  package mutating func rewind(to head: [UInt8]) {
    carry = head
    position = 0
    atStart = true
  }

  /// Fills `chunk` with the next whole lines.
  ///
  /// - Parameter patience: milliseconds to wait for a first line before answering ``Outcome/idle``; -1 waits for ever.
  /// - Throws: ``ReadFailure`` when the system refuses to read.
  package mutating func read(
    into chunk: inout Chunk, patience: Int32 = -1
  ) throws(ReadFailure) -> Outcome {
    chunk.clear()
    chunk.reserve(max(limits.chunk, carry.count + 4096))
    chunk.append(carry.span)
    carry.removeAll(keepingCapacity: true)
    var lastEnd = unit.lastEnd(in: chunk.bytes, from: 0)

    while true {
      if lastEnd >= 0, chunk.count >= limits.chunk { return cut(&chunk, after: lastEnd) }
      if chunk.count - max(lastEnd + 1, byteOrderMarkLength(chunk)) > limits.line {
        return lastEnd >= 0 ? cut(&chunk, after: lastEnd) : try finishTooLongLine(&chunk)
      }
      if ended {
        chunk.consumed = stream.consumed
        if stream.isDamaged { return cutDamaged(&chunk, after: lastEnd) }
        return chunk.count == 0 ? .end : cut(&chunk, after: chunk.count - 1)
      }
      if !isRegular {
        switch try waitForInput(lastEnd >= 0 ? 0 : patience) {
        case .chunk: break
        case .idle where lastEnd >= 0: return cut(&chunk, after: lastEnd)
        case let other:
          keep(&chunk)
          return other
        }
      }
      if chunk.count == chunk.storage.count { makeRoom(in: &chunk) }
      let before = chunk.count
      try fill(&chunk)
      lastEnd = max(lastEnd, unit.lastEnd(in: chunk.bytes, from: before))
    }
  }

  /// Makes room for more of a record that fills its chunk: for all of it where the file tells how long it is, and twice as
  /// much otherwise.
  private mutating func makeRoom(in chunk: inout Chunk) {
    let more: Int? =
      switch unit {
      case .source: stream.bytesLeft
      case .line: stream.bytesOfLine(atMost: limits.line)
      case .block: nil
      }
    // The byte behind the last one shows that there is none.
    chunk.reserve(
      min(chunk.count + (more ?? chunk.count) + 1, limits.line + Self.roomBehindLongest))
  }

  /// For a byte-order mark before the longest line, its LF, and what shows that a line is longer.
  private static var roomBehindLongest: Int { 4_096 }

  /// Reads and forgets the next `count` bytes, showing them to `witness` in pieces.
  ///
  /// For the start of a source that a former run has taken in: nothing may have been read yet.
  /// - Returns: how many bytes there were, at most `count`.
  package mutating func skip(
    _ count: Int, witness: (Span<UInt8>) -> Void
  ) throws(ReadFailure) -> Int {
    var skipped = 0
    var scratch = Chunk()
    scratch.reserve(limits.chunk)
    while skipped < count {
      scratch.clear()
      if !isRegular, try waitForInput(-1) == .woken { break }
      try fill(&scratch, atMost: min(limits.chunk, count - skipped))
      witness(scratch.bytes)
      skipped += scratch.count
      if ended { break }
    }
    position += skipped
    atStart = atStart && skipped == 0
    return skipped
  }

  /// Hands the chunk on up to and including `last`; what follows is carried to the next.
  private mutating func cut(_ chunk: inout Chunk, after last: Int) -> Outcome {
    carryOver(chunk.bytes, from: last + 1)
    chunk.count = last + 1
    chunk.offset = position
    chunk.consumed = stream.consumed
    position += chunk.count
    dropByteOrderMark(&chunk)
    return .chunk
  }

  /// Hands on the whole records before the damage, then what is left of the one in which it lies.
  private mutating func cutDamaged(_ chunk: inout Chunk, after last: Int) -> Outcome {
    if toldDamage { return .end }
    if last >= 0 { return cut(&chunk, after: last) }
    toldDamage = true
    chunk.content = .damaged
    return cut(&chunk, after: chunk.count - 1)
  }

  /// Puts a chunk that is not handed on back.
  private mutating func keep(_ chunk: inout Chunk) {
    carryOver(chunk.bytes, from: 0)
    chunk.clear()
  }

  private mutating func carryOver(_ bytes: Span<UInt8>, from start: Int) {
    carry.reserveCapacity(bytes.count - start)
    for index in start..<bytes.count { carry.append(bytes[index]) }
  }

  /// Bytes of the source's byte-order mark at the chunk's start, which are no part of its first line.
  private func byteOrderMarkLength(_ chunk: Chunk) -> Int {
    let isMark =
      atStart && chunk.count >= 3 && chunk.storage[0] == 0xEF && chunk.storage[1] == 0xBB
      && chunk.storage[2] == 0xBF
    return isMark ? 3 : 0
  }

  private mutating func dropByteOrderMark(_ chunk: inout Chunk) {
    let length = byteOrderMarkLength(chunk)
    atStart = false
    guard length > 0 else { return }
    chunk.storage.removeFirst(length)
    chunk.count -= length
    chunk.offset += length
    chunk.followsByteOrderMark = true
  }

  /// Reads on to the record's end, keeping only what is in hand.
  private mutating func finishTooLongLine(_ chunk: inout Chunk) throws(ReadFailure) -> Outcome {
    chunk.offset = position
    witness?(chunk.bytes)
    dropByteOrderMark(&chunk)
    var length = chunk.count
    chunk.count = min(chunk.count, limits.line)
    var endsWithLF = false
    var scratch = Chunk()
    scratch.reserve(limits.chunk)
    while !ended, !endsWithLF {
      scratch.clear()
      if !isRegular, try waitForInput(-1) == .woken { return .woken }
      try fill(&scratch, atMost: limits.chunk)
      let bytes = scratch.bytes
      var at = 0
      while at < bytes.count, unit == .source || bytes[at] != UInt8(ascii: "\n") { at += 1 }
      length += at
      witness?(bytes.extracting(0..<min(at + 1, bytes.count)))
      if at < bytes.count {
        endsWithLF = true
        carryOver(bytes, from: at + 1)
      }
    }
    chunk.content = .tooLongLine(length: length, endsWithLF: endsWithLF)
    chunk.consumed = stream.consumed
    position = chunk.endOffset
    return .chunk
  }

  /// `chunk` means that reading won't block.
  private func waitForInput(_ patience: Int32) throws(ReadFailure) -> Outcome {
    if stream.hasBuffered { return .chunk }
    while true {
      let (ready, code) = Self.poll(descriptor, wake, patience)
      if ready < 0 {
        if code == EINTR { continue }
        throw ReadFailure(code: code)
      }
      if ready == 0 { return .idle }
      return ready == 2 ? .woken : .chunk
    }
  }

  private mutating func fill(_ chunk: inout Chunk, atMost: Int = .max) throws(ReadFailure) {
    chunk.count += try stream.read(into: &chunk.storage, at: chunk.count, atMost: atMost)
    // Bytes that came with the end are handed on first.
    ended = stream.isAtEnd
  }
}
