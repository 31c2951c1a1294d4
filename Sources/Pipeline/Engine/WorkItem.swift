import Records
import Storage

/// A chunk on its way through the pipeline, with what the stages made of it.
///
/// Exactly one thread holds an item at any moment; the engine's monitor is what hands it on. Its buffers are
/// recycled, so a run's memory does not depend on the input's length.
final class WorkItem: @unchecked Sendable {
  var chunk = Chunk()
  /// Position in the run, from 0, over all sources.
  var number = 0
  /// Index into the run's sources.
  var source = 0
  var isFirstOfSource = false
  /// What the source holds.
  var form = InputForm.jsonLines
  /// Bytes of the run's sources read so far, as they lie in their files.
  var consumed = 0
  var result = ChunkResult()
  /// `ingest`: the sealed records.
  var batch = SealedBatch()
  /// `ingest`: how far the source is read with this chunk; without its last line, if that has no LF.
  var position: SourcePosition?
  var positionBeforeLastLine: SourcePosition?
  /// What its records share with others of their conversations.
  var joined = JoinedParts()
  /// Why it could not be processed; thrown when its turn to be written comes.
  var failure: (any Error)?

  init() {}

  /// Forgets what became of what was read into it before.
  func forget() {
    failure = nil
    joined.removeAll()
  }

  /// Gives up room that little content does not need: it may wait beside many others.
  func trim() { chunk.trim() }
}

/// What examining a chunk gave.
struct ChunkResult {
  /// The bytes to write, unless ``isUnchanged``.
  var output: [UInt8] = []
  /// The chunk's own bytes are the output.
  var isUnchanged = false
  /// Where line numbers go into the output: only the ordered stage knows how many lines came before.
  var marks: [LineMark] = []
  var refused: [RefusedLine] = []
  /// Lines of the chunk, blank ones included.
  var lines = 0
  /// The last line lacks its LF, is no JSON yet, and was left for a later run.
  var leftIncomplete = false
  /// How far the examined bytes stand behind where the record begins in the chunk, if they are a copy.
  var shift = 0
  var tally = Tally()
  /// The chunk's turns of conversations, in their order.
  var turns: [TurnNote] = []
  /// What each of them holds by itself.
  var foundInTurns: [FoundInTurn] = []
  /// The lines in which something was found by itself, and those that were refused.
  var notable: Set<Int> = []
  /// The names of those whom they introduce.
  var people: [[UInt8]] = []
  /// A value is open at the end of one of them.
  var leavesOpen = false
  /// One of them asks for a value.
  var asks = false
  /// The run ends at a line that was refused.
  var endsRun = false

  /// Empties all but ``turns`` and what they hold: it does not depend on what they share.
  mutating func clear(entities: Int) {
    output.removeAll(keepingCapacity: true)
    isUnchanged = false
    marks.removeAll(keepingCapacity: true)
    refused.removeAll(keepingCapacity: true)
    lines = 0
    leftIncomplete = false
    shift = 0
    endsRun = false
    tally.clear(entities: entities)
  }
}

/// A line number that is still relative to its chunk.
struct LineMark {
  /// Where in the output its digits go.
  var position: Int
  /// Lines of the chunk before it.
  var line: Int
}

/// A line that could not be examined.
struct RefusedLine {
  var reason: RefusalReason
  /// Lines of the chunk before it.
  var line: Int
  /// First byte in the chunk.
  var start: Int
  /// Bytes of it that the chunk holds: all, unless it is too long.
  var held: Int
  /// Its length in the source, without its LF.
  var length: Int
  /// It has an LF that the chunk does not hold, because the line is too long.
  var hasDetachedLF = false
}
