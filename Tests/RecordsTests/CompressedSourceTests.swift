import Records
import TestSupport
import Testing

/// Compressed bytes are read as the text they hold, piece by piece, and damage ends the text.
@Suite struct CompressedSourceTests {
  private static let text = Array(
    (0..<400).map { #"{"n":\#($0),"text":"line \#($0)"}"# + "\n" }.joined().utf8)

  private func read(_ bytes: [UInt8], chunk size: Int = 4096) throws -> [ReadChunk] {
    let file = TestFile(bytes)
    var reader = ChunkReader(
      descriptor: file.descriptor, wake: -1, limits: limits(chunk: size, line: 1 << 20))
    var chunk = Chunk()
    let (chunks, last) = try readAll(&reader, into: &chunk)
    #expect(last == .end)
    return chunks
  }

  @Test(arguments: Compressed.allCases, [1, 50, 70_000])
  func framesFollowEachOther(format: Compressed, size: Int) throws {
    let text = size == 1 ? Array(Self.text.prefix(500)) : Self.text
    let chunks = try read(format.frames(text, of: size))
    #expect(chunks.flatMap(\.text) == text)
    #expect(chunks.allSatisfy { $0.content == .lines })
    #expect(chunks.first?.offset == 0)
  }

  @Test(arguments: Compressed.allCases)
  func emptyFramesAndPaddingHoldNothing(format: Compressed) throws {
    let padding = [UInt8](repeating: 0, count: 100_000)
    #expect(try read(format.frame([])) == [])
    let bytes = format.frame([]) + format.frame(Self.text) + format.frame([]) + padding
    let chunks = try read(bytes)
    #expect(chunks.flatMap(\.text) == Self.text)
    #expect(chunks.allSatisfy { $0.content == .lines })
  }

  @Test(arguments: Compressed.allCases, 0..<10)
  func pipesInAwkwardPieces(format: Compressed, seed: Int) throws {
    var random = SplitMix64(seed: seed)
    let pipe = TestPipe()
    var reader = ChunkReader(
      descriptor: pipe.readEnd, wake: -1, limits: limits(chunk: 512, line: 1 << 20))
    var chunk = Chunk()
    var text: [UInt8] = []
    var rest = format.frames(Self.text, of: 3000)[...]
    while !rest.isEmpty {
      let piece = rest.prefix(1 + random.below(random.pick([3, 100, 5000])))
      rest = rest.dropFirst(piece.count)
      // A magic number is waited for; nothing else is.
      if text.isEmpty, piece.count < 4 {
        pipe.write(Array(piece + rest.prefix(4)))
        rest = rest.dropFirst(4)
      } else {
        pipe.write(Array(piece))
      }
      text += try readAll(&reader, into: &chunk).chunks.flatMap(\.text)
    }
    pipe.closeWriteEnd()
    text += try readAll(&reader, into: &chunk).chunks.flatMap(\.text)
    #expect(text == Self.text)
  }

  @Test(arguments: Compressed.allCases, Array(stride(from: 4, to: 5000, by: 311)))
  func whatIsCutOffIsDamaged(format: Compressed, length: Int) throws {
    let chunks = try read(Array(format.frames(Self.text, of: 1000).prefix(length)))
    let last = try #require(chunks.last)
    let read = chunks.flatMap(\.text)
    #expect(read == Array(Self.text.prefix(read.count)))
    let isBetweenFrames = read.count.isMultiple(of: 1000) && last.content == .lines
    #expect(isBetweenFrames || last.content == .damaged)
    #expect(last.content == .lines || !last.text.contains(UInt8(ascii: "\n")))
    for chunk in chunks.dropLast() {
      #expect(chunk.content == .lines)
      #expect(last.content == .lines || chunk.text.last == UInt8(ascii: "\n"))
    }
  }

  @Test func aWrongChecksumIsDamage() throws {
    var bytes = Compressed.gzip.frame(Self.text)
    bytes[bytes.count - 6] ^= 1
    let chunks = try read(bytes)
    #expect(chunks.flatMap(\.text) == Self.text)
    #expect(chunks.last?.content == .damaged)
    #expect(chunks.last?.text == [])
  }

  @Test(arguments: Compressed.allCases)
  func garbageBehindAFrameIsDamage(format: Compressed) throws {
    let chunks = try read(format.frame(Self.text) + Array("garbage".utf8))
    #expect(chunks.flatMap(\.text) == Self.text)
    #expect(chunks.last?.content == .damaged)
  }

  @Test(arguments: Compressed.allCases, [0, 1, 777, 9000])
  func skippingCountsBytesOfText(format: Compressed, count: Int) throws {
    let file = TestFile(format.frames(Self.text, of: 500))
    var reader = ChunkReader(descriptor: file.descriptor, wake: -1, limits: ReadLimits())
    var seen = 0
    let skipped = try reader.skip(count) { seen += $0.count }
    #expect(skipped == count)
    #expect(seen == count)
    var chunk = Chunk()
    let (chunks, _) = try readAll(&reader, into: &chunk)
    #expect(chunks.first?.offset == count)
    #expect(chunks.flatMap(\.text) == Array(Self.text.dropFirst(count)))
  }

  @Test(
    arguments: [[0x1F], [0x28, 0xB5], Array("(P* text\n".utf8), [0x1F, 0x8C, 0x0A]] as [[UInt8]])
  func whatOnlyBeginsLikeAMagicNumberIsText(bytes: [UInt8]) throws {
    #expect(try read(bytes).flatMap(\.text) == bytes)
  }

  @Test func textAMillionTimesItsFileIsReadInChunks() throws {
    let file = TestFile(Compressed.zstdBomb(UInt8(ascii: "\n"), count: 800))
    var reader = ChunkReader(
      descriptor: file.descriptor, wake: -1, limits: limits(chunk: 1 << 16, line: 1 << 16))
    var chunk = Chunk()
    var total = 0
    while try reader.read(into: &chunk) == .chunk {
      total += chunk.bytes.count
      #expect(chunk.bytes.count <= 1 << 17)
    }
    #expect(total == 800 * 128 << 10)
  }
}
