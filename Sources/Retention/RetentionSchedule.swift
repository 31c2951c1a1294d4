/// The rules that hold for one tenant: for each class, the word of the highest layer.
public struct RetentionSchedule: Sendable {
  private var rules: [DataClass: [RetentionLayer: RetentionRule]] = [:]

  /// The built-in rules alone.
  ///
  /// Conversations 90 days from when they happened, account data 1,095 days from the account's
  /// deletion, aggregates without end. No other class has a built-in period: what varies by
  /// customer and contract must be set before such data is stored.
  public init() {
    set(RetentionRule(period: .days(90)), for: .conversation, layer: .builtIn)
    set(
      RetentionRule(period: .days(1_095), anchor: .accountDeleted), for: .account, layer: .builtIn)
    set(RetentionRule(period: .indefinite), for: .aggregate, layer: .builtIn)
  }

  /// Sets a layer's rule for a class, replacing that layer's former one.
  public mutating func set(
    _ rule: RetentionRule, for dataClass: DataClass, layer: RetentionLayer
  ) {
    rules[dataClass, default: [:]][layer] = rule
  }

  /// The rule that holds for a class: contract before customer before plan before built-in.
  ///
  /// Nil when no layer has one; such data must not be stored.
  public func rule(for dataClass: DataClass) -> RetentionRule? {
    decidingRule(for: dataClass)?.rule
  }

  /// Every rule there is, by class and then by layer, and whether it is the one that holds.
  public var entries:
    [(dataClass: DataClass, layer: RetentionLayer, rule: RetentionRule, isDeciding: Bool)]
  {
    rules.sorted { $0.key.name < $1.key.name }.flatMap { dataClass, layers in
      let deciding = layers.keys.max()
      return layers.sorted { $0.key < $1.key }.map {
        (dataClass: dataClass, layer: $0.key, rule: $0.value, isDeciding: $0.key == deciding)
      }
    }
  }

  /// The rule that holds for a class, and who set it.
  public func decidingRule(
    for dataClass: DataClass
  ) -> (layer: RetentionLayer, rule: RetentionRule)? {
    rules[dataClass]?.max { $0.key < $1.key }.map { (layer: $0.key, rule: $0.value) }
  }
}
