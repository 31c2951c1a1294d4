import Detection
import Records
import Redaction

extension ChunkExaminer {
  /// A block and what is read of it: lines of the bytes that are examined in its place.
  private struct CaptionEntry {
    var block: CaptionBlock
    var lines: Range<Int>
  }

  /// Examines a chunk of whole blocks.
  ///
  /// What is examined is a copy: one line for each text, or one record for each cue. A block of which any text
  /// can't be examined is refused whole.
  mutating func examineCaptions<Emitter: LineEmitter & ~Copyable>(
    _ item: WorkItem, emitter: inout Emitter
  ) throws {
    let chunk = item.chunk
    let bytes = chunk.bytes
    readsJSON = settings.storesCues
    var lines = 0
    var copy: [UInt8] = []
    let entries = readBlocks(item, bytes, lineCount: &lines, &copy)
    captionMaps.classify(copy.span, gate: gate)
    let maps = captionMaps.words
    var starts = [0]
    for index in copy.indices where copy[index] == UInt8(ascii: "\n") { starts.append(index + 1) }
    for entry in entries {
      let isStopped = try examine(entry, starts, copy.span, maps.span, bytes, item, &emitter)
      if isStopped { break }
    }
    item.result.shift = 0
    item.result.lines = lines
    item.result.tally.bytes = bytes.count
    try emitter.end(bytes, &item.result)
  }

  private mutating func readBlocks(
    _ item: WorkItem, _ bytes: Span<UInt8>, lineCount: inout Int, _ copy: inout [UInt8]
  ) -> [CaptionEntry] {
    captions.clear()
    var records = CaptionRecords(form: item.form, conversation: conversation)
    var entries: [CaptionEntry] = []
    var at = 0
    var texts = 0
    // A source that is read on from where a former run stopped has its header behind it.
    let mark = item.chunk.followsByteOrderMark ? 3 : 0
    var isFirst = item.isFirstOfSource && item.chunk.offset == mark
    while let block = CaptionBlock(bytes, &at, &lineCount, form: item.form, isFirst: isFirst) {
      isFirst = false
      let first = texts
      if !settings.storesCues {
        captions.add(block, bytes, form: item.form)
        texts = captions.lines.count
      } else if case .cue(let timing) = block.kind {
        records.append(block, timing, bytes, to: &copy)
        texts += 1
      }
      entries.append(CaptionEntry(block: block, lines: first..<texts))
    }
    if !settings.storesCues { copy = captions.text }
    return entries
  }

  /// Examines a block's lines; true when the run ends at it.
  private mutating func examine<Emitter: LineEmitter & ~Copyable>(
    _ entry: CaptionEntry, _ starts: [Int], _ copy: Span<UInt8>, _ maps: Span<UInt64>,
    _ bytes: Span<UInt8>, _ item: WorkItem, _ emitter: inout Emitter
  ) throws -> Bool {
    let block = entry.block
    var refusal: RefusalReason? = block.kind == .broken ? .badCaption : nil
    if block.end - block.start > settings.lineLimit { refusal = .tooLong }
    var found: [Int] = []
    for index in entry.lines where refusal == nil {
      captionLine = index
      var line =
        readsJSON
        ? scanner.scanLine(copy, maps: maps, from: starts[index])
        : scanner.scanTextLine(copy, maps: maps, from: starts[index])
      if case .record = line.outcome { line.outcome = try redact(line, copy, maps, emitter) }
      switch line.outcome {
      case .blank: break
      case .refused(let reason): refusal = reason
      case .record:
        found.append(contentsOf: redactor.findings.map(\.finding.entity))
        item.result.lines = readsJSON ? block.line : captions.lines[index].home
        item.result.shift = line.start - block.start
        refusal = try emitter.record(line, copy, maps, self, &item.result)
      }
    }
    item.result.lines = block.line
    guard let refusal else {
      if case .cue = block.kind { item.result.tally.read += 1 }
      for entity in found { item.result.tally.findings[entity] += 1 }
      return false
    }
    let length = block.end - block.start
    try refuse(
      RefusedLine(
        reason: refusal, line: block.line, start: block.start, held: length, length: length),
      item, &emitter)
    return settings.stopsAtRefusal
  }
}
