package import Records

/// What a line of a plain transcript begins with: who says it, perhaps behind a time or marks of a list, as in
/// `Agent: …`, `[00:01:12] Customer 2: …` and `- **Support (Jane):** …`.
///
/// Only labels with a word for a side of a conversation count, so a form's `Phone:` and a log's `ERROR:` say nothing.
package enum SpeakerLabel {
  /// Reads the label of the line `bytes[start..<end]`.
  ///
  /// - Returns: who speaks, as a number that says no more than whether two are the same, and where what they say
  ///   begins; nil for a line without a label.
  /// - Complexity: O(``longest``).
  package static func read(
    _ bytes: Span<UInt8>, _ start: Int, _ end: Int
  ) -> (speaker: UInt64, text: Int)? {
    let first = skipTime(bytes, skipMarks(bytes, start, end), end)
    var at = first
    var speaks = false
    var word = first
    while at < min(end, first + longest), bytes[at] != UInt8(ascii: ":") {
      let byte = bytes[at]
      at += 1
      if byte.isASCIIAlphanumeric || byte >= 0x80 || byte == UInt8(ascii: "'") { continue }
      guard stands(inLabels: byte) else { return nil }
      speaks = speaks || sides.number(bytes, word, at - 1) != nil
      word = at
    }
    guard at > first, at < end, bytes[at] == UInt8(ascii: ":"),
      speaks || sides.number(bytes, word, at) != nil
    else { return nil }
    var text = at + 1
    while text < end, bytes[text] == UInt8(ascii: "*") { text += 1 }
    guard text == end || isBlank(bytes[text]) || bytes[text] == UInt8(ascii: "\\") else {
      return nil
    }
    while text < end, isBlank(bytes[text]) { text += 1 }
    return (FNV1a(lowercasing: bytes, first..<at).value | 1, text)
  }

  /// The lines of a JSON string that holds a plain transcript, as segments of a series; none where fewer than two lines
  /// say who speaks. A line without a label belongs to whoever spoke before.
  package static func segments(of leaf: Leaf, at index: Int, _ bytes: Span<UInt8>) -> [TextSegment]
  {
    var segments: [TextSegment] = []
    var (labels, speaker, line) = (0, UInt64(0), leaf.start)
    func add(lineTo end: Int) {
      var start = line
      if let label = read(bytes, line, end) {
        labels += 1
        (speaker, start) = label
      }
      if start < end {
        segments.append(
          TextSegment(leaf: index, start: start, end: end, isEscaped: true, speaker: speaker))
      }
    }
    var at = leaf.start
    while true {
      let escape = SpanBytes.first(UInt8(ascii: "\\"), in: bytes, from: at, to: leaf.end)
      guard escape + 1 < leaf.end else { break }
      at = escape + 2
      // A carriage return belongs to the line feed behind it; alone it ends nothing that people write.
      if bytes[escape + 1] == UInt8(ascii: "n") {
        add(lineTo: escape)
        line = at
      }
    }
    add(lineTo: leaf.end)
    return labels < 2 ? [] : segments
  }

  private static func skipMarks(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
    var at = start
    while at < end, isBlank(bytes[at]) || isMark(bytes[at]) { at += 1 }
    return at
  }

  /// Behind a time in or without brackets, and what stands behind it; where it was where there is none.
  private static func skipTime(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
    var at = start
    var colons = 0
    if at < end, isBracket(bytes[at]) { at += 1 }
    while at < min(end, start + longest) {
      if bytes[at] == UInt8(ascii: ":") {
        colons += 1
      } else if !bytes[at].isASCIIDigit, !stands(inTimes: bytes[at]) {
        break
      }
      at += 1
    }
    guard colons > 0, at < end else { return start }
    if isBracket(bytes[at]) { at += 1 }
    return skipMarks(bytes, at, end)
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }

  /// What stands before lines of lists and quotations.
  private static func isMark(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "-") || byte == UInt8(ascii: "*") || byte == UInt8(ascii: ">")
      || byte == UInt8(ascii: "#") || byte == UInt8(ascii: "|")
  }

  private static func isBracket(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "[") || byte == UInt8(ascii: "]") || byte == UInt8(ascii: "(")
      || byte == UInt8(ascii: ")")
  }

  /// In dates and times of RFC 3339 and their like.
  private static func stands(inTimes byte: UInt8) -> Bool {
    byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "-")
      || byte == UInt8(ascii: "T") || byte == UInt8(ascii: "Z") || byte == UInt8(ascii: " ")
      || byte == UInt8(ascii: "/")
  }

  private static func stands(inLabels byte: UInt8) -> Bool {
    isBlank(byte) || isBracket(byte) || isMark(byte) || byte == UInt8(ascii: "_")
      || byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "/")
  }

  /// Bytes of a label, or of the time before it.
  private static let longest = 40

  /// Sides of conversations; what is also the name of a field in forms is not among them.
  private static let sides = NameIndex(
    """
    agent customer caller callee user assistant representative rep operator advisor adviser client speaker bot chatbot \
    ivr support consultant csr patient doctor nurse guest visitor interviewer interviewee human ai attendant employee \
    salesperson dispatcher receptionist kunde kundin mitarbeiter mitarbeiterin anrufer anruferin berater beraterin \
    cliente agente operador operadora asesor asesora atendente operatore operatrice client cliente conseiller \
    conseillère appelant klant medewerker beller
    """.split(separator: " ").map(String.init), foldsCase: true)
}
