import Detection
import Yams

/// Why a policy file was refused.
package struct PolicyFileError: Error, Sendable {
  package var line: Int
  package var reason: String
}

/// Reads policies from YAML.
///
/// ```yaml
/// default: replace
/// entities:
///   EMAIL_ADDRESS: pseudonym
///   CREDIT_CARD: keep-last-4
///   IP_ADDRESS: { operator: mask, keep: [private, loopback] }
/// paths:
///   /customer/phone: mask
///   /messages/*/id: keep
/// keep: [/trace_id]
/// ```
///
/// An IP address can be kept for what it is, as ``AddressClass`` names it; `operator` may then be left out.
package enum PolicyFile {
  /// - Parameters:
  ///   - yaml: the file's text.
  ///   - entities: the entity names that exist; any other is refused.
  ///   - base: what the policy starts from.
  /// - Throws: ``PolicyFileError`` with the line and a reason.
  package static func parse(
    _ yaml: String, entities: [String], base: Policy
  ) throws(PolicyFileError) -> Policy {
    let root: Node?
    do {
      root = try Yams.compose(yaml: yaml)
    } catch {
      throw PolicyFileError(line: line(of: error), reason: "bad-yaml")
    }
    guard let root else { return base }
    guard let mapping = root.mapping else { throw refusal(root, "expected-mapping") }
    var policy = base
    for (key, value) in mapping {
      switch key.string {
      case "default": policy.defaultOperator = try action(value)
      case "entities":
        for (name, action) in try pairs(value) {
          guard let entity = name.string, entities.contains(entity) else {
            throw refusal(name, "unknown-entity")
          }
          try set(entity, action, in: &policy)
        }
      case "paths":
        for (pointer, action) in try pairs(value) {
          policy.byPath.append(try rule(pointer, try self.action(action)))
        }
      case "keep":
        guard let sequence = value.sequence else { throw refusal(value, "expected-list") }
        for pointer in sequence { policy.byPath.append(try rule(pointer, .keep)) }
      default: throw refusal(key, "unknown-key")
      }
    }
    return policy
  }

  /// Reads an operator, or a mapping of `operator` and, for IP addresses, `keep`.
  private static func set(
    _ entity: String, _ node: Node, in policy: inout Policy
  ) throws(PolicyFileError) {
    guard let mapping = node.mapping else {
      policy.byEntity[entity] = try action(node)
      return
    }
    for (key, value) in mapping {
      switch key.string {
      case "operator": policy.byEntity[entity] = try action(value)
      case "keep":
        guard entity == "IP_ADDRESS" else { throw refusal(key, "no-classes") }
        guard let names = value.sequence else { throw refusal(value, "expected-list") }
        for name in names {
          guard let kind = name.string.flatMap(AddressClass.init(rawValue:)) else {
            throw refusal(name, "unknown-class")
          }
          policy.keptAddresses.insert(kind)
        }
      default: throw refusal(key, "unknown-key")
      }
    }
  }

  private static func pairs(_ node: Node) throws(PolicyFileError) -> Node.Mapping {
    guard let mapping = node.mapping else { throw refusal(node, "expected-mapping") }
    return mapping
  }

  private static func action(_ node: Node) throws(PolicyFileError) -> Operator {
    guard let name = node.string, let known = Operator(rawValue: name) else {
      throw refusal(node, "unknown-operator")
    }
    return known
  }

  private static func rule(_ node: Node, _ action: Operator) throws(PolicyFileError)
    -> Policy.PathRule
  {
    guard let pointer = node.string, let rule = Policy.PathRule(pointer: pointer, action: action)
    else { throw refusal(node, "bad-path") }
    return rule
  }

  private static func refusal(_ node: Node, _ reason: String) -> PolicyFileError {
    PolicyFileError(line: node.mark?.line ?? 1, reason: reason)
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
