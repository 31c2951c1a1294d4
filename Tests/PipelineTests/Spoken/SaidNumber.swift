import TestSupport

/// How people say the digits of a number, style by style: every style gives the words in their order.
enum SaidNumber: String, CaseIterable {
  case oneByOne
  case ohs
  case commas
  case pairs
  case hundreds
  case repeats
  case mixed
  case numerals
  case groups
  case hesitant
  case correction
  case hyphens
  case dashes

  private static let digits = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
  ]
  private static let teens = [
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen",
    "eighteen", "nineteen",
  ]
  private static let tens = [
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
  ]
  private static let fillers = ["uh", "um,", "okay", "then", "let me see,", "er"]

  /// The words of a number whose digits people would write in `groups`.
  func words(_ groups: [[Int]], _ random: inout SplitMix64) -> [String] {
    switch self {
    case .oneByOne: groups.joined().map { Self.digits[$0] }
    case .ohs: groups.joined().map { $0 == 0 ? "oh" : Self.digits[$0] }
    case .commas: Self.byGroup(groups, mark: ",") { $0.map { $0 == 0 ? "oh" : Self.digits[$0] } }
    case .pairs: Self.byGroup(groups, mark: ",", Self.inPairs)
    case .hundreds: Self.byGroup(groups, mark: ",", Self.inHundreds)
    case .repeats: Self.byGroup(groups, mark: "", Self.inRepeats)
    case .mixed:
      groups.joined().map { random.chance(1, in: 2) ? String($0) : Self.digits[$0] }
    case .numerals: groups.joined().map(String.init)
    case .groups: groups.map { $0.map(String.init).joined() }
    case .hesitant:
      groups.enumerated().flatMap { index, group in
        (index == 0 ? [] : random.pick(Self.fillers).split(separator: " ").map(String.init))
          + group.map { Self.digits[$0] }
      }
    case .correction: Self.corrected(groups, &random)
    case .hyphens: groups.map { $0.map { Self.digits[$0] }.joined(separator: "-") }
    case .dashes:
      groups.enumerated().flatMap { index, group in
        (index == 0 ? [] : ["dash"]) + group.map { Self.digits[$0] }
      }
    }
  }

  private static func byGroup(
    _ groups: [[Int]], mark: String, _ say: ([Int]) -> [String]
  ) -> [String] {
    groups.enumerated().flatMap { index, group in
      var words = say(group)
      if index + 1 < groups.count { words[words.count - 1] += mark }
      return words
    }
  }

  private static func inPairs(_ group: [Int]) -> [String] {
    var words = group.count % 2 == 0 ? [] : [digits[group[0]]]
    var rest = group[(group.count % 2)...]
    while let first = rest.popFirst(), let second = rest.popFirst() {
      switch (first, second) {
      case (0, 0): words += ["double", "oh"]
      case (0, _): words += ["oh", digits[second]]
      case (1, _): words.append(teens[second])
      case (_, 0): words.append(tens[first - 2])
      default: words += [tens[first - 2], digits[second]]
      }
    }
    return words
  }

  private static func inHundreds(_ group: [Int]) -> [String] {
    guard group.count == 3, group[0] > 0, group[1] == 0, group[2] == 0 else {
      return group.map { digits[$0] }
    }
    return [digits[group[0]], "hundred"]
  }

  private static func inRepeats(_ group: [Int]) -> [String] {
    var words: [String] = []
    var at = 0
    while at < group.count {
      var end = at + 1
      while end < group.count, end - at < 3, group[end] == group[at] { end += 1 }
      if end - at > 1 { words.append(end - at == 2 ? "double" : "triple") }
      words.append(group[at] == 0 ? "oh" : digits[group[at]])
      at = end
    }
    return words
  }

  /// A group that is said wrong, taken back and said again.
  private static func corrected(_ groups: [[Int]], _ random: inout SplitMix64) -> [String] {
    let place = random.below(groups.count)
    return groups.enumerated().flatMap { index, group in
      let words = group.map { digits[$0] }
      guard index == place else { return words }
      var wrong = group.map { digits[$0] }
      wrong[wrong.count - 1] = digits[(group[group.count - 1] + 1) % 10] + ","
      return wrong + ["no,", "sorry,"] + words
    }
  }
}

/// Digits in the languages whose numbers are read.
enum SaidLanguage: String, CaseIterable {
  case spanish, french, german, portuguese, italian, dutch

  var digits: [String] {
    let words =
      switch self {
      case .spanish: "cero uno dos tres cuatro cinco seis siete ocho nueve"
      case .french: "zéro un deux trois quatre cinq six sept huit neuf"
      case .german: "null eins zwei drei vier fünf sechs sieben acht neun"
      case .portuguese: "zero um dois três quatro cinco seis sete oito nove"
      case .italian: "zero uno due tre quattro cinque sei sette otto nove"
      case .dutch: "nul een twee drie vier vijf zes zeven acht negen"
      }
    return words.split(separator: " ").map(String.init)
  }

  /// What people say before a telephone number.
  var phoneOpening: String {
    switch self {
    case .spanish: "mi número es"
    case .french: "mon téléphone est le"
    case .german: "meine Telefonnummer ist"
    case .portuguese: "meu telefone é"
    case .italian: "il mio telefono è"
    case .dutch: "mijn telefoonnummer is"
    }
  }

  /// `dot` and `at`.
  var signs: (dot: String, at: String) {
    switch self {
    case .spanish: ("punto", "arroba")
    case .french: ("point", "arobase")
    case .german: ("Punkt", "Klammeraffe")
    case .portuguese: ("ponto", "arroba")
    case .italian: ("punto", "chiocciola")
    case .dutch: ("punt", "apenstaartje")
    }
  }

  var mailOpening: String {
    switch self {
    case .spanish: "mi correo es"
    case .french: "mon adresse est"
    case .german: "meine Adresse ist"
    case .portuguese: "meu email é"
    case .italian: "il mio indirizzo è"
    case .dutch: "mijn adres is"
    }
  }
}
