import Records
import Testing

@testable import Detection

/// Numbers that people say: as digits, and what becomes of the words.
@Suite struct SpokenNumberTests {
  /// What a text becomes, without the words around the number; empty if nothing is read.
  private func read(_ text: String) -> [String] {
    let bytes = Array(text.utf8)
    var numbers = SpokenNumbers()
    guard numbers.read(bytes.span, [0..<bytes.count]) else { return [] }
    var view = View(gate: TriggerGate())
    let homes: [View.Home] = []
    view.rewrite(bytes.span, 0, bytes.count, homes.span, origin: 0, numbers.rewriting, .spoken)
    let written = String(decoding: view.text, as: UTF8.self)
    guard written.hasPrefix("it is "), written.hasSuffix(" ok") else { return [written] }
    return [String(written.dropFirst(6).dropLast(3))]
  }

  @Test(arguments: [
    ("four one five", "415"), ("four-one-five, oh-one-two-three", "415 0123"),
    ("five fifty five", "555"), ("forty five sixty-seven eighty nine", "456789"),
    ("nine hundred, one two three", "900 123"), ("nine hundred one two three", "900123"),
    ("seven hundred and twelve", "712"), ("two thousand three hundred and twelve", "2312"),
    ("twelve hundred", "1200"), ("triple five double oh", "55500"),
    ("double oh seven", "007"), ("plus one nine one seven", "+1917"),
    ("one two three dash four five", "123-45"), ("4-1-5, then triple five", "415 555"),
    ("one two three 45 6789", "123 45 6789"), ("four 0 eight 8", "4088"),
    ("fiveoneonefive", "5115"), ("four one uh, five okay then six", "41 5 6"),
    ("one nine two dot zero dot two dot one", "192.0.2.1"),
    ("three one zero... no sorry three oh one", "301"),
    ("four one, no, two five five", "255"),
    ("two one nine zero zero, no, sorry, zero nine nine", "219099"),
    ("four one five too won five", ""), ("four one too five six seven eight", "4125678"),
    ("uno dos tres cuarenta y cinco", "12345"), ("uno, ciento veintitrés", "1 123"),
    ("zéro six douze quatre-vingt-dix-sept", "061297"),
    ("zéro un soixante-douze soixante et onze", "017271"),
    ("null eins einundzwanzig", "0121"), ("zero sei quarantadue", "0642"),
    ("nul zes tweeëntwintig", "0622"), ("zero nove meia oito", "0968"),
    ("nau aath saat chhe", "9876"), ("नौ आठ सात छह", "9876"),
  ])
  func wordsBecomeDigits(_ text: String, _ digits: String) {
    #expect(read("it is \(text) ok") == (digits.isEmpty ? [] : [digits]))
  }

  @Test(arguments: [
    "one of a kind", "twenty thirty forty fifty sixty seventy eighty", "no one came",
    "one two three four five six seven eight nine ten eleven",
    "for two to four for one to two for three", "it costs forty two point seven five",
    "in two thousand eighteen, two thousand nineteen", "three hundred dollars",
    "one z seven a four x two nine zero three four", "at 10:30 on 3/14/2026",
    "the balance of 1250 due", "8888758439. Do you",
    "$1,250,000.00", "double trouble", "oh no", "twenty nineteen twenty twenty twenty one",
  ])
  func amountsAndCountsStayWords(_ text: String) { #expect(read(text) == []) }

  @Test(arguments: [
    ("call me at ", "five five five, five five five, five six three six", "PHONE_NUMBER"),
    ("", "nine eight seven six five four three two one zero", "PHONE_NUMBER"),
    ("it's ", "plus four four seven seven double oh nine hundred one two three", "PHONE_NUMBER"),
    (
      "the card is ", "four one one one one one one one one one one one one one one one",
      "CREDIT_CARD"
    ),
    (
      "", "four five three two, one two three four, five six seven eight, nine zero one two",
      "CREDIT_CARD"
    ),
    ("my social is ", "two one nine, oh nine, nine nine nine one", "US_SSN"),
    ("", "two one nine dash oh nine dash nine nine nine one", "US_SSN"),
    ("the security code is ", "four five six", "CVV"),
  ])
  func whatIsSaidIsFound(_ before: String, _ value: String, _ entity: String) throws {
    let found = try find(before + value + " thanks")
    #expect(found.map(\.value) == [value] && found.map(\.entity) == [entity], "\(found)")
    #expect(found.map(\.view) == ["spoken"])
  }

  @Test(arguments: [
    "five hundred to seven oh oh oh oh zero", "the pass code is seven four one, two five five",
    "about twenty or thirty a day, five days a week, for ten years",
    "between one to five, to two to one, one to five to one",
  ])
  func whatIsNoNumberOfAnyoneStays(_ text: String) throws {
    #expect(try find(text).isEmpty)
  }
}
