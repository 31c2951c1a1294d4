import Keys
import Records
import Storage
import TestSupport
import Testing

@testable import Pipeline

/// What is known of a source that has been read in part.
@Suite struct SourceProgressTests {
  private func digest(_ bytes: [UInt8]) throws -> Digest32 {
    var digest = try StreamDigest()
    try digest.update(bytes.span)
    return try digest.digestSoFar()
  }

  @Test(arguments: 0..<10)
  func digestsAreThoseOfTheBytesHoweverTheyCome(seed: Int) throws {
    var random = SplitMix64(seed: seed)
    let head = SourceProgress.headLength
    let input = random.bytes(
      random.pick([0, 1, head - 1, head, head + 1, 2 * head]), from: [1, 2, 3])
    var progress = try SourceProgress()
    var sent = 0
    while sent < input.count {
      let count = min(input.count - sent, 1 + random.below(random.pick([10_000, head, 2 * head])))
      let piece = Array(input[sent..<sent + count])
      try progress.add(piece.span)
      sent += count
      let position = try progress.position(endsWithLF: seed % 2 == 0)
      #expect(position.bytes == Int64(sent))
      #expect(position.headLength == Int64(min(sent, head)))
      #expect(try position.digest == digest(Array(input[..<sent])))
      #expect(try position.headDigest == digest(Array(input[..<min(sent, head)])))
      #expect(position.endsWithoutLineFeed == (seed % 2 == 1))
    }
    #expect(progress.bytes == input.count)
  }

  @Test(arguments: [
    ("", 0), ("1", 1), ("1\n", 1), ("1\n2", 2), ("\n\n1\n", 1), (" \t\r\n1\r\n", 1),
    ("1\n \n\n2\n ", 2),
    (" 1\n", 1),
  ])
  func linesThatAreNotBlankAreCounted(_ text: String, _ records: Int) {
    let bytes = Array(text.utf8)
    for size in 1...max(1, bytes.count) {
      var counter = RecordCounter(.jsonLines)
      for start in stride(from: 0, to: bytes.count, by: size) {
        let piece = Array(bytes[start..<min(bytes.count, start + size)])
        counter.add(piece.span)
      }
      counter.finish()
      #expect(counter.count == records)
      counter.finish()
      #expect(counter.count == records, "a line ends once")
    }
  }
}
