import Records
import Redaction

/// Writes captions with their values replaced, each where it stands: times, tags and line ends stay.
struct CaptionEmitter: LineEmitter {
  private struct Change {
    var start: Int
    var end: Int
    /// Range of ``replacements``.
    var replacement: Range<Int>
    /// A refused block's stub, which needs its line's number.
    var stub: (reason: RefusalReason, line: Int)?
  }

  private let stopsAtRefusal: Bool
  private var changes: [Change] = []
  private var replacements: [UInt8] = []
  private var stopsAt: Int?

  init(stopsAtRefusal: Bool) { self.stopsAtRefusal = stopsAtRefusal }

  mutating func blank(_ line: ScannedLine, _ bytes: Span<UInt8>, _ result: inout ChunkResult) {}

  mutating func record(
    _ line: ScannedLine, _ bytes: Span<UInt8>, _ maps: Span<UInt64>,
    _ examiner: borrowing ChunkExaminer, _ result: inout ChunkResult
  ) -> RefusalReason? {
    let isMarkup = examiner.captions.lines[examiner.captionLine].isMarkup
    for edit in examiner.redactor.edits {
      // What takes a value's place stands where it began; of its other pieces nothing is left.
      for (number, home) in examiner.captions.homes(of: edit.start..<edit.end).enumerated() {
        let start = replacements.count
        if number == 0 {
          append(examiner.redactor.replacements[edit.replacement], isMarkup: isMarkup)
        }
        changes.append(
          Change(
            start: home.lowerBound, end: home.upperBound,
            replacement: start..<replacements.count))
      }
    }
    return nil
  }

  mutating func refused(_ line: RefusedLine, _ bytes: Span<UInt8>, _ result: inout ChunkResult) {
    // What was found in the block goes with it.
    while let last = changes.last, last.start >= line.start { changes.removeLast() }
    if stopsAtRefusal {
      stopsAt = line.start
      return
    }
    changes.append(
      Change(
        start: line.start, end: line.start + line.held,
        replacement: replacements.count..<replacements.count, stub: (line.reason, line.line)))
  }

  mutating func end(_ bytes: Span<UInt8>, _ result: inout ChunkResult) {
    defer {
      changes.removeAll(keepingCapacity: true)
      replacements.removeAll(keepingCapacity: true)
      stopsAt = nil
    }
    if changes.isEmpty, stopsAt == nil {
      result.isUnchanged = true
      return
    }
    changes.sort { $0.start < $1.start }
    var copied = 0
    // Where the output's last line begins, if something in it was replaced.
    var changedLine: Int?
    for change in changes {
      copy(copied..<change.start, bytes, &changedLine, &result)
      if let stub = change.stub {
        RedactEmitter.appendStub(stub.reason, line: stub.line, to: &result)
      } else {
        changedLine = changedLine ?? lineStart(result.output)
        result.output.append(contentsOf: replacements[change.replacement])
      }
      copied = change.end
    }
    copy(copied..<(stopsAt ?? bytes.count), bytes, &changedLine, &result)
  }

  /// Copies what stays. A line of which nothing is left goes, for an empty one would end its cue.
  private func copy(
    _ range: Range<Int>, _ bytes: Span<UInt8>, _ changedLine: inout Int?,
    _ result: inout ChunkResult
  ) {
    var from = range.lowerBound
    if let start = changedLine {
      while from < range.upperBound, bytes[from] != UInt8(ascii: "\n") {
        result.output.append(bytes[from])
        from += 1
      }
      guard from < range.upperBound else { return }
      changedLine = nil
      if result.output[start...].allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) {
        result.output.removeSubrange(start...)
        from += 1
      }
    }
    appendBytes(bytes.extracting(from..<range.upperBound), to: &result.output)
  }

  private func lineStart(_ output: [UInt8]) -> Int {
    (output.lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
  }

  /// Adds a replacement, written as WebVTT's markup asks (section 4.2.2) where it stands in some.
  private mutating func append(_ text: ArraySlice<UInt8>, isMarkup: Bool) {
    for byte in text {
      switch byte {
      case UInt8(ascii: "<") where isMarkup: replacements.append(contentsOf: "&lt;".utf8)
      case UInt8(ascii: ">") where isMarkup: replacements.append(contentsOf: "&gt;".utf8)
      default: replacements.append(byte)
      }
    }
  }
}
