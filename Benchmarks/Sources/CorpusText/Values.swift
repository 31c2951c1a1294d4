/// Appends what nobody owns: reserved domains, numbers and addresses, and test numbers of cards.
struct Values {
  private let people: [[UInt8]] = [
    "ada.birch", "tomas_reed", "lena.k", "marek", "ines.dufour", "o.lindqvist", "yara77",
    "piet.vos", "noor.aziz", "h.tanaka", "bruno+shop", "sofia.marsh", "j-weller", "kofi.mensah",
    "elif.sahin", "rosa.delmar",
  ].map { Array($0.utf8) }
  private let domains: [[UInt8]] = [
    "example.com", "example.org", "example.net", "mail.example.com", "post.example.org",
  ].map { Array($0.utf8) }
  private let areas: [Int] = [202, 212, 303, 312, 415, 503, 617, 702, 808, 917]
  private let cards: [[UInt8]] = [
    "4111111111111111", "4012888888881881", "5555555555554444", "5105105105105100",
    "6011111111111117", "378282246310005", "4111 1111 1111 1111", "5555-5555-5555-4444",
    "4012 8888 8888 1881", "3782 822463 10005",
  ].map { Array($0.utf8) }
  private let networks: [[UInt8]] = ["192.0.2.", "198.51.100.", "203.0.113."].map { Array($0.utf8) }

  /// A value of the kind that the lead with the same number announces.
  func append(kind: Int, _ random: inout RandomNumbers, to text: inout [UInt8]) {
    switch kind {
    case 0: appendAddress(&random, to: &text)
    case 1: text += random.pick(cards)
    case 2: appendPhone(&random, to: &text)
    default: appendMachine(&random, to: &text)
    }
  }

  private func appendAddress(_ random: inout RandomNumbers, to text: inout [UInt8]) {
    text += random.pick(people)
    if random.chance(percent: 30) { text.append(number: random.below(100)) }
    text.append(UInt8(ascii: "@"))
    text += random.pick(domains)
  }

  /// 555-0100 to 555-0199 are kept for fiction in every area of North America.
  private func appendPhone(_ random: inout RandomNumbers, to text: inout [UInt8]) {
    let area = random.pick(areas)
    let line = 100 + random.below(100)
    let form = random.below(4)
    switch form {
    case 0: text.append("+1 ")
    case 1: text.append("(")
    case 2: text.append("+1")
    default: break
    }
    text.append(number: area)
    if form == 1 { text.append(")") }
    if form != 2 { text.append(form == 1 ? " " : "-") }
    text.append("555")
    if form != 2 { text.append("-") }
    text.append(number: line, width: 4)
  }

  private func appendMachine(_ random: inout RandomNumbers, to text: inout [UInt8]) {
    if random.chance(percent: 25) {
      text.append("2001:db8:")
      text.append(number: random.below(10_000))
      text.append("::")
    } else {
      text += random.pick(networks)
    }
    text.append(number: 1 + random.below(254))
  }

  /// Appends a number that is nobody's: what a detector must look at and leave alone.
  func appendLookAlike(_ random: inout RandomNumbers, to text: inout [UInt8]) {
    switch random.below(8) {
    case 0:
      text.append("order ")
      text.append(number: 1000 + random.below(9000))
      text.append("-")
      text.append(number: random.below(1_000_000), width: 6)
    case 1:
      text.append("SKU-")
      text.append(number: random.below(100_000), width: 5)
      text.append("-B")
    case 2:
      text.append(number: 1 + random.below(900))
      text.append(".")
      text.append(number: random.below(100), width: 2)
      text.append(" EUR")
    case 3:
      text.append("ticket #")
      text.append(number: 1_000_000 + random.below(9_000_000))
    case 4:
      text.append(number: 1 + random.below(28), width: 2)
      text.append(".03.2026 ")
      text.append(number: random.below(24), width: 2)
      text.append(":")
      text.append(number: random.below(60), width: 2)
    case 5:
      text.append("version ")
      text.append(number: random.below(12))
      text.append(".")
      text.append(number: random.below(30))
      text.append(".")
      text.append(number: random.below(10))
    case 6:
      text.append("item 4000 0000 ")
      text.append(number: random.below(10_000), width: 4)
      text.append("-X")
    default:
      text.append("batch L-")
      text.append(number: random.below(1_000_000_000), width: 9)
    }
  }
}
