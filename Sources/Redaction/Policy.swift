package import Detection
import Records

/// Which operator a finding gets: by where it stands, by what it is, or by default.
///
/// Paths are RFC 6901 JSON Pointers in which a segment `*` stands for any one member or element. A path
/// covers everything below it. The most specific path wins, then the entity, then the default.
package struct Policy: Sendable {
  package var defaultOperator = Operator.replace
  package var byEntity: [String: Operator] = [:]
  package var byPath: [PathRule] = []
  /// IP addresses that are kept for what they are, unless a path says otherwise.
  package var keptAddresses: Set<AddressClass> = []

  /// One path and what happens to findings below it.
  package struct PathRule: Sendable {
    var segments: [String]
    var action: Operator

    /// - Parameter pointer: a JSON Pointer, or nil is returned: it must be empty or start with `/`.
    package init?(pointer: String, action: Operator) {
      guard let segments = JSONPointer.segments(pointer) else { return nil }
      self.segments = segments
      self.action = action
    }

    func covers(_ path: [String]) -> Bool {
      guard path.count >= segments.count else { return false }
      return zip(segments, path).allSatisfy { $0 == "*" || $0 == $1 }
    }

    /// Longer is more specific, then the one with fewer wildcards.
    var specificity: (Int, Int) { (segments.count, -segments.count { $0 == "*" }) }
  }

  package init() {}

  /// Whether paths play a part, so that every leaf's path must be known.
  package var needsPaths: Bool { !byPath.isEmpty }

  /// Whether any finding could need a key.
  package var needsKey: Bool {
    defaultOperator.isKeyed || byEntity.values.contains(where: \.isKeyed)
      || byPath.contains { $0.action.isKeyed }
  }

  /// Tells one policy from another, in a form that is stored beside what it let pass.
  package var version: String {
    let entities = byEntity.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.rawValue)" }
    let paths = byPath.map { "/" + $0.segments.joined(separator: "/") + "=" + $0.action.rawValue }
    let kept = keptAddresses.map { "IP_ADDRESS." + $0.rawValue + "=keep" }.sorted()
    return ([defaultOperator.rawValue] + entities + kept + paths).joined(separator: " ")
  }

  /// The same policy with nothing but ``Operator/replace`` and ``Operator/keep``: it decides which values are
  /// replaced, not by what, and needs no key.
  package var plain: Policy {
    func plain(_ action: Operator) -> Operator { action == .keep ? .keep : .replace }
    var policy = self
    policy.defaultOperator = plain(defaultOperator)
    policy.byEntity = byEntity.mapValues(plain)
    for index in policy.byPath.indices {
      policy.byPath[index].action = plain(policy.byPath[index].action)
    }
    return policy
  }

  /// The operator of the most specific path rule above or at `path`, if there is one.
  package func operatorForPath(_ path: [String]) -> Operator? {
    byPath.filter { $0.covers(path) }.max { $0.specificity < $1.specificity }?.action
  }

  /// The operator for an entity where no path rule applies.
  package func operatorForEntity(_ entity: String) -> Operator {
    byEntity[entity] ?? defaultOperator
  }
}
