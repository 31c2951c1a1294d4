import Foundation

/// What of a JSON text is no string and no number, told without Hush's own scanner.
enum Skeleton {
  /// The text with each string and number as one `s`: a number may become a string.
  static func of(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var skeleton: [UInt8] = []
    var rest = text
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "\""):
        while let inner = rest.popFirst(), inner != UInt8(ascii: "\"") {
          if inner == UInt8(ascii: "\\") { _ = rest.popFirst() }
        }
        skeleton.append(UInt8(ascii: "s"))
      case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
        while let next = rest.first, Self.numberBytes.contains(next) { rest.removeFirst() }
        skeleton.append(UInt8(ascii: "s"))
      default: skeleton.append(byte)
      }
    }
    return skeleton
  }

  private static let numberBytes = Set("0123456789+-.eE".utf8)

  /// Whether Foundation takes the text for JSON.
  static func isJSON(_ text: ArraySlice<UInt8>) -> Bool {
    (try? JSONDecoder().decode(Anything.self, from: Data(text))) != nil
  }

  private struct Anything: Decodable {
    init(from decoder: any Decoder) {}
  }
}
