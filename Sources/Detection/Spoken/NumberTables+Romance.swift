extension NumberTables {
  static let spanish: [(String, NumberWord)] =
    digits(["cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve"])
    + pairs([
      ("diez", 10), ("once", 11), ("doce", 12), ("trece", 13), ("catorce", 14), ("quince", 15),
      ("dieciséis", 16), ("dieciseis", 16), ("diecisiete", 17), ("dieciocho", 18),
      ("diecinueve", 19), ("veintiuno", 21), ("veintidós", 22), ("veintidos", 22),
      ("veintitrés", 23), ("veintitres", 23), ("veinticuatro", 24), ("veinticinco", 25),
      ("veintiséis", 26), ("veintiseis", 26), ("veintisiete", 27), ("veintiocho", 28),
      ("veintinueve", 29),
    ])
    + tens([
      ("veinte", 20), ("treinta", 30), ("cuarenta", 40), ("cincuenta", 50), ("sesenta", 60),
      ("setenta", 70), ("ochenta", 80), ("noventa", 90),
    ])
    + [
      ("cien", .hundred), ("ciento", .hundred), ("mil", .thousand), ("doble", .times(2)),
      ("triple", .times(3)), ("guion", .sign(UInt8(ascii: "-"))),
      ("guión", .sign(UInt8(ascii: "-"))), ("más", .sign(UInt8(ascii: "+"))),
      ("mas", .sign(UInt8(ascii: "+"))), ("punto", .sign(UInt8(ascii: "."))), ("y", .and),
    ]
    + all(["eh", "este", "pues", "luego", "sí", "vale", "número", "numero"], .filler)
    + all(["no", "perdón", "perdon", "perdona", "digo"], .correction)
    + all(["millones", "euros", "dólares", "pesos", "años", "días", "horas", "minutos"], .measure)

  static let french: [(String, NumberWord)] =
    digits(["zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf"])
    + [("zero", .digit(0)), ("une", .digit(1))]
    + pairs([
      ("dix", 10), ("onze", 11), ("douze", 12), ("treize", 13), ("quatorze", 14), ("quinze", 15),
      ("seize", 16),
    ])
    + tens([
      ("vingt", 20), ("vingts", 20), ("trente", 30), ("quarante", 40), ("cinquante", 50),
      ("soixante", 60), ("septante", 70), ("huitante", 80), ("nonante", 90),
    ])
    + [
      ("cent", .hundred), ("mille", .thousand), ("double", .times(2)), ("triple", .times(3)),
      ("tiret", .sign(UInt8(ascii: "-"))), ("plus", .sign(UInt8(ascii: "+"))),
      ("point", .sign(UInt8(ascii: "."))), ("et", .and),
    ]
    + all(["euh", "puis", "alors", "oui", "numéro"], .filler)
    + all(["non", "pardon", "désolé"], .correction)
    + all(["millions", "euros", "dollars", "ans", "jours", "heures", "minutes"], .measure)

  static let portuguese: [(String, NumberWord)] =
    digits(["zero", "um", "dois", "três", "quatro", "cinco", "seis", "sete", "oito", "nove"])
    + [("tres", .digit(3)), ("meia", .digit(6)), ("uma", .digit(1)), ("duas", .digit(2))]
    + pairs([
      ("dez", 10), ("onze", 11), ("doze", 12), ("treze", 13), ("catorze", 14), ("quatorze", 14),
      ("quinze", 15), ("dezesseis", 16), ("dezasseis", 16), ("dezessete", 17), ("dezassete", 17),
      ("dezoito", 18), ("dezenove", 19), ("dezanove", 19),
    ])
    + tens([
      ("vinte", 20), ("trinta", 30), ("quarenta", 40), ("cinquenta", 50), ("sessenta", 60),
      ("setenta", 70), ("oitenta", 80), ("noventa", 90),
    ])
    + [
      ("cem", .hundred), ("cento", .hundred), ("mil", .thousand), ("duplo", .times(2)),
      ("triplo", .times(3)), ("traço", .sign(UInt8(ascii: "-"))),
      ("hífen", .sign(UInt8(ascii: "-"))), ("mais", .sign(UInt8(ascii: "+"))),
      ("ponto", .sign(UInt8(ascii: "."))), ("e", .and),
    ]
    + all(["hum", "então", "depois", "sim", "número"], .filler)
    + all(["não", "desculpe", "desculpa"], .correction)
    + all(["milhões", "reais", "euros", "anos", "dias", "horas", "minutos"], .measure)

  static let italian: [(String, NumberWord)] = {
    let decades: [(String, UInt8)] = [
      ("venti", 20), ("trenta", 30), ("quaranta", 40), ("cinquanta", 50), ("sessanta", 60),
      ("settanta", 70), ("ottanta", 80), ("novanta", 90),
    ]
    let units = ["uno", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove"]
    let joined = decades.flatMap { decade in
      units.enumerated().map { index, unit in
        let stem = "uo".contains(unit.first!) ? String(decade.0.dropLast()) : decade.0
        return (stem + unit, decade.1 + UInt8(index + 1))
      }
    }
    return digits(["zero"] + units)
      + pairs([
        ("dieci", 10), ("undici", 11), ("dodici", 12), ("tredici", 13), ("quattordici", 14),
        ("quindici", 15), ("sedici", 16), ("diciassette", 17), ("diciotto", 18),
        ("diciannove", 19),
      ])
      + tens(decades) + pairs(joined)
      + [
        ("cento", .hundred), ("mila", .thousand), ("mille", .thousand), ("doppio", .times(2)),
        ("triplo", .times(3)), ("trattino", .sign(UInt8(ascii: "-"))),
        ("più", .sign(UInt8(ascii: "+"))), ("punto", .sign(UInt8(ascii: "."))), ("e", .and),
      ]
      + all(["ehm", "poi", "allora", "sì", "numero"], .filler)
      + all(["no", "scusi", "scusa"], .correction)
      + all(["milioni", "euro", "anni", "giorni", "ore", "minuti"], .measure)
  }()
}
