/// One place of a literal that a trigger asks for.
public enum LiteralElement: Sendable, Hashable {
  /// This byte; an ASCII letter in either case.
  case byte(UInt8)
  /// `<hex>`: any hexadecimal digit.
  case anyHex
  /// `<digit>`: any decimal digit.
  case anyDigit

  /// The lengths a literal may have, in elements. One byte alone is the business of clusters.
  public static let lengths = 2...64

  /// Reads a literal as rule files write it; nil when its length is not among ``lengths`` or it holds what JSON escapes,
  /// because the pass over a record sees its source: control characters, quotes and, but for the first byte, backslashes.
  public static func parse(_ text: String) -> [LiteralElement]? {
    var elements: [LiteralElement] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.first {
      if let (name, element) = classes.first(where: { rest.starts(with: $0.name) }) {
        elements.append(element)
        rest = rest.dropFirst(name.count)
        continue
      }
      // The second of the two backslashes that stand for one in the source begins the literal.
      guard byte >= 0x20, byte != 0x7F, byte != UInt8(ascii: "\""),
        byte != UInt8(ascii: "\\") || elements.isEmpty
      else { return nil }
      elements.append(.byte(byte))
      rest = rest.dropFirst()
    }
    return lengths.contains(elements.count) ? elements : nil
  }

  private static let classes: [(name: [UInt8], element: LiteralElement)] = [
    (Array("<hex>".utf8), .anyHex), (Array("<digit>".utf8), .anyDigit),
  ]
}
