/// The words of numbers by language, as people say them and recognisers write them.
enum NumberTables {
  /// English first: it wins a tie.
  static let languages: [[(String, NumberWord)]] = [
    english, spanish, french, german, portuguese, italian, dutch, hindi,
  ]

  /// Words that wake the search for numbers said aloud: not those that are everyday words, or parts of them.
  static let waking: [String] = Set(
    languages.joined().compactMap { word, meaning in
      switch meaning {
      case .digit, .pair, .tens:
        word.utf8.count >= 3 && !everyday.contains(word) ? word : nil
      default: nil
      }
    }
  ).sorted()

  private static let everyday: Set<String> = [
    "once", "sept", "dix", "sei", "tree", "won", "too", "fore", "ate", "for", "char", "elf", "een",
    "une", "uma", "ten", "sat", "nil", "hum", "tien", "due", "dos", "sete", "onze",
  ]

  static func digits(_ words: [String]) -> [(String, NumberWord)] {
    words.enumerated().map { ($1, .digit(UInt8($0))) }
  }

  static func pairs(_ words: [(String, UInt8)]) -> [(String, NumberWord)] {
    words.map { ($0.0, .pair($0.1)) }
  }

  static func tens(_ words: [(String, UInt8)]) -> [(String, NumberWord)] {
    words.map { ($0.0, .tens($0.1)) }
  }

  static func all(_ words: [String], _ meaning: NumberWord) -> [(String, NumberWord)] {
    words.map { ($0, meaning) }
  }

  static let english: [(String, NumberWord)] =
    digits(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"])
    + [
      ("nought", .digit(0)), ("nil", .digit(0)), ("naught", .digit(0)), ("oh", .zeroLetter),
      ("o", .zeroLetter), ("niner", .digit(9)), ("fife", .misheard(5)), ("too", .misheard(2)),
      ("won", .misheard(1)), ("fore", .misheard(4)), ("tree", .misheard(3)), ("ate", .misheard(8)),
      ("to", .misheard(2)), ("for", .misheard(4)), ("thre", .misheard(3)), ("fiv", .misheard(5)),
      ("seve", .misheard(7)), ("zeero", .misheard(0)), ("sicks", .misheard(6)),
    ]
    + pairs([
      ("ten", 10), ("eleven", 11), ("twelve", 12), ("thirteen", 13), ("fourteen", 14),
      ("fifteen", 15), ("sixteen", 16), ("seventeen", 17), ("eighteen", 18), ("nineteen", 19),
    ])
    + tens([
      ("twenty", 20), ("thirty", 30), ("forty", 40), ("fourty", 40), ("fifty", 50), ("sixty", 60),
      ("seventy", 70), ("eighty", 80), ("ninety", 90),
    ])
    + [
      ("hundred", .hundred), ("thousand", .thousand), ("double", .times(2)), ("triple", .times(3)),
      ("treble", .times(3)), ("quadruple", .times(4)), ("dash", .sign(UInt8(ascii: "-"))),
      ("hyphen", .sign(UInt8(ascii: "-"))), ("plus", .sign(UInt8(ascii: "+"))),
      ("slash", .sign(UInt8(ascii: "/"))), ("dot", .sign(UInt8(ascii: "."))),
      ("point", .sign(UInt8(ascii: "."))), ("and", .and),
    ]
    + all(
      [
        "uh", "um", "er", "erm", "ah", "eh", "hm", "hmm", "mm", "mhm", "then", "okay", "ok", "yeah",
        "yes", "right", "so", "space", "area", "code", "number", "prefix", "well", "like",
      ], .filler)
    + all(["no", "sorry", "wait", "actually", "scratch", "rather", "correction"], .correction)
    + all(
      [
        "million", "millions", "billion", "billions", "trillion", "percent", "dollars", "dollar",
        "cents", "euros", "euro", "pounds", "pence", "bucks", "years", "year", "months", "month",
        "weeks", "week", "days", "day", "hours", "hour", "minutes", "minute", "seconds", "people",
        "times", "miles", "basis", "points", "degrees", "units", "quarter", "quarters",
      ], .measure)
}
