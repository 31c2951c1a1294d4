/// Words whose nearness makes a match more likely, or less.
///
/// A word is compared without regard to ASCII case and must stand alone: its neighbours are not
/// letters. A change from a small letter to a capital, a digit and an underscore also end a word,
/// so `phone` is found in `mobilePhone`, `phone_2` and `PHONE:`, but not in `phoneme`. A trailing
/// `*` lets any letters follow (`call*`: call, calls, calling); a leading one lets any letters go
/// before, as compound words need (`*nummer`). A word that begins with a non-ASCII byte is found
/// anywhere, since the scripts that need it most put no space between words. A word may hold
/// single spaces; they match single spaces.
public struct Context: Sendable, Hashable {
  public var words: [String]
  /// What is added to the score when at least one word is near; below zero for vetoes.
  public var boost: Double
  /// How many bytes before a match and after it are looked at.
  public var within: Int

  public init(words: [String], boost: Double, within: Int) {
    self.words = words
    self.boost = boost
    self.within = within
  }
}
