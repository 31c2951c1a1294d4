/// A reason to build another view of a text: strings without which it would show nothing new.
///
/// Strings that hold one are examined even if no rule's own trigger stands in them.
enum ViewTrigger: Int, CaseIterable, Sendable {
  case percent
  case references
  case backslashes
  case spelledOut
  case said

  /// As in a rule's trigger: see ``LiteralElement/parse(_:)``.
  var literals: [String] {
    switch self {
    case .percent: ["%<hex><hex>", "=40"]
    case .references:
      ["&#", "&amp;#", "&commat;", "&period;", "&colon;", "&amp;commat;", "&amp;period;"]
    case .backslashes: ["\\x<hex><hex>"]
    case .spelledOut:
      [
        " dot", "dot com", "dot co ", "dot net", "dot org", "_dot_", "-dot-", "(dot)",
        "[dot]", "{dot}", "<dot>", "( dot )", "[ dot ]",
        "(at)", "[at]", "{at}", "<at>", "( at )", "[ at ]", "[.]", "(.)", "{.}", "[@]", "(@)",
        "{@}",
      ] + MailProviders.names.map { " at \($0)." }
    case .said:
      [
        "arroba", "arobase", "chiocciola", "klammeraffe", "apenstaart", "at sign", "at symbol",
        "at the rate", " period com", " period co", " period net", " period org", ", dot", "dot,",
        " at. ", ".at. ", ". at ",
      ]
    }
  }
}
