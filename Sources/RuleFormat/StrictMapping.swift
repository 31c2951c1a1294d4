import Yams

/// A YAML mapping whose keys are taken one by one, and which complains of those left over.
struct StrictMapping {
  let file: String
  let line: Int
  private var remaining: [(key: String, line: Int, value: Node)] = []

  /// Reads a whole document.
  init(root yaml: String, file: String) throws(RuleFileError) {
    let node: Node?
    do {
      node = try Yams.compose(yaml: yaml)
    } catch let error as YamlError {
      throw Self.refusal(error, file: file)
    } catch {
      throw RuleFileError(file: file, line: 1, code: .badYAML, detail: "\(error)")
    }
    guard let node else {
      throw RuleFileError(file: file, line: 1, code: .badYAML, detail: "the file is empty")
    }
    try self.init(node, file: file)
  }

  init(_ node: Node, file: String) throws(RuleFileError) {
    self.file = file
    self.line = node.mark?.line ?? 1
    guard let mapping = node.mapping else {
      throw RuleFileError(file: file, line: line, code: .badType, detail: "not a mapping")
    }
    for (key, value) in mapping {
      guard let name = key.scalar?.string else {
        throw error(.badType, key, "a key is not a word")
      }
      remaining.append((name, key.mark?.line ?? line, value))
    }
  }

  /// Refuses keys that are not among `known`: before any is missed, so that a slip of the pen is shown where it is.
  func allowOnly(_ known: Set<String>) throws(RuleFileError) {
    guard let odd = remaining.first(where: { !known.contains($0.key) }) else { return }
    throw RuleFileError(file: file, line: odd.line, code: .unknownKey, detail: odd.key)
  }

  /// Refuses the keys that nobody took.
  func finish() throws(RuleFileError) {
    guard let left = remaining.first else { return }
    throw RuleFileError(file: file, line: left.line, code: .unknownKey, detail: left.key)
  }

  func error(_ code: RuleFileError.Code, _ node: Node?, _ detail: String) -> RuleFileError {
    RuleFileError(file: file, line: node?.mark?.line ?? line, code: code, detail: detail)
  }

  mutating func take(_ key: String) -> Node? {
    guard let index = remaining.firstIndex(where: { $0.key == key }) else { return nil }
    return remaining.remove(at: index).value
  }

  private mutating func require(_ key: String) throws(RuleFileError) -> Node {
    guard let node = take(key) else { throw error(.missingKey, nil, key) }
    return node
  }

  /// Reads a node as text as it stands in the file: `010` stays `010`, and is not eight.
  func scalar(_ node: Node, _ key: String) throws(RuleFileError) -> String {
    guard let scalar = node.scalar else { throw error(.badType, node, "\(key) is not text") }
    return scalar.string
  }

  mutating func string(_ key: String) throws(RuleFileError) -> (String, Node) {
    let node = try require(key)
    return (try scalar(node, key), node)
  }

  mutating func text(_ key: String) throws(RuleFileError) -> String {
    let (text, node) = try string(key)
    guard !text.isEmpty else { throw error(.emptyText, node, key) }
    return text
  }

  mutating func optionalString(_ key: String) throws(RuleFileError) -> (String, Node)? {
    remaining.contains { $0.key == key } ? try string(key) : nil
  }

  mutating func optionalText(_ key: String) throws(RuleFileError) -> String? {
    remaining.contains { $0.key == key } ? try text(key) : nil
  }

  mutating func integer(_ key: String) throws(RuleFileError) -> (Int, Node) {
    let (text, node) = try string(key)
    guard let value = Int(text) else { throw error(.badType, node, "\(key) is not an integer") }
    return (value, node)
  }

  mutating func integer(
    _ key: String, otherwise value: Int
  ) throws(RuleFileError) -> (Int, Node?) {
    guard remaining.contains(where: { $0.key == key }) else { return (value, nil) }
    let (value, node) = try integer(key)
    return (value, node)
  }

  mutating func number(_ key: String) throws(RuleFileError) -> (Double, Node) {
    let (text, node) = try string(key)
    guard let value = Double(text), value.isFinite else {
      throw error(.badType, node, "\(key) is not a number")
    }
    return (value, node)
  }

  mutating func flag(_ key: String, otherwise value: Bool) throws(RuleFileError) -> Bool {
    guard let node = take(key) else { return value }
    switch try scalar(node, key) {
    case "true": return true
    case "false": return false
    default: throw error(.badType, node, "\(key) is neither true nor false")
    }
  }

  mutating func sequence(_ key: String) throws(RuleFileError) -> [Node] {
    let node = try require(key)
    guard let sequence = node.sequence else {
      throw error(.badType, node, "\(key) is not a list")
    }
    return Array(sequence)
  }

  mutating func optionalSequence(_ key: String) throws(RuleFileError) -> [Node] {
    remaining.contains { $0.key == key } ? try sequence(key) : []
  }

  mutating func mapping(_ key: String) throws(RuleFileError) -> StrictMapping {
    try StrictMapping(try require(key), file: file)
  }

  mutating func optionalMapping(_ key: String) throws(RuleFileError) -> StrictMapping? {
    guard let node = take(key) else { return nil }
    return try StrictMapping(node, file: file)
  }

  private static func refusal(_ error: YamlError, file: String) -> RuleFileError {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      return RuleFileError(file: file, line: mark.line, code: .badYAML, detail: problem)
    case .duplicatedKeysInMapping(let duplicates, let context):
      return RuleFileError(
        file: file, line: context.mark.line, code: .badYAML,
        detail: "key twice in a mapping: \(duplicates.map { "\($0)" }.joined(separator: ", "))")
    default:
      return RuleFileError(file: file, line: 1, code: .badYAML, detail: "\(error)")
    }
  }
}
