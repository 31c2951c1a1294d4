import Records
import Redaction

/// Writes a chunk with its values replaced; a chunk without any is its own output.
struct RedactEmitter: LineEmitter {
  /// How much of the chunk has gone into the output.
  private var copied = 0
  private let stopsAtRefusal: Bool
  private var isStopped = false

  init(stopsAtRefusal: Bool) { self.stopsAtRefusal = stopsAtRefusal }

  mutating func blank(_ line: ScannedLine, _ bytes: Span<UInt8>, _ result: inout ChunkResult) {}

  mutating func record(
    _ line: ScannedLine, _ bytes: Span<UInt8>, _ maps: Span<UInt64>,
    _ examiner: borrowing ChunkExaminer, _ result: inout ChunkResult
  ) -> RefusalReason? {
    for edit in examiner.redactor.edits {
      copy(upTo: edit.start, bytes, &result)
      result.output.append(contentsOf: examiner.redactor.replacements[edit.replacement])
      copied = edit.end
    }
    return nil
  }

  mutating func refused(_ line: RefusedLine, _ bytes: Span<UInt8>, _ result: inout ChunkResult) {
    copy(upTo: line.start, bytes, &result)
    copied = line.start + line.held
    if stopsAtRefusal {
      isStopped = true
      return
    }
    Self.appendStub(line.reason, line: line.line, to: &result)
    if line.hasDetachedLF { result.output.append(UInt8(ascii: "\n")) }
  }

  /// Appends what stands in a refused record's place; `line` counts the chunk's lines before it.
  static func appendStub(_ reason: RefusalReason, line: Int, to result: inout ChunkResult) {
    result.output.append(contentsOf: #"{"quarantined":""#.utf8)
    result.output.append(contentsOf: reason.rawValue.utf8)
    result.output.append(contentsOf: #"","line":"#.utf8)
    result.marks.append(LineMark(position: result.output.count, line: line))
    result.output.append(UInt8(ascii: "}"))
  }

  mutating func end(_ bytes: Span<UInt8>, _ result: inout ChunkResult) {
    defer {
      copied = 0
      isStopped = false
    }
    if isStopped { return }
    if copied == 0 {
      result.isUnchanged = true
    } else {
      copy(upTo: bytes.count, bytes, &result)
    }
  }

  private mutating func copy(upTo end: Int, _ bytes: Span<UInt8>, _ result: inout ChunkResult) {
    guard end > copied else { return }
    // To grow is to copy, and for a while to hold both.
    if result.output.isEmpty { result.output.reserve(bytes.count + bytes.count / 16) }
    appendBytes(bytes.extracting(copied..<end), to: &result.output)
    copied = end
  }
}
