/// What must be present before a rule's expression is tried.
///
/// The expression then searches from ``Rule/reach`` bytes before what was found to as many after it.
/// Text without it costs the rule nothing, which is why every rule must have a trigger.
public enum Trigger: Sendable, Hashable {
  /// A cluster: a run of at least `count` bytes of one class in which neighbours are at most `gap`
  /// bytes apart (1: adjacent).
  case cluster(ByteClass, count: Int, gap: Int, form: ClusterForm = ClusterForm())
  /// One of these strings, as ``LiteralElement/parse(_:)`` reads them, or a member name that holds one: then the
  /// member's whole value is searched.
  case literals([String])

  /// A class of ASCII bytes that one pass over the text can mark.
  public enum ByteClass: String, Sendable, CaseIterable {
    /// `@`
    case at
    /// `0`…`9`
    case digit
    /// `:`
    case colon
    /// `.` between two digits
    case point
    /// `.`
    case dot
    /// `A`…`Z` and `a`…`z`
    case letter
    /// `%`
    case percent
    /// `_`
    case underscore
    /// `-`
    case hyphen
    /// `/`
    case slash
    /// `A`…`Z`, `a`…`z`, `0`…`9`, `_` and `+`, always adjacent: what keys, hashes and base64 are made of.
    case token
  }

  /// What a cluster of digits must look like beside its size: cheap to see, and most ids and amounts don't.
  public struct ClusterForm: Sendable, Hashable {
    /// Digits of its longest part without an ASCII letter in it.
    public var number: Int
    /// Digits in a row, in its longest row.
    public var run: Int
    /// Rows of digits.
    public var groups: Int
    /// ASCII letters and digits in a row, in the longest row that holds a digit.
    public var alphanumeric: Int
    /// The same in the longest row that holds a letter too; 0 for no matter.
    public var mixed: Int
    /// What must stand at its rows.
    public var beside: Beside

    /// The greatest values a rule can ask for.
    public static let greatest = ClusterForm(
      number: 32, run: 32, groups: 8, alphanumeric: 32, mixed: 32)

    public init(
      number: Int = 1, run: Int = 1, groups: Int = 1, alphanumeric: Int = 1, mixed: Int = 0,
      beside: Beside = []
    ) {
      self.number = number
      self.run = run
      self.groups = groups
      self.alphanumeric = alphanumeric
      self.mixed = mixed
      self.beside = beside
    }
  }

  /// What stands close before or behind one of a cluster's rows of digits.
  public struct Beside: OptionSet, Sendable, Hashable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// A plus sign, with at most two bytes between.
    public static let plus = Beside(rawValue: 1 << 0)
    /// The row begins with an international prefix, 00 or 011, and no zero behind it.
    public static let prefix = Beside(rawValue: 1 << 1)
    /// Two ASCII letters before it, with at most one byte between.
    public static let letters = Beside(rawValue: 1 << 2)
    /// An ASCII letter behind it, with at most one byte between.
    public static let letterBehind = Beside(rawValue: 1 << 3)

    public static let all: Beside = [.plus, .prefix, .letters, .letterBehind]

    /// What rule files call those that stand before a row.
    public static let leads: KeyValuePairs<String, Beside> = [
      "plus": .plus, "prefix": .prefix, "letters": .letters,
    ]
    /// What rule files call those that stand behind a row.
    public static let tails: KeyValuePairs<String, Beside> = ["letter": .letterBehind]
  }

  /// The lengths of runs that ``ByteClass/token`` can ask for: below the least almost every word would be one, and the
  /// pass over the text sees no longer ones whole.
  public static let tokenLengths = 8...64

  public init(byteClass: ByteClass, count: Int, gap: Int = 1) {
    self = .cluster(byteClass, count: count, gap: gap)
  }
}
