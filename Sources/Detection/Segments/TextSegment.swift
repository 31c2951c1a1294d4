/// A string of a record that holds a piece of what is said: a turn, a sentence, a word. Its numbers have 32 bits as a
/// leaf's have.
package struct TextSegment: Sendable {
  private var packedLeaf: UInt32
  private var packedStart: UInt32
  private var packedEnd: UInt32
  /// The string holds a backslash.
  package var isEscaped: Bool
  /// Who says it, as a number that says no more than whether two are the same; 0 for nobody knows.
  package var speaker: UInt64

  package init(leaf: Int, start: Int, end: Int, isEscaped: Bool, speaker: UInt64) {
    packedLeaf = UInt32(leaf)
    packedStart = UInt32(start)
    packedEnd = UInt32(end)
    self.isEscaped = isEscaped
    self.speaker = speaker
  }

  /// Index into the scanner's leaves.
  package var leaf: Int { Int(packedLeaf) }
  package var start: Int { Int(packedStart) }
  package var end: Int { Int(packedEnd) }
}
