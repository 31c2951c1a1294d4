import Yams

/// Which entities a label's type stands for: its own name, unless a file says otherwise.
package struct LabelMap: Sendable {
  private var entitiesByType: [String: [String]] = [:]

  package init() {}

  /// Reads `TYPE: ENTITY` and `TYPE: [ENTITY, ENTITY]` from YAML or JSON.
  ///
  /// - Throws: ``SettingsFileError`` with the line and a reason.
  package init(_ yaml: String) throws(SettingsFileError) {
    for (type, value) in try SettingsFile.pairs(yaml) {
      guard let name = type.string else { throw SettingsFile.refusal(type, "expected-name") }
      let values = value.sequence.map { Array($0) } ?? [value]
      var entities: [String] = []
      for value in values {
        guard let entity = value.string, !entity.isEmpty else {
          throw SettingsFile.refusal(value, "expected-entity")
        }
        entities.append(entity)
      }
      guard !entities.isEmpty else { throw SettingsFile.refusal(value, "expected-entity") }
      entitiesByType[name] = Set(entities).sorted()
    }
  }

  /// Every entity that the file names.
  package var entities: Set<String> { Set(entitiesByType.values.joined()) }

  func entities(of type: String) -> [String] { entitiesByType[type] ?? [type] }

  /// The row in which labels of a type count.
  func row(of type: String) -> String { entities(of: type).joined(separator: "|") }

  /// The rows in which findings of an entity count.
  func rows(of entity: String) -> [String] {
    let shared = Set(entitiesByType.values.filter { $0.count > 1 && $0.contains(entity) })
    return [entity] + shared.map { $0.joined(separator: "|") }
  }
}
