import Detection
import Testing

@Suite struct PhoneTests {
  // Numbers that regulators reserve for fiction where there are any: NANP 555-01xx, Ofcom's drama
  // numbers, ARCEP's and ACMA's for works of fiction, the Bundesnetzagentur's for media.
  @Test(arguments: [
    ("US", "202-555-0123"), ("US", "(415) 555-0132"), ("US", "1 212 555 0147"),
    ("US", "8005550199"), ("US", "415-555-0123 x45"),
    ("GB", "07700 900123"), ("GB", "020 7946 0958"), ("GB", "01632 960 456"),
    ("GB", "0161 496 0123"), ("GB", "447700900123"),
    ("DE", "030 23125 123"), ("DE", "0171 3920012"), ("DE", "040 66969 123"),
    ("DE", "0800 1234567"),
    ("FR", "01 99 00 12 34"), ("FR", "06 39 98 45 67"), ("FR", "33639984567"),
    ("ES", "612 345 678"), ("ES", "912345678"), ("ES", "800 123 456"),
    ("IT", "06 69812345"), ("IT", "333 1234567"), ("IT", "800 123456"),
    ("IN", "98765 43210"), ("IN", "022 23456789"), ("IN", "919876543210"),
    ("AU", "0491 570 156"), ("AU", "(02) 5550 1234"), ("AU", "1800 160 401"),
    ("BR", "(11) 91234-5678"), ("BR", "11 3123-4567"), ("BR", "0800 123 4567"),
    ("JP", "090-1234-5678"), ("JP", "03-5555-0123"), ("JP", "0120-444-113"),
    ("CN", "138 0013 8000"), ("CN", "010-62288559"), ("CN", "0755 8123 4567"),
  ])
  func isInThePlan(_ region: String, _ number: String) throws {
    let validator = try #require(Validator(name: "phone/\(region)"))
    let verdict = try #require(checked(validator, number))
    #expect(verdict.value == number)
    #expect(verdict.adjustment >= 0)
  }

  @Test(arguments: [
    ("US", "102 555 0123"), ("US", "211 555 0123"), ("US", "291 555 0123"),
    ("US", "202 155 0123"), ("US", "202 911 0123"), ("US", "202 555 012"),
    ("US", "000-000-0000"), ("GB", "7700 900123"), ("GB", "04700 900123"),
    ("GB", "07700 90012"), ("DE", "23125123"), ("DE", "0030 1234"), ("FR", "00 39 98 45 67"),
    ("FR", "06 39 98 45"), ("ES", "512 345 678"), ("ES", "612 345 67"), ("IT", "600 1234567"),
    ("IN", "98765 4321"), ("IN", "5876 543"), ("AU", "0591 570 156"), ("AU", "0491 570 15"),
    ("BR", "(10) 91234-5678"), ("BR", "(11) 81234-5678"), ("JP", "00-1234-5678"),
    ("JP", "090-1234-567"), ("CN", "128 0013 8000"), ("CN", "138 0013 800"),
  ])
  func isNotInThePlan(_ region: String, _ number: String) throws {
    let validator = try #require(Validator(name: "phone/\(region)"))
    #expect(checked(validator, number) == nil)
  }

  @Test(arguments: [
    "0.‹2025550123›", "$‹2025550123›", "€ ‹2025550123›", "£‹2025550123›", "ORD-‹2025550123›",
    "‹2025550123›-77", "‹2025550123›_v2", "x‹2025550123›", "‹2025550123›kg", "7-‹2025550123›",
    "2024/‹2025550123›", "‹2025550123›%", "https://example.com/o/‹2025550123›", "‹2025550123›.5",
    "3fa85f64-5717-4562-b3fc-‹2025550123›66", "10:‹2025550123›",
  ])
  func isAPieceOfSomethingElse(_ text: String) throws {
    #expect(checked(.phone(.northAmerica), text) == nil)
  }

  @Test(arguments: [
    "tel:‹2025550123›", "phone=‹2025550123›&x", "(‹2025550123›)", "‹2025550123›.",
    "电话‹2025550123›。", "https://wa.me/‹2025550123›", "cell-‹202-555-0123›", "‹2025550123›-Office",
  ])
  func standsBesideOrdinaryText(_ text: String) {
    #expect(checked(.phone(.northAmerica), text) != nil)
  }

  @Test func doubtsAreaCodesThatDoNotExist() throws {
    let verdict = try #require(checked(.phone(.northAmerica), "(123) 456-7890"))
    #expect(verdict.adjustment < 0)
  }

  @Test(arguments: [
    ("+14155550123", "+14155550123"), ("+44 (0)20 7946 0958", "+44 (0)20 7946 0958"),
    ("+44 020 7946 0958", "+44 020 7946 0958"), ("(+45) 12 34 56 78", "(+45) 12 34 56 78"),
    ("0044 7700 900123", "0044 7700 900123"), ("011 44 20 7946 0958", "011 44 20 7946 0958"),
    ("+1 202 555 0143 2024 03 01", "+1 202 555 0143"), ("+247 65432", "+247 65432"),
    ("44(0)2079460958", "44(0)2079460958"),
    ("+1 202 555 0143 x 12", "+1 202 555 0143 x 12"), ("+870 773 111 632", "+870 773 111 632"),
  ])
  func hasACountryCode(_ text: String, _ value: String) {
    #expect(checked(.internationalPhone, text)?.value == value)
  }

  @Test(arguments: [
    "+999 123 456 789", "+210 123 4567", "+1 202 555 01", "+44 123", "+0 202 555 0143",
    "2025550143", "+1 000 000 0000", "00 0 1234567",
  ])
  func hasNoCountryCode(_ text: String) {
    #expect(checked(.internationalPhone, text) == nil)
  }

  @Test(arguments: ["555-0123", "2 5550 1234", "55 5550 5450", "37455123456"])
  func isPlausible(_ text: String) {
    #expect(checked(.plausiblePhone, text)?.value == text)
  }

  @Test(arguments: [
    "2024-03-01", "01/02/2024", "20240301", "2024 03 01 10 30", "77.034040723966", "2009/2010",
    "1111111", "123456", "112-3333", "41111111111111",
  ])
  func isNotPlausible(_ text: String) {
    #expect(checked(.plausiblePhone, text) == nil)
  }
}
