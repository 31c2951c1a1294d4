/// Which characters stand for others when a value is read: what ``View`` folds.
///
/// From the Unicode Character Database 17.0: the decimal digits of all scripts (general category Nd), dashes (Pd),
/// spaces (Zs) and invisible characters (default-ignorable Cf and variation selectors), and those that NFKC
/// (UAX #15) makes an ASCII character of. Beyond NFKC: other scripts' full stops, and numbers in circles. Accented
/// letters stay, because context words hold them.
struct FoldTable: Sendable {
  /// What becomes of a character.
  enum Fold: Equatable {
    case keep
    case remove
    case ascii(UInt8)
    /// A number of two digits in one character.
    case number(UInt8)
    /// A combining mark: it goes behind a digit, and stays behind a letter.
    case mark
    /// A superscript or subscript digit: part of a number only where it is no footnote's.
    case raised(UInt8)
    /// A long-vowel mark or a picture, which people put between digits as a dash.
    case dashBehindDigit
  }

  /// For each 256 characters the place of their codes in ``codes``; 0 for pages in which all stay.
  private var pages: [UInt16]
  private var codes: [UInt8]

  private enum Code {
    static let remove: UInt8 = 1
    static let mark: UInt8 = 2
    static let dashBehindDigit: UInt8 = 3
    static let number: UInt8 = 0x80
    static let raised: UInt8 = 0xC0
  }

  init() {
    pages = Array(repeating: 0, count: Int(Self.last >> 8) + 1)
    codes = Array(repeating: 0, count: 256)
    for range in Self.pictographs { for scalar in range { set(scalar, Code.dashBehindDigit) } }
    for zero in Self.digitZeros {
      for digit in 0..<10 { set(zero + UInt32(digit), UInt8(ascii: "0") + UInt8(digit)) }
    }
    for run in Self.numberRuns {
      for offset in 0..<run.count {
        let value = run.value + UInt8(offset)
        set(
          run.first + UInt32(offset), value < 10 ? UInt8(ascii: "0") + value : Code.number | value)
      }
    }
    for run in Self.raisedRuns {
      for offset in 0..<run.count {
        set(run.first + UInt32(offset), Code.raised | (run.value + UInt8(offset)))
      }
    }
    for (first, letter) in Self.alphabets {
      for offset in 0..<26 { set(first + UInt32(offset), letter + UInt8(offset)) }
    }
    // The mathematical alphabets: thirteen of 52 letters each. Their holes are the letter-like symbols below.
    for scalar in UInt32(0x1D400)...0x1D6A3 {
      let letter = UInt8((scalar - 0x1D400) % 52)
      set(scalar, letter < 26 ? UInt8(ascii: "A") + letter : UInt8(ascii: "a") + letter - 26)
    }
    for (scalar, letter) in Self.letters { set(scalar, letter) }
    for (character, scalars) in Self.others {
      for scalar in scalars { set(scalar, character) }
    }
    for scalar in UInt32(0xFF01)...0xFF5E { set(scalar, UInt8(scalar - 0xFEE0)) }
    for range in Self.invisible { for scalar in range { set(scalar, Code.remove) } }
    for range in Self.marks { for scalar in range { set(scalar, Code.mark) } }
    for scalar in Self.longVowels { set(scalar, Code.dashBehindDigit) }
  }

  private mutating func set(_ scalar: UInt32, _ code: UInt8) {
    let page = Int(scalar >> 8)
    if pages[page] == 0 {
      pages[page] = UInt16(codes.count / 256)
      codes.append(contentsOf: repeatElement(0, count: 256))
    }
    codes[Int(pages[page]) << 8 | Int(scalar & 0xFF)] = code
  }

  /// What becomes of a character outside ASCII.
  @inline(__always)
  func fold(_ scalar: UInt32) -> Fold {
    guard scalar <= Self.last else { return .keep }
    let page = pages[Int(scalar >> 8)]
    return page == 0 ? .keep : Self.meaning(codes[Int(page) << 8 | Int(scalar & 0xFF)])
  }

  private static func meaning(_ code: UInt8) -> Fold {
    switch code {
    case 0: .keep
    case Code.remove: .remove
    case Code.mark: .mark
    case Code.dashBehindDigit: .dashBehindDigit
    case Code.raised...: .raised(UInt8(ascii: "0") + (code & 0x0F))
    case Code.number...: .number(code & 0x3F)
    default: .ascii(code)
    }
  }
}
