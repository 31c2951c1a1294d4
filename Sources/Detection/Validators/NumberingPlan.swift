/// A national numbering plan: which leading digits are in use, and how long the numbers are.
struct NumberingPlan: Sendable {
  /// National numbers with certain leading digits.
  struct Block: Sendable {
    /// The digits allowed at each leading position, one bit a digit.
    private var leading = InlineArray<6, UInt16>(repeating: 0)
    private var width = 0
    /// One bit for each length that a national (significant) number of the block has, without the trunk.
    let lengths: UInt32

    init(lengths: ClosedRange<UInt32>) {
      self.lengths = lengths.reduce(0) { $0 | 1 << $1 }
    }

    /// Adds a leading position and the digits that may stand there, one bit each.
    mutating func lead(with digits: UInt16) {
      leading[width] = digits
      width += 1
    }

    func contains(_ number: DigitRun) -> Bool {
      guard lengths & (1 << UInt32(number.count)) != 0, width <= number.count else { return false }
      for position in 0..<width
      where leading[position] & (1 << UInt16(number.digit(at: position))) == 0 { return false }
      return true
    }
  }

  /// ISO 3166-1 codes of the places that share the plan, the main one first; none for global services.
  let regions: [String]
  /// The country code, which people also write without a plus (ITU-T E.164).
  let countryCode: Int
  let countryCodeWidth: Int
  /// What is dialled before a number within the country, as digits; the first is what is written most.
  let trunkPrefixes: [DigitRun]
  /// Whether a national number is never written without its trunk prefix.
  let needsTrunk: Bool
  let blocks: [Block]

  /// What a number is to the plan.
  enum Spelling {
    case withTrunk
    case withoutTrunk
    case withCountryCode
  }

  /// How a number is in the plan, as dialled within the country or with its country code; nil if it is not.
  func spelling(_ dialled: DigitRun) -> Spelling? {
    for prefix in trunkPrefixes
    where dialled.prefix(prefix.count) == prefix && dialled.count > prefix.count {
      if matches(dialled.dropping(prefix.count)) { return .withTrunk }
    }
    if !needsTrunk, matches(dialled) { return .withoutTrunk }
    if dialled.leading(countryCodeWidth) == countryCode, dialled.digit(at: 0) != 0,
      matchesAbroad(dialled.dropping(countryCodeWidth))
    {
      return .withCountryCode
    }
    return nil
  }

  /// Whether what follows the country code is a national number; people leave the trunk prefix in.
  func matchesAbroad(_ number: DigitRun) -> Bool {
    if matches(number) { return true }
    for prefix in trunkPrefixes
    where prefix.digit(at: 0) == 0 && number.prefix(prefix.count) == prefix
      && number.count > prefix.count
    {
      if matches(number.dropping(prefix.count)) { return true }
    }
    return false
  }

  /// Whether the plan has numbers of this length, whatever they begin with; one digit fewer where lengths differ.
  func hasLength(_ count: Int) -> Bool {
    blocks.contains { block in
      let isVariable = block.lengths.nonzeroBitCount > 2
      return (block.lengths | (isVariable ? block.lengths >> 1 : 0)) & (1 << UInt32(count)) != 0
    }
  }

  /// Whether a national number, without trunk prefix, is in one of the blocks.
  func matches(_ number: DigitRun) -> Bool {
    guard blocks.contains(where: { $0.contains(number) }) else { return false }
    return countryCode != 1 || Self.isNorthAmerican(number)
  }

  /// What blocks can't say of NPA-NXX-XXXX: neither code is N11 (ATIS-0300055); area codes 370–379 and 960–969
  /// are kept for expansion and 555 is not assigned. The exchange 555 is, and its 01xx lines are fiction's.
  private static func isNorthAmerican(_ number: DigitRun) -> Bool {
    guard let area = number.leading(3), let exchange = number.dropping(3).leading(3) else {
      return false
    }
    return area % 100 != 11 && exchange % 100 != 11 && area != 555
      && !(370...379).contains(area) && !(960...969).contains(area)
  }
}
