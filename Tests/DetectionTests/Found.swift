import Detection
import Records
import RuleFormat

/// A finding with its value, so that tests can say what they expect.
struct Found: Equatable {
  var entity: String
  /// Decoded, when the string was escaped.
  var value: String
  var start: Int
  var end: Int
  var score: Float
  var rule: String
  /// The name of what hid it.
  var view = "plain"
}

enum Rules {
  static let builtIn: [Rule] = (try? Catalogue.builtIn()) ?? []

  /// The built-in rules as a run without options uses them.
  static let standard: RuleSet? = try? RuleSet(builtIn, selection: Selection())

  static func selected(
    from rules: [Rule] = builtIn, _ change: (inout Selection) -> Void
  ) throws -> RuleSet {
    var selection = Selection()
    change(&selection)
    return try RuleSet(rules, selection: selection)
  }
}

func regions(_ names: [String]) -> Regions {
  var regions = Regions()
  for name in names { regions.insert(name) }
  return regions
}

/// What is found in a plain text.
func find(
  _ text: String, name: String = "", hints: [String] = [], rules: RuleSet? = Rules.standard
) throws -> [Found] {
  guard let rules else { throw Missing.rules }
  var detector = Detector(rules)
  return try findText(text, name: name, hints: hints, &detector)
}

/// What a detector finds in a plain text.
func findText(
  _ text: String, name: String = "", hints: [String] = [], _ detector: inout Detector
) throws -> [Found] {
  let rules = detector.ruleSet
  let bytes = Array(text.utf8)
  let nameBytes = Array(name.utf8)
  try detector.examine(text: bytes.span, name: nameBytes.span, hints: regions(hints))
  return detector.findings.map { finding in
    Found(
      entity: rules.entities[finding.entity],
      value: String(decoding: bytes[finding.start..<finding.end], as: UTF8.self),
      start: finding.start, end: finding.end, score: finding.score,
      rule: rules.rules[finding.rule].id, view: finding.view.name)
  }
}

/// What is found in the leaves of a line of JSON, one after the other.
func findInJSON(_ json: String, rules: RuleSet? = Rules.standard) throws -> [Found] {
  guard let rules else { throw Missing.rules }
  let bytes = Array(json.utf8)
  var chunk = Chunk(bytes)
  chunk.classify(gate: rules.gate)
  let words = chunk.maps.words
  var scanner = JSONScanner(gate: rules.gate, fields: FieldTable([]))
  guard case .record = scanner.scanLine(bytes.span, maps: words.span, from: 0).outcome else {
    throw Missing.record
  }
  var detector = Detector(rules)
  var found: [Found] = []
  for leaf in scanner.leaves where leaf.isNotable {
    try detector.examine(leaf, bytes.span, maps: words.span, hints: Regions())
    for finding in detector.findings {
      var value: [UInt8] = []
      if leaf.isEscaped {
        JSONEscapes.decode(bytes.span, finding.start, finding.end, into: &value)
      } else {
        value = Array(bytes[finding.start..<finding.end])
      }
      found.append(
        Found(
          entity: rules.entities[finding.entity], value: String(decoding: value, as: UTF8.self),
          start: finding.start, end: finding.end, score: finding.score,
          rule: rules.rules[finding.rule].id, view: finding.view.name))
    }
  }
  return found
}

/// The values found in a record's only member.
func findValues(
  ofMember name: String, _ text: String, hints: [String], _ detector: inout Detector
) throws -> [String] {
  let bytes = Array("{\"\(name)\":\"\(text)\"}".utf8)
  let gate = detector.ruleSet.gate
  var chunk = Chunk(bytes)
  chunk.classify(gate: gate)
  let words = chunk.maps.words
  var scanner = JSONScanner(gate: gate, fields: FieldTable([]))
  guard case .record = scanner.scanLine(bytes.span, maps: words.span, from: 0).outcome else {
    throw Missing.record
  }
  var values: [String] = []
  for leaf in scanner.leaves {
    try detector.examine(leaf, bytes.span, maps: words.span, hints: regions(hints))
    values += detector.findings.map { String(decoding: bytes[$0.start..<$0.end], as: UTF8.self) }
  }
  return values
}

enum Missing: Error { case rules, record }

extension [Found] {
  var values: [String] { map(\.value) }
  var entities: [String] { map(\.entity) }
}
