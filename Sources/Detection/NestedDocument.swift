package import Records

/// A JSON document that is the whole text of a string, and its own leaves.
package struct NestedDocument {
  /// The document's text, with its way home.
  var view: View
  package internal(set) var scanner: JSONScanner
  /// The document whose leaf is the string that holds this one; -1 for the record itself.
  package internal(set) var parent = -1
  /// That leaf, among the parent's.
  package internal(set) var leafInParent = 0
  /// Strings around the document's text: each adds a layer of escapes.
  package internal(set) var level = 0
  /// Containers around the document's root, in all levels.
  var depth = 0
  /// The member name around the string, which leaves without a name of their own inherit.
  var name: [UInt8] = []

  init(gate: TriggerGate) {
    view = View(gate: gate)
    scanner = JSONScanner(gate: gate, fields: FieldTable([]))
  }

  /// The document's text.
  package var text: [UInt8] { view.text }
  package var maps: [UInt64] { view.maps.words }

  /// Where a range of the document's text stands in the chunk. The range must not be empty.
  package func home(_ range: Range<Int>) -> Range<Int> { view.home(range) }
}

/// A leaf of a nested document in which something was found.
package struct NestedPlace: Sendable {
  /// Index into ``Detector/documents``.
  package var document: Int
  /// Index into the leaves of the document's scanner.
  package var leaf: Int
}

extension View {
  /// Whether the text has the first and last character of an object, an array or a string that may hold one.
  var mayBeDocument: Bool {
    guard let first = text.firstIndex(where: { !Self.isWhiteSpace($0) }),
      let last = text.lastIndex(where: { !Self.isWhiteSpace($0) }), first < last
    else { return false }
    switch (text[first], text[last]) {
    case (UInt8(ascii: "{"), UInt8(ascii: "}")), (UInt8(ascii: "["), UInt8(ascii: "]")):
      return true
    case (UInt8(ascii: "\""), UInt8(ascii: "\"")):
      guard let inner = text[(first + 1)...].first(where: { !Self.isWhiteSpace($0) }) else {
        return false
      }
      return inner == UInt8(ascii: "{") || inner == UInt8(ascii: "[")
        || inner == UInt8(ascii: "\\")
    default:
      return false
    }
  }

  private static func isWhiteSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }
}
