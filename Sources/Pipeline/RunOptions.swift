package import Detection
package import Keys
package import Records
package import Redaction

/// What `redact` and `scan` have in common.
package struct RunOptions: Sendable {
  package var sources: [Source] = [.standardInput]
  package var rules: RuleSet
  package var policy = Policy()
  /// For the keyed operators; nil when the policy has none.
  package var operatorKey: SecretKey?
  /// What the sources hold; nil to find it out where that can be: see ``InputForm/recognised(in:limits:)``.
  package var form: InputForm?
  package var limits = ReadLimits()
  package var workers = 1
  package var quarantine: QuarantineOptions?
  /// The tenant of records that name none.
  package var tenant = "default"
  /// Members that say who a record's people are.
  package var known = KnownFields()
  /// How long a record may wait for the rest of a value; nil for not at all.
  package var window: WindowLimits?
  /// Told of every chunk that comes and goes.
  package var queue = QueueDepth()
  /// Called now and then from the ordered stage with what is done so far.
  package var progress: (@Sendable (RunReport) -> Void)?

  package init(rules: RuleSet) { self.rules = rules }

  var examinerSettings: ExaminerSettings {
    var settings = ExaminerSettings(
      rules: rules, policy: policy, operatorKey: operatorKey, lineLimit: limits.line,
      stopsAtRefusal: quarantine == nil, tenant: tenant, known: known)
    if let window { settings.turns = TurnFields(mostTurns: window.turns) }
    return settings
  }
}
