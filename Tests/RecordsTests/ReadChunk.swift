import Records

/// What a reader handed on, copied out of the recycled chunk.
struct ReadChunk: Equatable {
  var text: [UInt8]
  var offset: Int
  var content = Chunk.Content.lines
  var followsByteOrderMark = false

  init(_ chunk: borrowing Chunk) {
    let bytes = chunk.bytes
    text = bytes.indices.map { bytes[$0] }
    offset = chunk.offset
    content = chunk.content
    followsByteOrderMark = chunk.followsByteOrderMark
  }

  var string: String { String(decoding: text, as: UTF8.self) }
}

/// Reads until the end, or until nothing more arrives, with one chunk that is recycled.
func readAll(
  _ reader: inout ChunkReader, into chunk: inout Chunk, patience: Int32 = 0
) throws -> (chunks: [ReadChunk], last: ChunkReader.Outcome) {
  var chunks: [ReadChunk] = []
  while true {
    let outcome = try reader.read(into: &chunk, patience: patience)
    guard outcome == .chunk else { return (chunks, outcome) }
    chunks.append(ReadChunk(chunk))
  }
}

func limits(chunk: Int, line: Int) -> ReadLimits {
  var limits = ReadLimits()
  limits.chunk = chunk
  limits.line = line
  return limits
}
