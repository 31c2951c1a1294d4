import Glibc
import Keys
import Records
import Storage
import Synchronization

/// The reader's side of an ingest: finds out how much of each source is stored already and skips it.
// Safety: everything that changes is touched under the engine's reading lock, but for `shared`.
final class IngestWitness: SourceWitness, @unchecked Sendable {
  /// What the other stages need to know of a source that was opened.
  struct OpenedSource: Sendable {
    var handle: SourceHandle
    /// Lines that a former run has taken in.
    var linesBefore: Int64
  }

  private struct Shared {
    var opened: [Int: OpenedSource] = [:]
    var skippedRecords = 0
    var skippedBytes = 0
  }

  private let ingest: Ingest
  private let sources: [IngestSource]
  private let stop: StopSignal
  private let shared = Mutex(Shared())
  private var progress: SourceProgress

  init(_ ingest: Ingest, _ sources: [IngestSource], _ stop: StopSignal) throws {
    self.ingest = ingest
    self.sources = sources
    self.stop = stop
    progress = try SourceProgress()
  }

  func source(_ index: Int) -> OpenedSource { shared.withLock { $0.opened[index]! } }

  /// Records that former runs have stored, and their bytes.
  var skipped: (records: Int, bytes: Int) {
    shared.withLock { ($0.skippedRecords, $0.skippedBytes) }
  }

  func opened(
    _ index: Int, _ descriptor: Int32, _ form: InputForm, _ limits: ReadLimits, wake: Int32
  ) throws -> ChunkReader {
    let source = sources[index]
    progress = try SourceProgress()
    // A named stream is told apart by its head even when it could be wound back: what it is read from may change.
    let isSeekable = source.source.path != nil && lseek(descriptor, 0, SEEK_CUR) >= 0
    var state = try ingest.openSource(
      name: source.source.name, kind: source.source.path == nil ? .stream : .file)
    if !source.isReplayable { state = ingest.startNewGeneration(of: state) }
    var reader = reader(descriptor, form, limits, wake)
    if let position = state.position {
      if isSeekable {
        if !(try skip(position, form, &reader)) {
          _ = lseek(descriptor, 0, SEEK_SET)
          try startAnew(index, state)
          return self.reader(descriptor, form, limits, wake)
        }
      } else {
        let head = try readHead(Int(position.headLength), &reader)
        if stop.isStopped {
          note(index, state.handle, position.lines)
          return reader
        }
        if head.bytes.count < position.headLength {
          // The start of a replay that was cut off, or another stream: nobody can tell, so nothing is stored.
          throw PipelineError.sourceChanged(source: source.source.name)
        }
        if head.digest != position.headDigest {
          try startAnew(index, state)
          reader.rewind(to: head.bytes)
          return reader
        }
        // A signal may have ended the skipping; nothing is read any more then.
        if !(try skip(position, form, &reader, behindHead: head.bytes)), !stop.isStopped {
          throw PipelineError.sourceChanged(source: source.source.name)
        }
      }
      note(index, state.handle, position.lines)
      return reader
    }
    note(index, state.handle, 0)
    return reader
  }

  func read(_ item: WorkItem) throws {
    let chunk = item.chunk
    item.positionBeforeLastLine = nil
    switch chunk.content {
    case .damaged:
      // The next run goes on from here, if the source is whole by then.
      item.position = try progress.position(endsWithLF: true)
    case .tooLongLine(_, let endsWithLF):
      item.position = try progress.position(endsWithLF: endsWithLF)
    case .lines:
      if chunk.followsByteOrderMark {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        try progress.add(mark.span)
      }
      let bytes = chunk.bytes
      var lastLine = bytes.count
      while lastLine > 0, bytes[lastLine - 1] != UInt8(ascii: "\n") { lastLine -= 1 }
      try progress.add(bytes.extracting(0..<lastLine))
      if lastLine < bytes.count {
        item.positionBeforeLastLine = try progress.position(endsWithLF: true)
        try progress.add(bytes.extracting(lastLine..<bytes.count))
      }
      item.position = try progress.position(endsWithLF: lastLine == bytes.count)
    }
  }

  private func reader(
    _ descriptor: Int32, _ form: InputForm, _ limits: ReadLimits, _ wake: Int32
  ) -> ChunkReader {
    ChunkReader(descriptor: descriptor, wake: wake, limits: limits, form: form) { [self] bytes in
      // A digest that fails shows as a changed source at the next run: stored twice, never lost.
      try? progress.add(bytes)
    }
  }

  private func startAnew(_ index: Int, _ state: SourceState) throws {
    progress = try SourceProgress()
    note(index, ingest.startNewGeneration(of: state).handle, 0)
  }

  private func note(_ index: Int, _ handle: SourceHandle, _ lines: Int64) {
    shared.withLock { $0.opened[index] = OpenedSource(handle: handle, linesBefore: lines) }
  }

  private func readHead(
    _ length: Int, _ reader: inout ChunkReader
  ) throws -> (bytes: [UInt8], digest: Digest32) {
    var bytes: [UInt8] = []
    _ = try reader.skip(length) { read in
      for index in read.indices { bytes.append(read[index]) }
    }
    var digest = try StreamDigest()
    try digest.update(bytes.span)
    return (bytes, try digest.digestSoFar())
  }

  /// Skips what is stored; false when the source does not begin with it any more.
  private func skip(
    _ position: SourcePosition, _ form: InputForm, _ reader: inout ChunkReader,
    behindHead head: [UInt8] = []
  ) throws -> Bool {
    var records = RecordCounter(form)
    var failure: CryptoError?
    func see(_ bytes: Span<UInt8>) {
      records.add(bytes)
      do { try progress.add(bytes) } catch { failure = error }
    }
    see(head.span)
    let wanted = Int(position.bytes) - head.count
    let skipped = try reader.skip(wanted, witness: see)
    if let failure { throw failure }
    guard skipped == wanted,
      try progress.position(endsWithLF: true).digest == position.digest
    else { return false }
    if form == .document {
      // A document that grew is another document.
      var isBlank = true
      _ = try reader.skip(.max) { bytes in
        see(bytes)
        for index in bytes.indices where !RecordCounter.isBlank(bytes[index]) { isBlank = false }
      }
      if !isBlank { return false }
    } else if position.endsWithoutLineFeed {
      // The last stored line may have got its line end since; anything but white space makes it another line.
      var next = UInt8(ascii: " ")
      while next != UInt8(ascii: "\n") {
        let got = try reader.skip(1) { bytes in
          next = bytes[0]
          see(bytes)
        }
        if got == 0 { break }
        if !RecordCounter.isBlank(next) { return false }
      }
    }
    records.finish()
    shared.withLock {
      $0.skippedRecords += records.count
      $0.skippedBytes += Int(position.bytes)
    }
    return true
  }
}

/// A source of an ingest.
package struct IngestSource: Sendable {
  package var source: Source
  /// Whether it starts from the same first byte each time: files and named streams do.
  package var isReplayable: Bool

  package init(_ source: Source, isReplayable: Bool) {
    self.source = source
    self.isReplayable = isReplayable
  }
}
