/// A stretch of a source cut at line ends: what a worker examines at a time.
///
/// Its storage is recycled from chunk to chunk and never shrinks.
package struct Chunk {
  /// What the bytes are.
  package enum Content: Sendable, Equatable {
    /// Whole lines; the last one ends the source when it lacks its LF.
    case lines
    /// One line over the limit: its first bytes only. `length` is the whole line's, without its LF.
    case tooLongLine(length: Int, endsWithLF: Bool)
    /// What a damaged compressed source held of its last record; nothing follows. May be empty.
    case damaged
  }

  package internal(set) var storage: [UInt8] = []
  /// Bytes in use at the start of ``storage``.
  package internal(set) var count = 0
  package internal(set) var content = Content.lines
  /// Absolute position of the first byte in its source.
  package internal(set) var offset = 0
  /// The source's byte-order mark stood just before the first byte.
  package internal(set) var followsByteOrderMark = false
  /// Bytes of the source's file read so far: fewer than ``endOffset`` where it is compressed.
  package internal(set) var consumed = 0

  package var maps = ByteMaps()

  package init() {}

  /// A chunk of bytes that are at hand already.
  package init(_ bytes: [UInt8]) {
    storage = bytes
    count = bytes.count
  }

  /// The bytes in use.
  package var bytes: Span<UInt8> {
    @_lifetime(borrow self)
    get { storage.span.extracting(0..<count) }
  }

  /// How far into the source one is after this chunk.
  package var endOffset: Int {
    switch content {
    case .lines, .damaged: offset + count
    case .tooLongLine(let length, let endsWithLF): offset + length + (endsWithLF ? 1 : 0)
    }
  }

  /// Gives up the storage behind the bytes in use and the maps, if it is most of what there is.
  package mutating func trim() {
    guard count < storage.count / 4 else { return }
    storage = Array(storage[..<count])
    maps = ByteMaps()
  }

  mutating func clear() {
    count = 0
    content = .lines
    followsByteOrderMark = false
  }

  /// Makes room for `capacity` bytes; those behind ``count`` hold anything.
  mutating func reserve(_ capacity: Int) {
    storage.grow(to: capacity)
  }

  mutating func append(_ bytes: Span<UInt8>) {
    reserve(count + bytes.count)
    for index in bytes.indices { storage[count + index] = bytes[index] }
    count += bytes.count
  }
}

extension Chunk {
  /// Fills ``maps`` for the bytes in use.
  ///
  /// - Parameter gate: what makes a string notable.
  /// - Returns: the number of LF bytes.
  @discardableResult
  package mutating func classify(gate: TriggerGate) -> Int {
    let bytes = storage
    return maps.classify(bytes.span.extracting(0..<count), gate: gate)
  }
}
