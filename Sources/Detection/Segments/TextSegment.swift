/// A string of a record that holds a piece of what is said: a turn, a sentence, a word.
package struct TextSegment: Sendable {
  /// Index into the scanner's leaves.
  package var leaf: Int
  package var start: Int
  package var end: Int
  /// The string holds a backslash.
  package var isEscaped: Bool
  /// Who says it, as a number that says no more than whether two are the same; 0 for nobody knows.
  package var speaker: UInt64

  package init(leaf: Int, start: Int, end: Int, isEscaped: Bool, speaker: UInt64) {
    self.leaf = leaf
    self.start = start
    self.end = end
    self.isEscaped = isEscaped
    self.speaker = speaker
  }
}
