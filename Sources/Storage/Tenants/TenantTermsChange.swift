public import Retention

/// What is to hold for a tenant's data from now on; what is left nil or empty stays as it is.
public struct TenantTermsChange: Sendable {
  /// How long data of each class is kept. A class that the store does not know becomes one.
  public var periods: [DataClass: Period] = [:]
  /// Who sets the periods; a higher layer's word replaces a lower one's.
  public var layer: RetentionLayer = .customer
  /// Where the data is kept, and what a transfer elsewhere rests on: codes, in the clear.
  public var region: String?
  public var transferBasis: String?

  public init() {}

  /// Whether anything is to be changed.
  public var isEmpty: Bool { periods.isEmpty && region == nil && transferBasis == nil }

  /// Throws `StoreError.badTag`.
  func check() throws(StoreError) {
    try Tag.checkCode(region, name: "region")
    try Tag.checkCode(transferBasis, name: "transfer-basis")
  }
}

/// What holds for a tenant's data.
public struct TenantProfile: Sendable {
  /// A period that somebody set, or a built-in one.
  public struct Term: Sendable {
    public let dataClass: DataClass
    public let layer: RetentionLayer
    public let rule: RetentionRule
    /// Whether no higher layer says otherwise.
    public let isDeciding: Bool
  }

  public let name: String
  public let region: String?
  public let transferBasis: String?
  /// Nil while the contract has no end.
  public let contractEnd: ContractEnd?
  /// By class, then by layer.
  public let terms: [Term]
  public let records: Int64
}
