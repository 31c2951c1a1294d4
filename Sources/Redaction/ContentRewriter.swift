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

  /// A finding, and what is written around the token that takes its place.
  struct Substitution {
    var finding: Finding
    /// Strings around a number in a nested document, which becomes a string; 0 for all else.
    var quoteLevel = 0
    /// A number that keeps a nested member's name apart from others, and where the name ends.
    var suffix: (number: Int, position: Int)?
  }

  init(rules: RuleSet, policy: Policy, key: SecretKey?) throws(CryptoError) {
    self.rules = rules
    tokens = try TokenWriter(entities: rules.entities, key: key)
    entityOperators = rules.entities.map(policy.operatorForEntity)
    keptAddresses = policy.keptAddresses
  }

  mutating func use(_ key: SecretKey) { tokens.use(key) }

  /// A stretch of the source and what has taken its place in the output.
  struct Replaced {
    var source: Range<Int>
    var output: Range<Int>
  }

  /// What the last ``rewrite(_:_:_:_:_:values:tenant:to:)`` replaced, in order.
  private(set) var replaced: [Replaced] = []

  /// Whether what is replaced is noted in ``blindIndex``; it needs a key.
  var isIndexing = false
  /// The values replaced since it was emptied, each once: see ``BlindIndex``.
  private(set) var blindIndex: [UInt64] = []

  mutating func forgetBlindIndex() {
    if !blindIndex.isEmpty { blindIndex.removeAll(keepingCapacity: true) }
  }

  private mutating func note(_ value: Span<UInt8>, _ finding: Finding) throws(CryptoError) {
    guard blindIndex.count < BlindIndex.longest else { return }
    let entry = try tokens.blindEntry(
      entity: rules.entities[finding.entity], value: value, detail: finding.detail)
    if !blindIndex.contains(entry) { blindIndex.append(entry) }
  }

  /// What happens to a finding.
  func action(for finding: Finding, pathOperator: Operator?) -> Operator {
    if let pathOperator { return pathOperator }
    if case .address(let kind) = finding.detail, keptAddresses.contains(kind) { return .keep }
    return entityOperators[finding.entity]
  }

  /// Appends `source[start..<end]` with its findings replaced.
  ///
  /// - Parameter values: what the findings' values lie in, as the views read them.
  /// - Throws: ``RefusalReason/unverified`` when a keyed token can't be computed: the value may not pass instead.
  mutating func rewrite(
    _ source: Span<UInt8>, _ start: Int, _ end: Int, _ found: [Substitution],
    _ treatment: Treatment, values: Span<UInt8>, tenant: Span<UInt8>, to output: inout [UInt8]
  ) throws(RefusalReason) {
    var copied = start
    if !replaced.isEmpty { replaced.removeAll(keepingCapacity: true) }
    for substitution in found {
      let finding = substitution.finding
      appendBytes(source.extracting(copied..<finding.start), to: &output)
      let place = output.count
      decoded.removeAll(keepingCapacity: true)
      if !finding.value.isEmpty {
        appendBytes(values.extracting(finding.value), to: &decoded)
      } else if treatment.isEscaped {
        JSONEscapes.decode(source, finding.start, finding.end, into: &decoded)
      } else {
        appendBytes(source.extracting(finding.start..<finding.end), to: &decoded)
      }
      let action =
        treatment.plainly
        ? .replace : action(for: finding, pathOperator: treatment.pathOperator)
      let value = decoded
      Self.appendQuote(level: substitution.quoteLevel, to: &output)
      do {
        if isIndexing, !treatment.plainly { try note(value.span, finding) }
        try tokens.append(
          action, entity: finding.entity, value: value.span,
          detail: finding.detail, tenant: tenant, to: &output)
      } catch {
        throw .unverified
      }
      Self.appendQuote(level: substitution.quoteLevel, to: &output)
      copied = finding.end
      if let suffix = substitution.suffix {
        appendBytes(source.extracting(copied..<suffix.position), to: &output)
        output.append(contentsOf: "_\(suffix.number)".utf8)
        copied = suffix.position
      }
      replaced.append(
        Replaced(source: finding.start..<copied, output: place..<output.count))
    }
    appendBytes(source.extracting(copied..<end), to: &output)
  }
}

extension ContentRewriter {
  /// Layers whose backslashes are doubled; deeper ones are written out, which grows no faster than the layers do.
  private static let doubledLayers = 4

  /// Appends a quote as it stands inside so many strings; nothing for none.
  private static func appendQuote(level: Int, to output: inout [UInt8]) {
    guard level > 0 else { return }
    if level <= doubledLayers {
      output.append(
        contentsOf: repeatElement(UInt8(ascii: "\\"), count: (1 << level) - 1))
      output.append(UInt8(ascii: "\""))
    } else {
      output.append(UInt8(ascii: "\\"))
      for _ in 1..<level { output.append(contentsOf: "u005c".utf8) }
      output.append(contentsOf: "u0022".utf8)
    }
  }
}
