import Records
import TestSupport
import Testing

/// What a reader does while nothing arrives.
@Suite struct WaitingTests {
  private func reader(_ pipe: TestPipe, wake: Int32 = -1) -> ChunkReader {
    ChunkReader(descriptor: pipe.readEnd, wake: wake, limits: limits(chunk: 64, line: 1000))
  }

  @Test func anUnfinishedLineIsKeptThroughIdleTimes() throws {
    let pipe = TestPipe()
    var reader = reader(pipe)
    var chunk = Chunk()
    #expect(try reader.read(into: &chunk, patience: 0) == .idle)
    pipe.write(Array("ab".utf8))
    #expect(try reader.read(into: &chunk, patience: 0) == .idle)
    #expect(try reader.read(into: &chunk, patience: 1) == .idle)
    pipe.write(Array("c\nd".utf8))
    #expect(try reader.read(into: &chunk, patience: 0) == .chunk)
    #expect(ReadChunk(chunk).string == "abc\n")
    #expect(try reader.read(into: &chunk, patience: 0) == .idle)
    pipe.closeWriteEnd()
    #expect(try reader.read(into: &chunk, patience: 0) == .chunk)
    #expect(ReadChunk(chunk).string == "d")
    #expect(chunk.offset == 4)
    #expect(try reader.read(into: &chunk, patience: 0) == .end)
  }

  /// With all the patience in the world a record that arrived alone is not kept waiting.
  @Test(.mayHang)
  func aLineThatArrivedAloneLeavesAtOnce() throws {
    let pipe = TestPipe()
    var reader = reader(pipe)
    pipe.write(Array("1\n".utf8))
    var chunk = Chunk()
    #expect(try reader.read(into: &chunk, patience: -1) == .chunk)
    #expect(ReadChunk(chunk).string == "1\n")
  }

  @Test(.mayHang)
  func theWakeDescriptorEndsAWait() throws {
    let pipe = TestPipe()
    let wake = TestPipe()
    var reader = reader(pipe, wake: wake.readEnd)
    pipe.write(Array("unfinished".utf8))
    wake.write([1])
    var chunk = Chunk()
    #expect(try reader.read(into: &chunk, patience: -1) == .woken)
    #expect(chunk.count == 0)
  }
}
