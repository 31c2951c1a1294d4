/// How long a record may wait for the rest of a value that it leaves open.
package struct WindowLimits: Sendable, Equatable {
  /// Turns of one conversation that are read together, at least 2.
  package var turns: Int
  package var seconds: Double

  /// What spoken.md's recogniser pauses and listeners' words take: a card is said in up to four results.
  package static let standard = WindowLimits(turns: 6, seconds: 20)

  package init(turns: Int, seconds: Double) {
    self.turns = turns
    self.seconds = seconds
  }
}
