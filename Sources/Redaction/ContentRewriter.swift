import Detection
import Keys
import Records

/// Copies a leaf's content with its findings replaced: the operators, the tokens and nothing else.
struct ContentRewriter: ~Copyable {
  private let rules: RuleSet
  private var tokens: TokenWriter
  /// Operator for each entity where no path decides, by entity index.
  private let entityOperators: [Operator]
  private let keptAddresses: Set<AddressClass>
  private var decoded: [UInt8] = []

  /// How the current leaf is treated.
  struct Treatment {
    /// The operator its path asks for, if any.
    var pathOperator: Operator?
    var isEscaped: Bool
    /// Replace whatever the operator says: after the first round the aim is to end.
    var plainly: Bool
  }

  init(rules: RuleSet, policy: Policy, key: SecretKey?) throws(CryptoError) {
    self.rules = rules
    tokens = try TokenWriter(entities: rules.entities, key: key)
    entityOperators = rules.entities.map(policy.operatorForEntity)
    keptAddresses = policy.keptAddresses
  }

  mutating func use(_ key: SecretKey) throws(CryptoError) { try tokens.use(key) }

  /// What happens to a finding.
  func action(for finding: Finding, pathOperator: Operator?) -> Operator {
    if let pathOperator { return pathOperator }
    if case .address(let kind) = finding.detail, keptAddresses.contains(kind) { return .keep }
    return entityOperators[finding.entity]
  }

  /// Appends `source[start..<end]` with its findings replaced.
  ///
  /// - Throws: ``RefusalReason/unverified`` when a keyed token can't be computed: the value may not pass instead.
  mutating func rewrite(
    _ source: Span<UInt8>, _ start: Int, _ end: Int, _ found: [Finding], _ treatment: Treatment,
    tenant: Span<UInt8>, to output: inout [UInt8]
  ) throws(RefusalReason) {
    var copied = start
    for finding in found {
      appendBytes(source.extracting(copied..<finding.start), to: &output)
      decoded.removeAll(keepingCapacity: true)
      if treatment.isEscaped {
        JSONEscapes.decode(source, finding.start, finding.end, into: &decoded)
      } else {
        appendBytes(source.extracting(finding.start..<finding.end), to: &decoded)
      }
      let action =
        treatment.plainly
        ? .replace : action(for: finding, pathOperator: treatment.pathOperator)
      let value = decoded
      do {
        try tokens.append(
          action, entity: finding.entity, value: value.span,
          detail: finding.detail, tenant: tenant, to: &output)
      } catch {
        throw .unverified
      }
      copied = finding.end
    }
    appendBytes(source.extracting(copied..<end), to: &output)
  }
}

/// Appends a span's bytes in one copy.
// Safety: the buffer is used within the closure only.
package func appendBytes(_ bytes: Span<UInt8>, to output: inout [UInt8]) {
  unsafe bytes.withUnsafeBufferPointer { unsafe output.append(contentsOf: $0) }
}
