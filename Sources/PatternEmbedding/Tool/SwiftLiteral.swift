/// Writes a text as Swift source that the compiler reads quickly.
///
/// One raw string literal: an array of bytes of the same size takes the compiler minutes.
enum SwiftLiteral {
  static func file(holding text: String) -> String {
    """
    // Written by embed-patterns from Patterns/*.yaml. Change those instead.
    extension PatternCatalogue {
      /// Every rule file of the catalogue, in the form `CompiledCatalogue.decode` reads.
      public static let compiled = \(literal(text))
    }

    """
  }

  /// A multi-line raw literal, all ASCII, so that no editor, tool or line ending can change it.
  static func literal(_ text: String) -> String {
    let hashes = String(repeating: "#", count: longestRun(of: "#", in: text) + 1)
    var body = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n", " "..."~": body.unicodeScalars.append(scalar)
      default: body += "\\\(hashes)u{\(String(scalar.value, radix: 16))}"
      }
    }
    return "\(hashes)\"\"\"\n\(body)\n\"\"\"\(hashes)"
  }

  private static func longestRun(of character: Unicode.Scalar, in text: String) -> Int {
    var longest = 0
    var current = 0
    for scalar in text.unicodeScalars {
      current = scalar == character ? current + 1 : 0
      longest = max(longest, current)
    }
    return longest
  }
}
