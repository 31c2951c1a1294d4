import Yams

/// Why a file that says how to evaluate was refused.
package struct SettingsFileError: Error, Sendable {
  package var line: Int
  package var reason: String
}

/// Reads small YAML files that are one mapping. JSON is YAML.
enum SettingsFile {
  /// - Throws: ``SettingsFileError`` when the text is anything but a mapping.
  static func pairs(_ yaml: String) throws(SettingsFileError) -> Node.Mapping {
    let root: Node?
    do {
      root = try Yams.compose(yaml: yaml)
    } catch {
      throw SettingsFileError(line: line(of: error), reason: "bad-yaml")
    }
    guard let root else { throw SettingsFileError(line: 1, reason: "expected-mapping") }
    return try pairs(root)
  }

  static func pairs(_ node: Node) throws(SettingsFileError) -> Node.Mapping {
    guard let mapping = node.mapping else { throw refusal(node, "expected-mapping") }
    return mapping
  }

  static func refusal(_ node: Node, _ reason: String) -> SettingsFileError {
    SettingsFileError(line: node.mark?.line ?? 1, reason: reason)
  }

  private static func line(of error: any Error) -> Int {
    switch error {
    case YamlError.scanner(_, _, let mark, _), YamlError.parser(_, _, let mark, _),
      YamlError.composer(_, _, let mark, _):
      mark.line
    default: 1
    }
  }
}
