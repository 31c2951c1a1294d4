import Foundation

/// The strings of a JSON text.
enum JSONStrings {
  /// All of them that are values.
  static func all(_ text: String) throws -> [String] { try byName(text).flatMap(\.value) }

  /// The values by the names of the members that hold them, each in the order of the text.
  static func byName(_ text: String) throws -> [String: [String]] {
    var strings: [String: [String]] = [:]
    func visit(_ value: Any, _ name: String) {
      if let text = value as? String { strings[name, default: []].append(text) }
      if let list = value as? [Any] { for element in list { visit(element, name) } }
      if let object = value as? [String: Any] { for (name, value) in object { visit(value, name) } }
    }
    visit(try JSONSerialization.jsonObject(with: Data(text.utf8)), "")
    return strings
  }
}
