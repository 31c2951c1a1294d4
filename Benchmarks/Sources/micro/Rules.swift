import Detection
import RuleFormat

/// Rule sets that are measured.
enum Rules {
  /// All that a run without options uses.
  static func standard() throws -> RuleSet {
    try RuleSet(Catalogue.builtIn(), selection: Selection())
  }

  /// What the programs in `Reference` look for.
  static func fourFamilies() throws -> RuleSet {
    var selection = Selection()
    selection.only = ["EMAIL_ADDRESS", "CREDIT_CARD", "PHONE_NUMBER", "IP_ADDRESS"]
    return try RuleSet(Catalogue.builtIn(), selection: selection)
  }
}
