import Records
import TestSupport
import Testing

/// Chunks are whole lines, in order, with nothing added and nothing lost.
@Suite struct ChunkReaderTests {
  /// Lines of all lengths up to a few thousand bytes, some empty, the last one often without its LF.
  static func input(_ random: inout SplitMix64) -> [UInt8] {
    var bytes: [UInt8] = []
    for _ in 0..<random.below(60) {
      let length = random.chance(1, in: 8) ? random.below(6000) : random.below(80)
      bytes += random.bytes(length, from: Array("ab\"{é \r".utf8)) + Array("\n".utf8)
    }
    if random.chance(2, in: 3) { bytes += random.bytes(random.below(50), from: Array("xyz".utf8)) }
    return bytes
  }

  private func check(_ chunks: [ReadChunk], make input: [UInt8]) {
    #expect(chunks.flatMap(\.text) == input)
    var offset = 0
    for (number, chunk) in chunks.enumerated() {
      #expect(chunk.offset == offset)
      #expect(!chunk.text.isEmpty)
      if number < chunks.count - 1 { #expect(chunk.text.last == UInt8(ascii: "\n")) }
      offset += chunk.text.count
    }
  }

  @Test(arguments: 0..<40)
  func pipesInAwkwardPieces(seed: Int) throws {
    var random = SplitMix64(seed: seed)
    let input = Self.input(&random)
    let pipe = TestPipe()
    var reader = ChunkReader(
      descriptor: pipe.readEnd, wake: -1,
      limits: limits(chunk: 1 + random.below(5000), line: 1 << 20))
    var chunk = Chunk()
    var chunks: [ReadChunk] = []
    var sent = 0
    while sent < input.count {
      let count = min(input.count - sent, 1 + random.below(random.pick([2, 50, 9000])))
      pipe.write(Array(input[sent..<sent + count]))
      sent += count
      let (some, last) = try readAll(&reader, into: &chunk)
      #expect(last == .idle)
      chunks += some
      // Every whole line that has arrived has been handed on.
      let complete = input[..<sent].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
      #expect(chunks.reduce(0) { $0 + $1.text.count } == complete)
    }
    pipe.closeWriteEnd()
    let (rest, last) = try readAll(&reader, into: &chunk)
    #expect(last == .end)
    check(chunks + rest, make: input)
  }

  @Test(arguments: 0..<40)
  func files(seed: Int) throws {
    var random = SplitMix64(seed: 500 + seed)
    let input = Self.input(&random)
    let file = TestFile(input)
    let size = 1 + random.below(9000)
    var reader = ChunkReader(
      descriptor: file.descriptor, wake: -1, limits: limits(chunk: size, line: 1 << 20))
    var chunk = Chunk()
    let (chunks, last) = try readAll(&reader, into: &chunk)
    #expect(last == .end)
    check(chunks, make: input)
    for chunk in chunks.dropLast() { #expect(chunk.text.count >= min(size, 4096) - 6001) }
    #expect(try reader.read(into: &chunk) == .end)
  }

  @Test(arguments: ["", "\u{FEFF}"])
  func anEmptySourceHasNoChunkOfLines(_ text: String) throws {
    let file = TestFile(Array(text.utf8))
    var reader = ChunkReader(descriptor: file.descriptor, wake: -1, limits: ReadLimits())
    var chunk = Chunk()
    let (chunks, last) = try readAll(&reader, into: &chunk)
    #expect(last == .end)
    #expect(chunks.flatMap(\.text).isEmpty)
  }

  @Test func aByteOrderMarkStandsOutsideTheFirstChunkOnly() throws {
    let file = TestFile(Array("\u{FEFF}1\n\u{FEFF}2\n".utf8))
    var reader = ChunkReader(
      descriptor: file.descriptor, wake: -1, limits: limits(chunk: 1, line: 100))
    var chunk = Chunk()
    let (chunks, _) = try readAll(&reader, into: &chunk)
    #expect(chunks.map(\.string).joined() == "1\n\u{FEFF}2\n")
    #expect(chunks.map(\.followsByteOrderMark) == [true] + chunks.dropFirst().map { _ in false })
    #expect(chunks[0].offset == 3)
  }

  @Test func threeBytesThatOnlyBeginLikeAMarkAreKept() throws {
    let file = TestFile([0xEF, 0xBB, 0x0A, 0xEF])
    var reader = ChunkReader(descriptor: file.descriptor, wake: -1, limits: ReadLimits())
    var chunk = Chunk()
    let (chunks, _) = try readAll(&reader, into: &chunk)
    #expect(chunks.flatMap(\.text) == [0xEF, 0xBB, 0x0A, 0xEF])
    #expect(chunks.allSatisfy { !$0.followsByteOrderMark })
  }

  @Test func skippedBytesAreSeenAndCount() throws {
    let text = "first\nsecond\nthird"
    for usesPipe in [false, true] {
      let file = TestFile(Array(text.utf8))
      let pipe = TestPipe()
      pipe.write(Array(text.utf8))
      pipe.closeWriteEnd()
      var reader = ChunkReader(
        descriptor: usesPipe ? pipe.readEnd : file.descriptor, wake: -1,
        limits: limits(chunk: 4, line: 100))
      var seen: [UInt8] = []
      let skipped = try reader.skip(6) { bytes in
        for index in bytes.indices { seen.append(bytes[index]) }
      }
      #expect(skipped == 6)
      #expect(String(decoding: seen, as: UTF8.self) == "first\n")
      var chunk = Chunk()
      let (chunks, _) = try readAll(&reader, into: &chunk)
      #expect(chunks.map(\.string).joined() == "second\nthird")
      #expect(chunks.first?.offset == 6)
    }
  }

  @Test func skippingEndsWithTheSource() throws {
    let file = TestFile(Array("abc\n".utf8))
    var reader = ChunkReader(descriptor: file.descriptor, wake: -1, limits: ReadLimits())
    let skipped = try reader.skip(100) { _ in }
    #expect(skipped == 4)
    var chunk = Chunk()
    #expect(try reader.read(into: &chunk) == .end)
  }

  @Test(arguments: ["", "a", "a\n", "a\nb", "\u{FEFF}a\nb"])
  func whatWasSkippedCanComeAfterAll(_ head: String) throws {
    let pipe = TestPipe()
    pipe.write(Array((head + "c\nd").utf8))
    pipe.closeWriteEnd()
    var reader = ChunkReader(descriptor: pipe.readEnd, wake: -1, limits: ReadLimits())
    #expect(try reader.skip(head.utf8.count) { _ in } == head.utf8.count)
    reader.rewind(to: Array(head.utf8))
    var chunk = Chunk()
    let (chunks, _) = try readAll(&reader, into: &chunk)
    #expect(
      chunks.map(\.string).joined() == head.replacing("\u{FEFF}", with: "") + "c\nd")
    #expect(chunks.first?.followsByteOrderMark == head.hasPrefix("\u{FEFF}"))
  }
}
