import Glibc
import Records

/// Something to read records from.
package struct Source: Sendable {
  /// As diagnostics and findings name it.
  package var name: String
  /// nil for standard input.
  package var path: String?
  /// It was found in a folder as a regular file, and is not read if it has become anything else.
  var mustBeRegular = false

  package static let standardInput = Source(name: "-", path: nil)

  package init(name: String, path: String?) {
    self.name = name
    self.path = path
  }

  /// Checks that every source is there before anything is read.
  ///
  /// - Throws: ``PipelineError/noInput(source:)`` for the first that is not.
  package static func check(_ sources: [Source]) throws(PipelineError) {
    for source in sources {
      guard let path = source.path else { continue }
      guard unsafe access(path, R_OK) == 0, !isDirectory(path) else {
        throw .noInput(source: source.name)
      }
    }
  }

  // Safety: `status` is filled by stat before it is read.
  static func isDirectory(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}

/// Sees sources as they are opened and chunks as they are read, in order, one at a time.
protocol SourceWitness: AnyObject, Sendable {
  /// A source was opened; the witness may skip what a former run has read.
  func opened(
    _ source: Int, _ descriptor: Int32, _ form: InputForm, _ limits: ReadLimits, wake: Int32
  ) throws -> ChunkReader
  func read(_ item: WorkItem) throws
}

/// Goes through a run's sources one after the other.
///
/// The engine calls it under a lock: it belongs to whichever worker reads.
struct SourceSequence: ~Copyable {
  private let sources: [Source]
  /// What all sources hold; nil to find it out for each.
  private let form: InputForm?
  private let limits: ReadLimits
  private let wake: Int32
  private let witness: (any SourceWitness)?
  private var next = 0
  private var current: ChunkReader?
  private var descriptor: Int32 = -1
  private var isFirst = false
  private var currentForm = InputForm.jsonLines
  private var chunks = 0
  /// Bytes of the sources that are through, as they lie in their files.
  private var consumed = 0

  init(
    _ sources: [Source], form: InputForm?, limits: ReadLimits, wake: Int32,
    witness: (any SourceWitness)? = nil
  ) {
    self.sources = sources
    self.form = form
    self.limits = limits
    self.wake = wake
    self.witness = witness
  }

  /// Fills the item with the next chunk of the next source that has one.
  mutating func read(into item: WorkItem, patience: Int32) throws -> ChunkReader.Outcome {
    while true {
      if current == nil {
        guard next < sources.count else { return .end }
        try openNext()
      }
      let outcome: ChunkReader.Outcome
      do {
        outcome = try current!.read(into: &item.chunk, patience: patience)
      } catch {
        throw PipelineError.readFailed(source: sources[next - 1].name, code: error.code)
      }
      switch outcome {
      case .chunk:
        item.number = chunks
        item.source = next - 1
        item.isFirstOfSource = isFirst
        item.form = currentForm
        item.consumed = consumed + item.chunk.consumed
        isFirst = false
        chunks += 1
        try witness?.read(item)
        return .chunk
      case .end:
        consumed += item.chunk.consumed
        current = nil
        if sources[next - 1].path != nil { close(descriptor) }
      case .idle, .woken: return outcome
      }
    }
  }

  private mutating func openNext() throws {
    let source = sources[next]
    descriptor = STDIN_FILENO
    if let path = source.path {
      let flags = source.mustBeRegular ? O_NOFOLLOW | O_NONBLOCK : 0
      descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | flags)
      guard descriptor >= 0, !source.mustBeRegular || ChunkReader.isRegularFile(descriptor) else {
        throw PipelineError.noInput(source: source.name)
      }
    } else {
      Self.widenPipe(descriptor)
    }
    do throws(ReadFailure) {
      currentForm = if let form { form } else { try .recognised(in: descriptor, limits: limits) }
    } catch {
      throw PipelineError.readFailed(source: source.name, code: error.code)
    }
    if let witness {
      current = try witness.opened(next, descriptor, currentForm, limits, wake: wake)
    } else {
      current = ChunkReader(
        descriptor: descriptor, wake: wake, limits: limits, form: currentForm)
    }
    next += 1
    isFirst = true
  }

  /// Asks for a pipe of one chunk instead of 64 KiB; a refusal costs nothing but speed.
  private static func widenPipe(_ descriptor: Int32) {
    _ = fcntl(descriptor, 1031, 1 << 20)  // F_SETPIPE_SZ, which the Glibc module does not export
  }
}
