/// How many letters of each case and digits a stretch of text has.
struct CharacterMix {
  private(set) var capitals = 0
  private(set) var smallLetters = 0
  private(set) var digits = 0
  private(set) var others = 0

  init(_ text: Span<UInt8>, _ range: Range<Int>) {
    for position in range {
      let byte = text[position]
      if byte.isASCIIDigit {
        digits += 1
      } else if byte.isASCIIUppercase {
        capitals += 1
      } else if byte.isASCIILetter {
        smallLetters += 1
      } else {
        others += 1
      }
    }
  }

  /// All three kinds occur, as in nearly everything random of some length and in few words.
  var isThorough: Bool { capitals > 0 && smallLetters > 0 && digits > 0 }
}
