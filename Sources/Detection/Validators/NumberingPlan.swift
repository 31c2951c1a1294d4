/// A national numbering plan: which leading digits are in use, and how long the numbers are.
struct NumberingPlan: Sendable {
  /// How the trunk prefix, the digit dialled before a number within the country, is written.
  enum Trunk: Sendable {
    case none
    /// Always written before a national number.
    case required(Int)
    /// Written or not.
    case optional(Int)
  }

  /// National numbers with certain leading digits.
  struct Block: Sendable {
    /// The leading digits, as a number of ``width`` digits.
    var leading: ClosedRange<Int>
    var width: Int
    /// How many digits a national (significant) number of the block has, without the trunk.
    var lengths: ClosedRange<Int>

    init(_ leading: ClosedRange<Int>, width: Int, _ lengths: ClosedRange<Int>) {
      self.leading = leading
      self.width = width
      self.lengths = lengths
    }

    init(_ leading: ClosedRange<Int>, width: Int, _ length: Int) {
      self.init(leading, width: width, length...length)
    }

    init(_ leading: Int, width: Int, _ length: Int) {
      self.init(leading...leading, width: width, length...length)
    }

    init(_ leading: Int, width: Int, _ lengths: ClosedRange<Int>) {
      self.init(leading...leading, width: width, lengths)
    }
  }

  /// The country code, which people also write without a plus (ITU-T E.164).
  var countryCode: Int
  var trunk: Trunk
  var blocks: [Block]
  /// The check, for plans whose rules are not about leading digits alone.
  var check: (@Sendable (DigitRun) -> Bool)?

  init(
    countryCode: Int, trunk: Trunk, blocks: [Block] = [],
    check: (@Sendable (DigitRun) -> Bool)? = nil
  ) {
    self.countryCode = countryCode
    self.trunk = trunk
    self.blocks = blocks
    self.check = check
  }

  /// Whether a number, as dialled within the country or with its country code, is in the plan.
  func contains(_ dialled: DigitRun) -> Bool {
    containsNational(dialled) || containsInternational(dialled)
  }

  private func containsInternational(_ dialled: DigitRun) -> Bool {
    let width = countryCode < 10 ? 1 : 2
    return dialled.leading(width) == countryCode && matches(dialled.dropping(width))
  }

  private func containsNational(_ dialled: DigitRun) -> Bool {
    switch trunk {
    case .none:
      return matches(dialled)
    case .required(let digit):
      return dialled.leading(1) == digit && matches(dialled.dropping(1))
    case .optional(let digit):
      return matches(dialled)
        || dialled.leading(1) == digit && matches(dialled.dropping(1))
    }
  }

  private func matches(_ number: DigitRun) -> Bool {
    if let check { return check(number) }
    for block in blocks where block.lengths.contains(number.count) {
      if let leading = number.leading(block.width), block.leading.contains(leading) {
        return true
      }
    }
    return false
  }
}
