import Records
import TestSupport
import Testing

/// Lines at the limit, and far beyond it.
@Suite struct LongLineTests {
  enum Carrier: CaseIterable { case file, pipe }

  static func line(_ length: Int) -> [UInt8] {
    [UInt8](repeating: UInt8(ascii: "x"), count: length)
  }

  /// Reads everything of `input`, and everything that the witness of long lines saw.
  static func read(
    _ input: [UInt8], _ carrier: Carrier, _ limits: ReadLimits
  ) throws -> (chunks: [ReadChunk], witnessed: [UInt8]) {
    let file = TestFile(input)
    let pipe = TestPipe()
    if carrier == .pipe { pipe.write(input) }
    pipe.closeWriteEnd()
    final class Seen { var bytes: [UInt8] = [] }
    let seen = Seen()
    var reader = ChunkReader(
      descriptor: carrier == .file ? file.descriptor : pipe.readEnd, wake: -1, limits: limits
    ) { bytes in
      for index in bytes.indices { seen.bytes.append(bytes[index]) }
    }
    var chunk = Chunk()
    let (chunks, last) = try readAll(&reader, into: &chunk)
    #expect(last == .end)
    return (chunks, seen.bytes)
  }

  @Test(arguments: Carrier.allCases, [true, false])
  func aLineOfTheLimitIsExamined(carrier: Carrier, hasMark: Bool) throws {
    let mark: [UInt8] = hasMark ? [0xEF, 0xBB, 0xBF] : []
    for limit in [4095, 4096, 4097, 5000, 20_000] {
      for end in ["\n", ""] {
        let input = mark + Self.line(limit) + Array(end.utf8)
        let (chunks, _) = try Self.read(input, carrier, limits(chunk: 64, line: limit))
        #expect(chunks.allSatisfy { $0.content == .lines }, "\(limit)")
        #expect(chunks.flatMap(\.text).count == limit + end.utf8.count)
      }
    }
  }

  /// A line that is too long but in hand when that shows is handed on whole, for the examiner to refuse.
  @Test(arguments: Carrier.allCases)
  func aLongerLineIsReportedWithItsLength(carrier: Carrier) throws {
    for length in [4098, 9000, 30_000] {
      for end in ["\n", ""] {
        let before = "1\n2\n"
        let input = Array(before.utf8) + Self.line(length) + Array(end.utf8)
        let (chunks, witnessed) = try Self.read(input, carrier, limits(chunk: 64, line: 4096))
        let long = chunks.filter { $0.content != .lines }
        if long.isEmpty {
          #expect(chunks.flatMap(\.text) == input)
          continue
        }
        #expect(
          long.map(\.content) == [.tooLongLine(length: length, endsWithLF: end == "\n")])
        #expect(long[0].offset == before.utf8.count)
        #expect(long[0].text == Self.line(4096))
        #expect(witnessed == Self.line(length) + Array(end.utf8))
      }
    }
  }

  @Test(arguments: Carrier.allCases)
  func aLineFarBeyondTheLimitIsNeverHeld(carrier: Carrier) throws {
    let input = Self.line(40_000) + Array("\n".utf8)
    let (chunks, _) = try Self.read(input, carrier, limits(chunk: 64, line: 100))
    #expect(chunks.map(\.content) == [.tooLongLine(length: 40_000, endsWithLF: true)])
    #expect(chunks[0].text.count == 100)
  }

  @Test(arguments: Carrier.allCases, ["\n", ""])
  func linesLongerThanAChunkComeWhole(carrier: Carrier, end: String) throws {
    let lines = [10, 5000, 9000, 300, 20_000, 4096, 12_000].map { Self.line($0) }
    let input = Array(lines.joined(separator: Array("\n".utf8))) + Array(end.utf8)
    let (chunks, witnessed) = try Self.read(input, carrier, limits(chunk: 64, line: 20_000))
    #expect(chunks.allSatisfy { $0.content == .lines })
    #expect(chunks.flatMap(\.text) == input)
    #expect(chunks.dropLast().allSatisfy { $0.text.last == UInt8(ascii: "\n") })
    #expect(witnessed.isEmpty)
  }

  @Test(arguments: Carrier.allCases, 0..<12)
  func everythingAroundLongLinesComes(carrier: Carrier, seed: Int) throws {
    var random = SplitMix64(seed: seed)
    var input: [UInt8] = []
    var expected: [(offset: Int, line: [UInt8])] = []
    for _ in 0..<8 {
      let length = random.pick([0, 1, 50, 99, 100, 101, 500, 5000, 9000])
      let line = random.bytes(length, from: Array("xyz".utf8))
      expected.append((input.count, line))
      input += line + Array("\n".utf8)
    }
    let (chunks, _) = try Self.read(input, carrier, limits(chunk: 50, line: 100))
    var position = 0
    for chunk in chunks {
      #expect(chunk.offset == position)
      switch chunk.content {
      case .lines:
        #expect(Array(input[position..<position + chunk.text.count]) == chunk.text)
        position += chunk.text.count
      case .tooLongLine(let length, let endsWithLF):
        let line = try #require(expected.first { $0.offset == position }?.line)
        #expect(line.count == length && endsWithLF)
        #expect(Array(line[..<100]) == chunk.text)
        position += length + 1
      case .damaged: Issue.record("nothing is damaged")
      }
    }
    #expect(position == input.count)
  }

  /// What sees a source's bytes sees them all and in order, however they are handed on.
  @Test(arguments: Carrier.allCases)
  func aByteOrderMarkBeforeALongLineIsWitnessedFirst(carrier: Carrier) throws {
    let input = Array("\u{FEFF}".utf8) + Self.line(9000) + Array("\n".utf8)
    let (chunks, witnessed) = try Self.read(input, carrier, limits(chunk: 64, line: 100))
    #expect(chunks.map(\.content) == [.tooLongLine(length: 9000, endsWithLF: true)])
    #expect(chunks[0].offset == 3)
    #expect(chunks[0].followsByteOrderMark)
    #expect(witnessed == input)
  }
}
