/// Rule files in a form that a program can read at every start: no YAML, no escapes, no search.
///
/// Numbers are decimal and end with `;`; scores and boosts are kept to a millionth. Texts are a byte
/// count, `:`, and the bytes. Lists of words and literals are kept once, at the front, since families share them.
/// A rule without a path takes that of the rule before. What start-up does not need (titles,
/// sources, notes, examples) is one text a rule and is decoded when it is asked for.
public enum CompiledCatalogue {
  static let magic = "hush-rules/4\n"

  /// Writes rule files so that ``decode(_:)`` gives them back as they were.
  public static func encode(_ files: [RuleFile]) -> String {
    var writer = FieldWriter()
    var lists: [[String]: Int] = [:]
    var body = FieldWriter()
    body.add(files.count)
    for file in files {
      body.add(file.family)
      body.add(file.rules.count)
      for rule in file.rules {
        body.add(rule, lists: &lists)
      }
    }
    writer.add(lists.count)
    for (list, _) in lists.sorted(by: { $0.value < $1.value }) {
      writer.add(list.count)
      for word in list { writer.add(word) }
    }
    return magic + writer.output + body.output
  }

  /// Reads what ``encode(_:)`` wrote.
  ///
  /// - Throws: ``RuleFileError`` with ``RuleFileError/Code/badCatalogue`` if it did not.
  /// - Complexity: O(n) in the length of `text`, with an allocation for each longer field.
  public static func decode(_ text: String) throws(RuleFileError) -> [RuleFile] {
    let bytes = Array(text.utf8)
    guard bytes.starts(with: magic.utf8) else {
      throw FieldReader.refusal("the text is not a compiled catalogue of this version")
    }
    var reader = FieldReader(bytes.dropFirst(magic.utf8.count))
    var lists: [[String]] = []
    for _ in 0..<(try reader.count()) {
      var list: [String] = []
      for _ in 0..<(try reader.count()) { list.append(try reader.text()) }
      lists.append(list)
    }
    var files: [RuleFile] = []
    for _ in 0..<(try reader.count()) {
      let family = try reader.text()
      let count = try reader.count()
      var rules: [Rule] = []
      rules.reserveCapacity(count)
      for _ in 0..<count { rules.append(try reader.rule(lists: lists)) }
      files.append(RuleFile(family: family, rules: rules))
    }
    guard reader.isAtEnd else { throw FieldReader.refusal("bytes follow the last rule") }
    return files
  }
}
