import TestSupport

/// A value as somebody says it, with the words before it.
struct SaidValue: CustomStringConvertible {
  var family: String
  var style: String
  /// What leads to it: said by whoever says the value, or asked by somebody else.
  var opening: String
  var isAsked = false
  /// The value's words, in their order.
  var words: [String]
  /// The value as it is written.
  var written: String

  var description: String { "\(family) \(style): \(opening) \(words.joined(separator: " "))" }

  /// One of each family in each style.
  ///
  /// Cards are those that payment companies publish for tests, numbers and addresses those that are kept for fiction.
  static func all(_ random: inout SplitMix64) -> [SaidValue] {
    var all: [SaidValue] = []
    for style in SaidNumber.allCases {
      for isAsked in [false, true] {
        all += numbers(style, isAsked: isAsked, &random)
      }
    }
    for language in SaidLanguage.allCases {
      let phone = [0, 6, 1, 2, 5, 5, 0, 1, random.below(10), random.below(10)]
      all.append(
        SaidValue(
          family: "PHONE_NUMBER", style: language.rawValue, opening: language.phoneOpening,
          words: phone.map { language.digits[$0] }, written: Self.text(phone)))
    }
    return all + addresses(&random)
  }

  private static func text(_ digits: [Int]) -> String { digits.map(String.init).joined() }

  private static func numbers(
    _ style: SaidNumber, isAsked: Bool, _ random: inout SplitMix64
  ) -> [SaidValue] {
    func group(_ text: some StringProtocol) -> [Int] { text.compactMap(\.wholeNumberValue) }
    func value(
      _ family: String, _ opening: String, _ question: String, _ written: String
    ) -> SaidValue {
      let groups = written.split(separator: " ").map(group)
      return SaidValue(
        family: family, style: style.rawValue, opening: isAsked ? question : opening,
        isAsked: isAsked, words: style.words(groups, &random), written: text(groups.flatMap { $0 }))
    }
    let area = random.pick(["415", "212", "800", "907", "312", "606"])
    let line = "01\(random.below(10))\(random.below(10))"
    let card = random.pick([
      "4111 1111 1111 1111", "5555 5555 5555 4444", "3782 822463 10005", "4012 8888 8888 1881",
      "6011 0009 9013 9424", "5105 1051 0510 5100", "3714 496353 98431",
    ])
    let social = "219 09 99\(random.below(10))\(random.below(10))"
    var values = [
      value(
        "PHONE_NUMBER", "you can call me at", "What is your phone number?", "\(area) 555 \(line)"),
      value("CREDIT_CARD", "the card number is", "Can I have the card number?", card),
      value("US_SSN", "my social security number is", "And your social security number?", social),
    ]
    if style != .pairs, style != .hundreds, style != .groups {
      var british = value(
        "PHONE_NUMBER", "my number is plus", "And the phone number?",
        "44 7700 900 \(random.below(900) + 100)")
      if isAsked { british.words.insert("plus", at: 0) }
      values.append(british)
    }
    if style == .oneByOne || style == .ohs || style == .numerals {
      values.append(
        value("CVV", "the security code is", "And the security code?", "\(random.below(900) + 100)")
      )
    }
    if style == .oneByOne {
      values.append(
        SaidValue(
          family: "IP_ADDRESS", style: style.rawValue, opening: "it connects from",
          words: "one nine two dot zero dot two dot one seven".split(separator: " ").map(
            String.init),
          written: "192.0.2.17"))
    }
    return values
  }

  private static func addresses(_ random: inout SplitMix64) -> [SaidValue] {
    let nato = [
      "a": "alpha", "b": "bravo", "d": "delta", "e": "echo", "i": "india", "j": "juliet",
      "k": "kilo", "l": "lima", "m": "mike", "n": "november", "o": "oscar", "p": "papa",
      "r": "romeo", "s": "sierra", "t": "tango",
    ]
    func said(_ style: String, _ text: String, _ written: String) -> SaidValue {
      SaidValue(
        family: "EMAIL_ADDRESS", style: style, opening: "my email is",
        words: text.split(separator: " ").map(String.init), written: written)
    }
    var all: [SaidValue] = []
    for (first, last) in [("jane", "doe"), ("tomas", "okafor"), ("mira", "sanders")] {
      let letters = first.map(String.init)
      let plain = "\(first)@example.com"
      let behind = "at example dot com"
      all += [
        said("dot", "\(first) dot \(last) \(behind)", "\(first).\(last)@example.com"),
        said(
          "underscore", "\(first) underscore \(last) at example dot co dot uk",
          "\(first)_\(last)@example.co.uk"),
        said(
          "dash", "\(first) dash \(last) at my dash example dot org",
          "\(first)-\(last)@my-example.org"),
        said("plus", "\(first) plus shop \(behind)", "\(first)+shop@example.com"),
        said("letters", letters.joined(separator: " ") + " \(behind)", plain),
        said(
          "hyphened", letters.map { $0.uppercased() }.joined(separator: "-") + " \(behind)", plain),
        said("nato", letters.map { nato[$0]! }.joined(separator: " ") + " \(behind)", plain),
        said(
          "as in",
          letters.map { "\($0) as in \(nato[$0]!)," }.joined(separator: " ") + " \(behind)", plain),
        said(
          "for", letters.map { "\($0) for \(nato[$0]!)," }.joined(separator: " ") + " \(behind)",
          plain),
        said("sign", "\(first) at sign example dot net", "\(first)@example.net"),
        said("digits", "\(first) eighty five \(behind)", "\(first)85@example.com"),
        said("numerals", "\(first) 85 \(behind)", "\(first)85@example.com"),
        said(
          "domain letters", "\(first) dot \(last) at e x a m p l e dot com",
          "\(first).\(last)@example.com"),
        said(
          "commas", "\(first), dot, \(last), at, example, dot, com", "\(first).\(last)@example.com"),
      ]
    }
    for language in SaidLanguage.allCases {
      let (dot, at) = language.signs
      var value = said(
        language.rawValue, "jana \(dot) perez \(at) example \(dot) com", "jana.perez@example.com")
      value.opening = language.mailOpening
      all.append(value)
    }
    return all
  }
}
