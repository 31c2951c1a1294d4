import CorpusText
import Detection
import Foundation

/// What it costs to look through each disguise: the same turns, three in five with personal data, in each.
enum ViewPasses {
  static let benchmarks: [Benchmark] = disguises.map { name, disguise in
    Benchmark(name: "view/\(name)") {
      try DetectPass(Input.turns(.dense).map(disguise), try Rules.standard())
    }
  }

  private static let disguises: [(String, @Sendable (String) -> String)] = [
    ("plain", { $0 }),
    // The quotes make the scanner mark the string as escaped.
    ("escapes", { "\"\($0)\"" }),
    ("backslashes", { marked($0) { "\\u00" + hexadecimal($0) } }),
    ("percent", { marked($0) { "%" + hexadecimal($0) } }),
    ("html", { marked($0) { "&#\($0);" } }),
    ("quoted-printable", { marked($0) { "=" + hexadecimal($0) } }),
    ("folded", fullWidth),
    ("base64", { Data($0.utf8).base64EncodedString() }),
    ("written", written),
    ("spoken", spoken),
    ("nested", { "{\"said\":\"\($0)\"}" }),
  ]

  /// A text in which everything in ASCII but letters, digits and spaces is written by `encode`.
  private static func marked(_ text: String, _ encode: (UInt8) -> String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      let isPlain = !scalar.isASCII || scalar == " " || scalar.properties.isAlphabetic
      if isPlain || ("0"..."9").contains(scalar) {
        result.unicodeScalars.append(scalar)
      } else {
        result += encode(UInt8(scalar.value))
      }
    }
    return result
  }

  private static func hexadecimal(_ byte: UInt8) -> String {
    (byte < 16 ? "0" : "") + String(byte, radix: 16)
  }

  /// Digits as East Asian text holds them, U+FF10 to U+FF19.
  private static func fullWidth(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let isDigit = ("0"..."9").contains(scalar)
      result.append(isDigit ? Unicode.Scalar(scalar.value + 0xFEE0) ?? scalar : scalar)
    }
    return String(result)
  }

  private static func written(_ text: String) -> String {
    text.replacingOccurrences(of: "@", with: " (at) ")
      .replacingOccurrences(of: ".", with: " (dot) ")
  }

  private static func spoken(_ text: String) -> String {
    let digits = ["oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    var result = ""
    for character in text {
      if let digit = character.wholeNumberValue, character.isASCII {
        result += digits[digit] + " "
      } else if character == "@" {
        result += " at "
      } else if character == "." {
        result += " dot "
      } else {
        result.append(character)
      }
    }
    return result
  }
}
