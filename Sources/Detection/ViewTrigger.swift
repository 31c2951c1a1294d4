/// A reason to build another view of a text: strings without which it would show nothing new.
///
/// Strings that hold one are examined even if no rule's own trigger stands in them.
enum ViewTrigger: Int, CaseIterable, Sendable {
  case percent

  /// As in a rule's trigger: see ``LiteralElement/parse(_:)``.
  var literals: [String] {
    switch self {
    case .percent: ["%<hex><hex>"]
    }
  }
}
