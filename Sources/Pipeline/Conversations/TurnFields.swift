import Detection
import Records
import Redaction

/// Where records say which conversation they belong to, who speaks and what.
struct TurnFields: Sendable {
  /// Where the conversation stands if the caller chose; nil for the names that records use.
  var pointer: [String]?
  /// Turns of one conversation that are read together.
  var mostTurns = WindowLimits.standard.turns

  /// Top-level members whose text is a turn's; SegmentNames has those further down.
  static let texts = [
    "text", "content", "message", "body", "transcript", "utterance", "sentence", "voicePrompt",
    "prompt", "digit", "digits", "dtmf", "caption", "display", "value", "words", "word",
  ]
  /// Top-level members that name the conversation.
  var conversations: [String] {
    pointer == nil ? IdentityFields.Role.conversation.defaultNames : []
  }
}

/// Reads off a scanned record what it is as a turn of a conversation: one worker's.
struct TurnReader {
  private let pointer: [String]?
  /// The scanner's fields by number; behind them is the one for all texts together.
  let names: [String]
  // The scanner's numbers of the members wanted, the first present first.
  private let conversations: [Int]
  private let tenants: [Int]
  private let texts: [Int]
  /// Those that name who speaks, a bit each.
  private var speakers: UInt128 = 0
  private var decoded: [UInt8] = []

  /// - Parameter others: what the scanner looks for in any case.
  init(_ fields: TurnFields, names others: [String]) {
    let names = others.contains("role") ? others : others + ["role"]
    func numbers(_ wanted: [String]) -> [Int] { wanted.compactMap { names.firstIndex(of: $0) } }
    self.names = names
    pointer = fields.pointer
    conversations = numbers(fields.conversations)
    tenants = numbers(IdentityFields.Role.tenant.defaultNames)
    texts = [names.count] + numbers(TurnFields.texts)
    for (number, name) in names.enumerated() {
      let name = Array(name.utf8)
      if SegmentNames.isSpeaker(name.span, 0, name.count) { speakers |= 1 << UInt128(number) }
    }
  }

  /// The number of the record's tenant and conversation; nil if it names none.
  func conversation(
    _ fields: [FieldValue], _ bytes: Span<UInt8>, _ maps: Span<UInt64>, lineStart: Int
  ) -> UInt64? {
    var value = FieldValue()
    if let pointer {
      value = JSONScanner.value(at: pointer, bytes, maps: maps, lineFrom: lineStart)
    } else {
      for number in conversations {
        value = fields[number]
        if value.isScalar, value.end > value.start { break }
      }
    }
    guard value.isScalar, value.end > value.start else { return nil }
    var hash = FNV1a()
    for number in tenants where fields[number].isScalar {
      hash.add(bytes, fields[number].start..<fields[number].end)
      hash.add(0)
      break
    }
    hash.add(bytes, value.start..<value.end)
    return hash.value
  }

  /// Who speaks, as series of strings have it: what the first member that names anybody says; 0 for nobody knows.
  func speaker(_ fields: [FieldValue], among present: UInt128, _ bytes: Span<UInt8>) -> UInt64 {
    var first = FieldValue()
    var left = present & speakers
    while left != 0 {
      let value = fields[left.trailingZeroBitCount]
      left &= left - 1
      if value.isScalar, first.kind == .absent || value.start < first.start {
        first = value
      }
    }
    return first.kind == .absent ? 0 : Self.number(bytes, first.start, first.end)
  }

  static func number(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> UInt64 {
    var hash = FNV1a()
    hash.add(bytes, start..<end)
    return hash.value | 1
  }

  /// The record's text, if it is a member of the record itself.
  func text(_ fields: [FieldValue]) -> FieldValue? {
    for number in texts {
      let value = fields[number]
      if value.kind == .string || value.kind == .escapedString, value.end > value.start {
        return value
      }
    }
    return nil
  }

  /// How a text ends, but for what was found in it.
  ///
  /// - Parameter isNamed: the text has the name of a member before it, which may say that it is a key that was pressed.
  mutating func end(
    of text: FieldValue, _ bytes: Span<UInt8>, _ findings: [RecordRedactor.RecordFinding],
    isNamed: Bool = true
  ) -> OpenText.End {
    var covered = text.start
    for found in findings
    where found.finding.start >= text.start && found.finding.end <= text.end {
      covered = max(covered, found.finding.end)
    }
    if text.kind == .string {
      return OpenText.end(
        bytes, text.start, text.end, covered: covered, isKeyed: isNamed && isKeyed(text, bytes))
    }
    decoded.removeAll(keepingCapacity: true)
    JSONEscapes.decode(bytes, text.start, covered, into: &decoded)
    let start = decoded.count
    JSONEscapes.decode(bytes, covered, text.end, into: &decoded)
    let said = decoded
    return OpenText.end(said.span, 0, said.count, covered: start)
  }

  /// Whether a text is a key that was pressed: the member's name says `digit` or `dtmf`.
  private func isKeyed(_ text: FieldValue, _ bytes: Span<UInt8>) -> Bool {
    guard text.end - text.start <= Self.mostKeys else { return false }
    var at = text.start - 2
    while at > 0, bytes[at] != UInt8(ascii: "\"") { at -= 1 }
    return at > 4
      && (bytes[at - 1] == UInt8(ascii: "t") && bytes[at - 2] == UInt8(ascii: "i")
        || bytes[at - 1] == UInt8(ascii: "s") && bytes[at - 2] == UInt8(ascii: "t")
          && bytes[at - 3] == UInt8(ascii: "i")
        || bytes[at - 1] == UInt8(ascii: "f"))
  }

  private static let mostKeys = 4
}
