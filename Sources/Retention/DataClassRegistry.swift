/// The small stable integers that rows keep instead of class names.
public struct DataClassRegistry: Sendable {
  /// The classes every store knows, at the codes they have for ever: never renumber.
  public static let builtIn: [(code: UInt16, dataClass: DataClass)] = [
    (1, .conversation), (2, .account), (3, .credential), (4, .aggregate), (5, .run),
    (6, .stepOutcome), (7, .evidence), (8, .recording), (9, .transcript), (10, .webhookDelivery),
    (11, .securityLog), (12, .consent),
  ]

  /// Where a store's own classes begin; below it is room for later built-in ones.
  public static let firstCustomCode: UInt16 = 1_000

  private var codes: [DataClass: UInt16] = [:]
  private var classes: [UInt16: DataClass] = [:]

  /// A registry of the built-in classes.
  public init() {
    for entry in Self.builtIn { add(entry.dataClass, code: entry.code) }
  }

  /// Takes in a class a store has given a code.
  public mutating func add(_ dataClass: DataClass, code: UInt16) {
    codes[dataClass] = code
    classes[code] = dataClass
  }

  public func code(of dataClass: DataClass) -> UInt16? { codes[dataClass] }

  public func dataClass(of code: UInt16) -> DataClass? { classes[code] }

  /// Every known class with its code, in the order of the codes.
  public var entries: [(code: UInt16, dataClass: DataClass)] {
    classes.sorted { $0.key < $1.key }.map { (code: $0.key, dataClass: $0.value) }
  }
}
