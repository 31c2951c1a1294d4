import Detection
import Testing

@Suite struct NumberingPlanTests {
  /// Members of the United Nations with a country code of their own, and the larger territories.
  static let places = """
    AD AE AF AG AI AL AM AO AR AT AU AW AZ BA BB BD BE BF BG BH BI BJ BM BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CK CL CM
    CN CO CR CU CV CW CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FM FO FR GA GB GD GE GF GH GI GL GM GN GP GQ GR GT GU
    GW GY HK HN HR HT HU ID IE IL IN IQ IR IS IT JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY
    MA MC MD ME MG MH MK ML MM MN MO MQ MR MS MT MU MV MW MX MY MZ NA NC NE NG NI NL NO NP NR NZ OM PA PE PF PG PH PK PL PR
    PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SI SK SL SM SN SO SR SS ST SV SY SZ TC TD TG TH TJ TL TM TN TO TR TT TV
    TW TZ UA UG US UY UZ VA VC VE VG VI VN VU WS XK YE ZA ZM ZW
    """.split(whereSeparator: \.isWhitespace).map(String.init)

  @Test(arguments: places)
  func everyPlaceHasAPlan(_ place: String) {
    #expect(Validator(name: "phone/\(place)") != nil)
  }

  @Test(arguments: ["XX", "UK", "EU", "", "us", "USA"])
  func whatIsNoPlaceHasNone(_ place: String) {
    #expect(Validator(name: "phone/\(place)") == nil)
  }

  @Test(arguments: [
    ("US", "+1 202 555 0143"), ("RU", "+7 912 345 67 89"), ("KZ", "+7 701 234 56 78"),
    ("EG", "+20 10 1234 5678"), ("ZA", "+27 82 123 4567"), ("GR", "+30 691 234 5678"),
    ("NL", "+31 6 12345678"), ("BE", "+32 470 12 34 56"), ("HU", "+36 20 123 4567"),
    ("IT", "+39 06 69812345"), ("RO", "+40 712 034 567"), ("CH", "+41 79 123 45 67"),
    ("AT", "+43 664 123456"), ("DK", "+45 20 12 34 56"), ("SE", "+46 70 123 45 67"),
    ("PL", "+48 601 234 567"), ("PE", "+51 912 345 678"), ("MX", "+52 1 55 1234 5678"),
    ("AR", "+54 9 11 2345-6789"), ("CO", "+57 310 123 4567"), ("MY", "+60 12-345 6789"),
    ("ID", "+62 812-3456-789"), ("PH", "+63 917 123 4567"), ("TH", "+66 81 234 5678"),
    ("KR", "+82 10-1234-5678"), ("VN", "+84 91 234 56 78"), ("TR", "+90 532 123 45 67"),
    ("PK", "+92 301 2345678"), ("IR", "+98 912 345 6789"), ("NG", "+234 803 123 4567"),
    ("KE", "+254 712 123456"), ("PT", "+351 912 345 678"), ("CZ", "+420 601 123 456"),
    ("BD", "+880 1712-345678"), ("TW", "+886 912 345 678"), ("SA", "+966 55 123 4567"),
    ("IL", "+972 50-123-4567"), ("UZ", "+998 91 234 56 78"),
  ])
  func anInternationalNumberKnowsItsPlace(_ place: String, _ number: String) throws {
    let bytes = Array(number.utf8)
    let verdict = Validator.internationalPhone.check(bytes.span, 0..<bytes.count)
    #expect(verdict?.range == 0..<bytes.count)
    #expect(verdict?.adjustment == 0)
    #expect(verdict?.detail == PhonePlan(region: place).map(ValueDetail.internationalPhone))
  }

  // Real codes and lengths, leading digits that nobody has.
  @Test(arguments: ["+44 5012 345678", "+20 24 1234567", "+48 112 345 678"])
  func leadingDigitsOfNobodyAreDoubted(_ number: String) {
    let bytes = Array(number.utf8)
    let verdict = Validator.internationalPhone.check(bytes.span, 0..<bytes.count)
    #expect((verdict?.adjustment ?? -1) < 0)
  }
}
