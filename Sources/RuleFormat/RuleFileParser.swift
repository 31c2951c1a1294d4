import Yams

/// Reads rule files written in YAML, strictly: what it does not know it refuses.
///
/// A misspelt key would otherwise switch off a check without anyone noticing.
public enum RuleFileParser {
  /// Reads one rule file.
  ///
  /// - Parameters:
  ///   - yaml: the file's text.
  ///   - file: the path to name in errors and in the rules.
  /// - Throws: ``RuleFileError`` at the first thing that is wrong.
  public static func parse(_ yaml: String, file: String) throws(RuleFileError) -> RuleFile {
    var top = try StrictMapping(root: yaml, file: file)
    let (family, familyNode) = try top.string("family")
    guard Grammar.isName(family) else {
      throw top.error(.badFamily, familyNode, "\(family) is not lower-case words and hyphens")
    }
    // Only a place to hang YAML anchors on, so that rules can share lists of words.
    _ = top.take("shared")
    let ruleNodes = try top.sequence("rules")
    try top.finish()
    var rules: [Rule] = []
    for node in ruleNodes {
      rules.append(try rule(StrictMapping(node, file: file), family: family))
    }
    guard !rules.isEmpty else {
      throw RuleFileError(file: file, line: 1, code: .missingKey, detail: "rules is empty")
    }
    let ruleFile = RuleFile(family: family, rules: rules)
    try RuleFile.checkUniqueIDs([ruleFile])
    return ruleFile
  }

  /// Bytes of a context word.
  private static let longestWord = 64

  private static let ruleKeys: Set<String> = [
    "id", "entity", "title", "source", "regex", "trigger", "reach", "score", "validator", "context",
    "vetoes", "regions", "spoken", "enabled", "note", "examples",
  ]

  private static func rule(
    _ mapping: StrictMapping, family: String
  ) throws(RuleFileError) -> Rule {
    var map = mapping
    try map.allowOnly(ruleKeys)
    let (id, idNode) = try map.string("id")
    guard Grammar.isID(id, family: family) else {
      throw map.error(.badID, idNode, "\(id) is not \(family)/ and a name")
    }
    let (entity, entityNode) = try map.string("entity")
    guard Grammar.isEntity(entity) else {
      throw map.error(.badEntity, entityNode, "\(entity) is not capitals and underscores")
    }
    let title = try map.text("title")
    let source = try map.text("source")
    let regex = try map.text("regex")
    let trigger = try Self.trigger(map.mapping("trigger"))
    let (reach, reachNode) = try map.integer("reach")
    guard (0...65_536).contains(reach) else {
      throw map.error(.badReach, reachNode, "\(reach) is not within 0…65536 bytes")
    }
    let (score, scoreNode) = try map.number("score")
    guard (0...1).contains(score) else {
      throw map.error(.badScore, scoreNode, "\(score) is not within 0…1")
    }
    let validator = try map.optionalText("validator")
    let context = try Self.context(map.optionalMapping("context"), boost: 0...1)
    let vetoes = try Self.context(map.optionalMapping("vetoes"), boost: -1...0)
    let regions = try Self.regions(&map)
    let isSpoken = try map.flag("spoken", otherwise: false)
    let enabled = try map.flag("enabled", otherwise: true)
    let note = try map.optionalText("note")
    guard enabled || note != nil else {
      throw map.error(.noNote, nil, "a rule that is off by default says why")
    }
    let examples = try Self.examples(map.mapping("examples"))
    return Rule(
      id: id, entity: entity, title: title, source: source, regex: regex, trigger: trigger,
      reach: reach, score: score, validator: validator, context: context, vetoes: vetoes,
      regions: regions, isSpoken: isSpoken, enabled: enabled, note: note, examples: examples,
      file: map.file, line: map.line)
  }

  private static func context(
    _ mapping: StrictMapping?, boost allowed: ClosedRange<Double>
  ) throws(RuleFileError) -> Context? {
    guard var map = mapping else { return nil }
    var words: [String] = []
    for node in try map.sequence("words") {
      let word = try map.scalar(node, "words")
      guard word.utf8.contains(where: { $0 != UInt8(ascii: "*") }) else {
        throw map.error(.badContext, node, "an empty word would be near everything")
      }
      guard word.utf8.count <= longestWord else {
        throw map.error(.badContext, node, "a word has at most \(longestWord) bytes")
      }
      words.append(word)
    }
    let (boost, boostNode) = try map.number("boost")
    guard allowed.contains(boost), boost != 0 else {
      throw map.error(
        .badContext, boostNode, "boost \(boost) is not within \(allowed), or does nothing")
    }
    let (within, withinNode) = try map.integer("within")
    guard (1...4096).contains(within) else {
      throw map.error(.badContext, withinNode, "within \(within) is not within 1…4096 bytes")
    }
    guard !words.isEmpty else {
      throw map.error(.badContext, nil, "words is empty")
    }
    try map.finish()
    return Context(words: words, boost: boost, within: within)
  }

  private static func regions(_ map: inout StrictMapping) throws(RuleFileError) -> [String] {
    var regions: [String] = []
    for node in try map.optionalSequence("regions") {
      let region = try map.scalar(node, "regions")
      guard Grammar.isRegion(region) else {
        throw map.error(.badRegion, node, "\(region) is not two capitals")
      }
      regions.append(region)
    }
    return regions
  }

  private static func examples(_ mapping: StrictMapping) throws(RuleFileError) -> Examples {
    var map = mapping
    var examples = Examples()
    for node in try map.sequence("match") {
      examples.match.append(try example(node, in: map))
    }
    for node in try map.sequence("no_match") {
      examples.noMatch.append(try map.scalar(node, "no_match"))
    }
    guard !examples.match.isEmpty, !examples.noMatch.isEmpty else {
      throw map.error(.noExamples, nil, "a rule has at least one example of each kind")
    }
    try map.finish()
    return examples
  }

  private static func example(
    _ node: Node, in parent: StrictMapping
  ) throws(RuleFileError) -> Example {
    guard node.mapping != nil else {
      let text = try parent.scalar(node, "match")
      guard !text.isEmpty else { throw parent.error(.badExample, node, "the text is empty") }
      return Example(text: text, value: text)
    }
    var map = try StrictMapping(node, file: parent.file)
    let text = try map.text("text")
    let (value, valueNode) = try map.string("value")
    guard !value.isEmpty, text.utf8.count >= value.utf8.count, contains(text, value) else {
      throw map.error(.badExample, valueNode, "the value is not in the text")
    }
    let region = try map.optionalText("region")
    if let region, !Grammar.isRegion(region) {
      throw map.error(.badRegion, node, "a region is two capitals, as in ISO 3166-1")
    }
    try map.finish()
    return Example(text: text, value: value, region: region)
  }

  /// Compares bytes: `String.contains` would not find a value that ends inside a grapheme.
  private static func contains(_ text: String, _ value: String) -> Bool {
    let (text, value) = (Array(text.utf8), Array(value.utf8))
    return (0...(text.count - value.count)).contains { start in
      text[start..<(start + value.count)].elementsEqual(value)
    }
  }
}
