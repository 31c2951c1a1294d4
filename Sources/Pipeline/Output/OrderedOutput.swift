import Records
import Redaction

/// Writes chunks' outputs in input order, with the line numbers that only the order gives.
struct OrderedOutput {
  private let file: OutputFile
  private var endsWithLF = true
  /// Lines of the current source before the current chunk.
  private var linesBefore = 0
  private var spliced: [UInt8] = []

  init(_ file: OutputFile) { self.file = file }

  /// Lines of the current source that have been written.
  var line: Int { linesBefore }

  /// Notes that a chunk is about to be handled; the line count starts afresh with each source.
  mutating func begin(_ item: WorkItem) {
    if item.isFirstOfSource { linesBefore = 0 }
  }

  mutating func end(_ item: WorkItem) { linesBefore += item.result.lines }

  /// Writes what a chunk became, adding the LF that a former source's last line lacked.
  mutating func writeLines(_ item: WorkItem) throws(PipelineError) {
    if item.isFirstOfSource, !endsWithLF, item.result.isUnchanged || !item.result.output.isEmpty {
      try file.write("\n")
    }
    if item.chunk.followsByteOrderMark { try file.write("\u{FEFF}") }
    if item.result.isUnchanged {
      let chunk = item.chunk
      try write(chunk.bytes)
    } else {
      try writeSpliced(item.result)
    }
  }

  /// Writes a chunk's output with its line numbers put in.
  mutating func writeSpliced(_ result: ChunkResult) throws(PipelineError) {
    if result.marks.isEmpty {
      try write(result.output.span)
      return
    }
    spliced.removeAll(keepingCapacity: true)
    var copied = 0
    for mark in result.marks {
      appendBytes(result.output.span.extracting(copied..<mark.position), to: &spliced)
      spliced.append(contentsOf: String(linesBefore + mark.line + 1).utf8)
      copied = mark.position
    }
    appendBytes(
      result.output.span.extracting(copied..<result.output.count), to: &spliced)
    let bytes = spliced
    try write(bytes.span)
  }

  private mutating func write(_ bytes: Span<UInt8>) throws(PipelineError) {
    guard bytes.count > 0 else { return }
    try file.write(bytes)
    endsWithLF = bytes[bytes.count - 1] == UInt8(ascii: "\n")
  }
}
