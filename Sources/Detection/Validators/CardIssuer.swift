/// Which first digits payment card schemes issue, and at which lengths.
///
/// Six-digit issuer identification numbers as in ISO/IEC 7812-1; the ranges are those the schemes
/// publish in their own rules and bulletins (Visa, Mastercard, American Express, Discover Global
/// Network, JCB, UnionPay, Mir, RuPay, Elo, Troy, Verve, Hipercard, Carnet, Meeza,
/// Dinacard, Uzcard, Humo).
struct CardIssuer {
  /// First and last issuer identification number, six digits.
  var range: ClosedRange<Int>
  /// One bit for each number of digits that cards of the range have.
  var lengths: UInt32

  init(_ range: ClosedRange<Int>, _ lengths: Int...) {
    self.range = range
    self.lengths = lengths.reduce(0) { $0 | 1 << UInt32($1) }
  }

  /// Whether some scheme issues cards that begin so and are this long.
  static func issues(_ digits: DigitRun) -> Bool {
    guard let issuer = digits.leading(6) else { return false }
    let length = UInt32(1) << UInt32(digits.count)
    return all.contains { $0.range.contains(issuer) && $0.lengths & length != 0 }
  }

  private static let all: [CardIssuer] = [
    // Visa. Thirteen digits are old, but still in use and in test data.
    CardIssuer(400_000...499_999, 13, 16, 19),
    // Mastercard, since 2017 with the 2-series.
    CardIssuer(510_000...559_999, 16),
    CardIssuer(222_100...272_099, 16),
    // American Express.
    CardIssuer(340_000...349_999, 15),
    CardIssuer(370_000...379_999, 15),
    // Diners Club.
    CardIssuer(300_000...305_999, 14, 16, 17, 18, 19),
    CardIssuer(309_500...309_599, 14, 16, 17, 18, 19),
    CardIssuer(360_000...369_999, 14, 15, 16, 17, 18, 19),
    CardIssuer(380_000...399_999, 14, 16, 17, 18, 19),
    // Discover, and the part of UnionPay's range it accepts.
    CardIssuer(601_100...601_199, 16, 17, 18, 19),
    CardIssuer(644_000...659_999, 16, 17, 18, 19),
    // JCB issues from 3528…3589; the rest of 35 is RuPay's (353, 356) and test generators'.
    CardIssuer(352_800...358_999, 16, 17, 18, 19),
    CardIssuer(350_000...359_999, 16),
    // JCB's first numbers, of fifteen digits.
    CardIssuer(180_000...180_099, 15),
    CardIssuer(213_100...213_199, 15),
    // UnionPay.
    CardIssuer(620_000...629_999, 16, 17, 18, 19),
    CardIssuer(810_000...817_199, 16, 17, 18, 19),
    // Maestro: only the ranges in use, for its twelve digits are any long number's length.
    CardIssuer(500_000...504_999, 12, 13, 14, 15, 16, 17, 18, 19),
    CardIssuer(560_000...589_999, 12, 13, 14, 15, 16, 17, 18, 19),
    CardIssuer(630_000...639_999, 12, 13, 14, 15, 16, 17, 18, 19),
    CardIssuer(060_400...060_499, 12, 13, 14, 15, 16, 17, 18, 19),
    CardIssuer(670_000...679_999, 12, 13, 14, 15, 16, 17, 18, 19),
    // Mir and Borica.
    CardIssuer(220_000...220_599, 16, 17, 18, 19),
    // RuPay.
    CardIssuer(508_500...508_999, 16),
    CardIssuer(606_985...608_500, 16),
    CardIssuer(817_200...820_199, 16),
    // Elo, Hipercard and other Brazilian cards.
    CardIssuer(506_699...506_778, 16),
    CardIssuer(509_000...509_999, 16),
    CardIssuer(606_282...606_282, 13, 16, 19),
    // Cabal.
    CardIssuer(604_201...604_400, 16),
    // Verve.
    CardIssuer(506_099...506_198, 16, 18, 19),
    CardIssuer(507_865...507_964, 16, 18, 19),
    // Troy.
    CardIssuer(979_200...979_289, 16),
    // Carnet, Meeza and Dinacard.
    CardIssuer(506_199...506_499, 16),
    CardIssuer(286_900...286_999, 16),
    CardIssuer(606_333...606_333, 16),
    CardIssuer(507_803...507_810, 16),
    CardIssuer(989_100...989_100, 16),
    // Uzcard and Humo.
    CardIssuer(860_000...860_099, 16),
    CardIssuer(986_000...986_099, 16),
  ]
}
