/// Takes the fields of a compiled catalogue from its bytes, one after the other.
///
/// Bytes in an array and not a `String`: indices into strings made it four times slower.
struct FieldReader {
  private let bytes: [UInt8]
  private var position: Int
  private let end: Int
  /// The last rule's path, which most rules share with the one before.
  private var file = ""

  init(_ slice: ArraySlice<UInt8>) {
    self.bytes = Array(slice)
    self.position = 0
    self.end = bytes.count
  }

  var isAtEnd: Bool { position == end }

  static func refusal(_ detail: String) -> RuleFileError {
    RuleFileError(file: "catalogue", line: 1, code: .badCatalogue, detail: detail)
  }

  mutating func integer() throws(RuleFileError) -> Int {
    try digits(end: UInt8(ascii: ";"))
  }

  /// A number of things that follow, each of which takes at least a byte.
  mutating func count() throws(RuleFileError) -> Int {
    let count = try integer()
    guard count <= end - position else {
      throw Self.refusal("a count is larger than what follows")
    }
    return count
  }

  mutating func text() throws(RuleFileError) -> String {
    String(decoding: try slice(), as: UTF8.self)
  }

  mutating func slice() throws(RuleFileError) -> ArraySlice<UInt8> {
    let length = try digits(end: UInt8(ascii: ":"))
    guard length <= end - position else { throw Self.refusal("a text is cut short") }
    defer { position += length }
    return bytes[position..<position + length]
  }

  private mutating func digits(end: UInt8) throws(RuleFileError) -> Int {
    var value = 0
    var any = false
    while position < self.end {
      let byte = bytes[position]
      position += 1
      if byte == end, any { return value }
      // Nine digits are more than any catalogue needs, and cannot overflow.
      guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9"), value < 100_000_000 else { break }
      value = value * 10 + Int(byte - UInt8(ascii: "0"))
      any = true
    }
    throw Self.refusal("a number is not one")
  }

  private mutating func number() throws(RuleFileError) -> Double {
    Double(try integer() - FieldWriter.scoreUnit) / Double(FieldWriter.scoreUnit)
  }

  mutating func rule(lists: [[String]]) throws(RuleFileError) -> Rule {
    let id = try text()
    let entity = try text()
    let regex = try text()
    let trigger = try trigger(lists: lists)
    let reach = try integer()
    let score = try number()
    let validator = try text()
    let context = try context(lists: lists)
    let vetoes = try self.context(lists: lists)
    var regions: [String] = []
    for _ in 0..<(try count()) { regions.append(try text()) }
    let isSpoken = try integer() != 0
    let enabled = try integer() != 0
    let path = try text()
    if !path.isEmpty { file = path }
    let line = try integer()
    let about = try slice()
    var rule = Rule(
      id: id, entity: entity, regex: regex, trigger: trigger, reach: reach, score: score,
      validator: validator.isEmpty ? nil : validator, context: context, vetoes: vetoes,
      regions: regions, isSpoken: isSpoken, enabled: enabled, file: file, line: line)
    rule.about = .encoded(about)
    return rule
  }

  private mutating func trigger(lists: [[String]]) throws(RuleFileError) -> Trigger {
    let byteClasses = Trigger.ByteClass.allCases
    let byteClass = try integer()
    if byteClasses.indices.contains(byteClass) {
      return .cluster(
        byteClasses[byteClass], count: try integer(), gap: try integer(),
        form: Trigger.ClusterForm(
          number: try integer(), run: try integer(), groups: try integer(),
          alphanumeric: try integer(), mixed: try integer(),
          beside: try beside()))
    }
    guard byteClass == byteClasses.count else { throw Self.refusal("no such byte class") }
    let list = try integer()
    guard lists.indices.contains(list) else { throw Self.refusal("no such list of literals") }
    return .literals(lists[list])
  }

  private mutating func beside() throws(RuleFileError) -> Trigger.Beside {
    guard let value = UInt8(exactly: try integer()), value <= Trigger.Beside.all.rawValue else {
      throw Self.refusal("no such neighbour of a cluster")
    }
    return Trigger.Beside(rawValue: value)
  }

  private mutating func context(lists: [[String]]) throws(RuleFileError) -> Context? {
    let list = try integer()
    guard list > 0 else { return nil }
    guard list <= lists.count else { throw Self.refusal("no such list of words") }
    return Context(words: lists[list - 1], boost: try number(), within: try integer())
  }

  mutating func about() throws(RuleFileError) -> Rule.About {
    let title = try text()
    let source = try text()
    let hasNote = try integer() != 0
    let note = try text()
    var examples = Examples()
    for _ in 0..<(try count()) {
      let (text, value, region) = (try text(), try text(), try text())
      examples.match.append(
        Example(text: text, value: value, region: region.isEmpty ? nil : region))
    }
    for _ in 0..<(try count()) { examples.noMatch.append(try text()) }
    return Rule.About(
      title: title, source: source, note: hasNote ? note : nil, examples: examples)
  }
}
