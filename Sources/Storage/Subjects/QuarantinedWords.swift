/// Finds the quarantined lines that name a person: nobody could examine them, so their ids are
/// looked for as they are.
struct QuarantinedWords {
  private let store: Store

  init(store: Store) {
    self.store = store
  }

  /// The numbers of the lines that name `subject`, with nothing longer around the name.
  ///
  /// A line whose day's key is destroyed names nobody. Throws when a line was changed.
  func lines(naming subject: String) throws -> [Int64] {
    let name = Array(subject.utf8)
    return try store.quarantined(after: nil).compactMap { line in
      guard let text = try store.open(line), Self.holds(text, name) else { return nil }
      return line.id
    }
  }

  private static func holds(_ text: [UInt8], _ name: [UInt8]) -> Bool {
    guard !name.isEmpty, text.count >= name.count else { return false }
    return (0...text.count - name.count).contains { start in
      let end = start + name.count
      return text[start..<end].elementsEqual(name)
        && (start == 0 || !isWord(text[start - 1])) && (end == text.count || !isWord(text[end]))
    }
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...:
      true
    default: false
    }
  }
}
