import Detection
import Records
import Redaction

/// Writes one JSON object for each finding.
struct ScanEmitter: LineEmitter {
  /// The source's name as a JSON string.
  var source = "\"-\""
  let detail: ScanDetail

  init(_ detail: ScanDetail) { self.detail = detail }

  mutating func blank(_ line: ScannedLine, _ bytes: Span<UInt8>, _ result: inout ChunkResult) {}

  mutating func refused(_ line: RefusedLine, _ bytes: Span<UInt8>, _ result: inout ChunkResult) {}

  mutating func end(_ bytes: Span<UInt8>, _ result: inout ChunkResult) {}

  mutating func record(
    _ line: ScannedLine, _ bytes: Span<UInt8>, _ maps: Span<UInt64>,
    _ examiner: borrowing ChunkExaminer, _ result: inout ChunkResult
  ) -> RefusalReason? {
    write(examiner.redactor.findings, bytes, examiner, &result)
    if detail.explains { write(examiner.redactor.refusals, bytes, examiner, &result) }
    return nil
  }

  /// Writes a line for each finding or refusal of a record.
  private func write(
    _ findings: [RecordRedactor.RecordFinding], _ bytes: Span<UInt8>,
    _ examiner: borrowing ChunkExaminer, _ result: inout ChunkResult
  ) {
    var scalars = ScalarPosition()
    for found in findings {
      let leaf = examiner.scanner.leaves[found.leaf]
      let finding = found.finding
      // What is refused may overlap what was refused before.
      if scalars.leaf != found.leaf || finding.start < scalars.byte {
        scalars = ScalarPosition(leaf: found.leaf, byte: leaf.start, scalar: 0)
      }
      let start = scalars.advance(to: finding.start, bytes, escaped: leaf.isEscaped)
      let end = scalars.advance(to: finding.end, bytes, escaped: leaf.isEscaped)

      result.output.append(contentsOf: "{\"source\":\(source),\"line\":".utf8)
      result.marks.append(LineMark(position: result.output.count, line: result.lines))
      var entry = JSONObjectWriter()
      entry.add("path", path(to: leaf, bytes, examiner))
      entry.add("in", (found.inner?.kind ?? leaf.kind).name)
      entry.add("entity", examiner.redactor.rules.entities[finding.entity])
      entry.add("start", start)
      entry.add("end", end)
      let note = finding.note < 0 ? nil : examiner.redactor.notes[finding.note]
      // What a validator refuses has no score.
      if note?.refusal != .validator { entry.add("score", raw: Self.decimal(finding.score)) }
      entry.add("rule", examiner.redactor.rules.rules[finding.rule].id)
      if let inner = found.inner {
        entry.add(
          "inner",
          String(decoding: examiner.redactor.innerPointers[inner.pointer], as: UTF8.self))
      }
      if detail.showsText { entry.add("text", text(finding, leaf, bytes)) }
      if let note {
        let rules = examiner.redactor.rules
        if note.refusal != nil {
          entry.add("refused", Explanation.refusal(finding, note, rules))
        }
        entry.add("explain", Explanation.object(finding, note, rules))
      }
      result.output.append(UInt8(ascii: ","))
      result.output.append(contentsOf: entry.finished.utf8.dropFirst())
      result.output.append(UInt8(ascii: "\n"))
    }
  }

  /// The leaf's JSON Pointer; a member name that is personal data is shown as it would be rewritten.
  private func path(
    to leaf: Leaf, _ bytes: Span<UInt8>, _ examiner: borrowing ChunkExaminer
  ) -> String {
    var rewritten: [Int: Range<Int>] = [:]
    for edit in examiner.redactor.edits { rewritten[edit.start] = edit.replacement }
    let replacements = examiner.redactor.replacements
    var segments: [String] = []
    for (start, end) in JSONPointer.names(to: leaf, in: examiner.scanner.containers) {
      guard let end else {
        segments.append(String(start))
        continue
      }
      var name: [UInt8] = []
      if let replacement = rewritten[start] {
        let content = Array(replacements[replacement])
        JSONEscapes.decode(content.span, 0, content.count, into: &name)
      } else {
        JSONEscapes.decode(bytes, start, end, into: &name)
      }
      segments.append(String(decoding: name, as: UTF8.self))
    }
    return JSONPointer.text(segments)
  }

  private func text(_ finding: Finding, _ leaf: Leaf, _ bytes: Span<UInt8>) -> String {
    var text: [UInt8] = []
    if leaf.isEscaped {
      JSONEscapes.decode(bytes, finding.start, finding.end, into: &text)
    } else {
      appendBytes(bytes.extracting(finding.start..<finding.end), to: &text)
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// A score with at most two decimals: more would pretend a precision that no rule has.
  static func decimal(_ score: Float) -> String {
    String((Double(score) * 100).rounded() / 100)
  }

  /// Counts Unicode scalars from one finding of a leaf to the next, never twice over the same text.
  private struct ScalarPosition {
    var leaf = -1
    var byte = 0
    var scalar = 0

    mutating func advance(to target: Int, _ bytes: Span<UInt8>, escaped: Bool) -> Int {
      scalar += JSONEscapes.scalarCount(bytes, byte, target, escaped: escaped)
      byte = target
      return scalar
    }
  }
}

extension Leaf.Kind {
  /// As findings name it.
  fileprivate var name: String {
    switch self {
    case .value, .text: "value"
    case .key: "key"
    case .number: "number"
    }
  }
}
