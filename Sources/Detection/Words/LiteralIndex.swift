import Records
import RuleFormat

/// The literals that rules and views wait for, and who waits for which.
///
/// A waiter is a number: first the rule set's literal searches, then the views' triggers.
struct LiteralIndex: Sendable {
  /// Nil when nobody waits for any.
  let set: LiteralSet?
  /// Words of 64 waiters each.
  let width: Int
  /// Who waits for literal `l`: words `l * width` and those after it, a bit for each waiter.
  private let waiters: [UInt64]

  /// The first view's trigger.
  private let firstView: Int
  /// Literals from this number on are words of numbers, for which nobody waits.
  let waitedFor: Int

  /// - Parameters:
  ///   - searches: the literals that each of the rule set's literal searches waits for, as rule files write them.
  ///   - counted: words that count in numbers.
  init(searches: [[String]], counted: [String]) {
    let wanted = searches + ViewTrigger.allCases.map(\.literals)
    firstView = searches.count
    var numbers: [[LiteralElement]: Int] = [:]
    var literals: [[LiteralElement]] = []
    width = (wanted.count + 63) / 64
    var waiters: [UInt64] = []
    for (waiter, texts) in wanted.enumerated() {
      for text in texts {
        // Rule files are checked when they are read; what is left is a mistake in the program.
        guard let elements = LiteralElement.parse(text.lowercased()) else {
          preconditionFailure("not a literal: \(text)")
        }
        if numbers[elements] == nil {
          numbers[elements] = literals.count
          literals.append(elements)
          waiters.append(contentsOf: repeatElement(0, count: width))
        }
        waiters[numbers[elements]! * width + waiter / 64] |= 1 << UInt64(waiter % 64)
      }
    }
    self.waiters = waiters
    waitedFor = literals.count
    set =
      literals.isEmpty
      ? nil
      : LiteralSet(
        literals.map { $0.map(\.code) } + counted.map { Array($0.utf8) }, counted: counted.count)
  }

  func waiter(_ view: ViewTrigger) -> Int { firstView + view.rawValue }

  func waits(_ waiter: Int, for literal: Int) -> Bool {
    waiters[literal * width + waiter / 64] >> UInt64(waiter % 64) & 1 != 0
  }

  /// Adds the waiters of a literal to `awake`, which has ``width`` words.
  func wake(by literal: Int, _ awake: inout [UInt64]) {
    for word in 0..<width { awake[word] |= waiters[literal * width + word] }
  }
}

extension LiteralElement {
  /// The element as ``LiteralSet`` takes it.
  fileprivate var code: UInt8 {
    switch self {
    case .byte(let byte): byte
    case .anyHex: LiteralSet.Element.anyHex
    case .anyDigit: LiteralSet.Element.anyDigit
    }
  }
}
