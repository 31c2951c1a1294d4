import Detection
import Records

/// What is known of a record that is a turn of a conversation, whether or not it is held back.
struct TurnNote {
  /// Lines of the chunk before it.
  var line: Int
  /// The record's bytes in the chunk.
  var record: Range<Int>
  /// Those of its text.
  var text: Range<Int>
  /// Its tenant and conversation, as a number.
  var conversation: UInt64
  /// Who speaks, as a number; 0 for nobody knows.
  var speaker: UInt64
  var end: OpenText.End
  /// What was found in it by itself, as a range of its chunk's ``ChunkResult/foundInTurns``.
  var found: Range<Int>
  /// Whom it introduces by itself, as a range of its chunk's ``ChunkResult/people``.
  var people = 0..<0

  /// Whether it could go on with a value that was begun: asked only where one was.
  func continues(_ bytes: Span<UInt8>) -> Bool {
    OpenText.continues(bytes, text.lowerBound, text.upperBound)
  }

  /// Whether it is what listeners say while somebody else speaks.
  func isBackchannel(_ bytes: Span<UInt8>) -> Bool {
    OpenText.isBackchannel(bytes, text.lowerBound, text.upperBound)
  }
}

/// What was found in a record by itself.
struct FoundInTurn {
  /// In the chunk.
  var place: Range<Int>
  var entity: Int
}
