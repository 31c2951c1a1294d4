extension NumberTables {
  static let german: [(String, NumberWord)] = {
    let units = [
      "null", "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun",
    ]
    let ones = ["", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun"]
    let decades: [(String, UInt8)] = [
      ("zwanzig", 20), ("dreißig", 30), ("dreissig", 30), ("vierzig", 40), ("fünfzig", 50),
      ("sechzig", 60), ("siebzig", 70), ("achtzig", 80), ("neunzig", 90),
    ]
    return digits(units) + [("zwo", .digit(2)), ("fuenf", .digit(5))]
      + pairs([
        ("zehn", 10), ("elf", 11), ("zwölf", 12), ("dreizehn", 13), ("vierzehn", 14),
        ("fünfzehn", 15), ("sechzehn", 16), ("siebzehn", 17), ("achtzehn", 18), ("neunzehn", 19),
      ])
      + pairs(decades)
      + pairs(
        decades.flatMap { decade in
          (1...9).map { (ones[$0] + "und" + decade.0, decade.1 + UInt8($0)) }
        })
      + [
        ("hundert", .hundred), ("tausend", .thousand), ("doppel", .times(2)),
        ("bindestrich", .sign(UInt8(ascii: "-"))), ("strich", .sign(UInt8(ascii: "-"))),
        ("plus", .sign(UInt8(ascii: "+"))), ("punkt", .sign(UInt8(ascii: "."))), ("und", .and),
      ]
      + all(["äh", "ähm", "dann", "ja", "nummer", "vorwahl", "also"], .filler)
      + all(["nein", "entschuldigung", "moment"], .correction)
      + all(["millionen", "euro", "prozent", "jahre", "tage", "stunden", "minuten"], .measure)
  }()

  static let dutch: [(String, NumberWord)] = {
    let ones = ["", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen"]
    let decades: [(String, UInt8)] = [
      ("twintig", 20), ("dertig", 30), ("veertig", 40), ("vijftig", 50), ("zestig", 60),
      ("zeventig", 70), ("tachtig", 80), ("negentig", 90),
    ]
    let joined = decades.flatMap { decade in
      (1...9).map { unit in
        let link = unit == 2 || unit == 3 ? "ën" : "en"
        return (ones[unit] + link + decade.0, decade.1 + UInt8(unit))
      }
    }
    return digits(["nul"] + ones.dropFirst()) + [("één", .digit(1))]
      + pairs([
        ("tien", 10), ("elf", 11), ("twaalf", 12), ("dertien", 13), ("veertien", 14),
        ("vijftien", 15), ("zestien", 16), ("zeventien", 17), ("achttien", 18), ("negentien", 19),
      ])
      + pairs(decades) + pairs(joined)
      + [
        ("honderd", .hundred), ("duizend", .thousand), ("dubbel", .times(2)),
        ("streepje", .sign(UInt8(ascii: "-"))), ("plus", .sign(UInt8(ascii: "+"))),
        ("punt", .sign(UInt8(ascii: "."))), ("en", .and),
      ]
      + all(["eh", "dan", "ja", "nummer"], .filler) + all(["nee", "sorry"], .correction)
      + all(["miljoen", "euro", "jaar", "dagen", "uur", "minuten"], .measure)
  }()

  static let hindi: [(String, NumberWord)] =
    digits(["shunya", "ek", "do", "teen", "char", "paanch", "chhe", "saat", "aath", "nau"])
    + digits(["शून्य", "एक", "दो", "तीन", "चार", "पांच", "छह", "सात", "आठ", "नौ"])
    + [
      ("chaar", .digit(4)), ("panch", .digit(5)), ("chah", .digit(6)), ("sat", .digit(7)),
      ("zero", .digit(0)), ("पाँच", .digit(5)), ("छः", .digit(6)), ("double", .times(2)),
      ("triple", .times(3)), ("plus", .sign(UInt8(ascii: "+"))),
    ]
}
