import Records

/// Writes one flat or nested JSON object, members in the order they are added.
package struct JSONObjectWriter {
  private var text = "{"

  package init() {}

  /// The object, closed.
  package var finished: String { text + "}" }

  package mutating func add(_ name: String, _ value: String) {
    add(name, raw: Self.quoted(value))
  }

  package mutating func add(_ name: String, _ value: Int) { add(name, raw: String(value)) }

  package mutating func add(_ name: String, _ object: JSONObjectWriter) {
    add(name, raw: object.finished)
  }

  /// Adds a member whose value is JSON already.
  package mutating func add(_ name: String, raw value: String) {
    if text.utf8.count > 1 { text += "," }
    text += Self.quoted(name) + ":" + value
  }

  /// A text as a JSON string with its quotes.
  package static func quoted(_ text: String) -> String {
    var output = [UInt8(ascii: "\"")]
    let bytes = Array(text.utf8)
    JSONEscapes.encode(bytes.span, into: &output)
    output.append(UInt8(ascii: "\""))
    return String(decoding: output, as: UTF8.self)
  }
}
