/// What data may be used for. There is no purpose for sale or advertising.
///
/// The raw value is what the store keeps: never renumber.
public enum Purpose: UInt8, CaseIterable, Sendable {
  case service = 1
  case support = 2
  case security = 3
  case legal = 4
  case access = 5
  case portability = 6
  case training = 7

  /// The name used on the command line and in exports.
  public var name: String {
    switch self {
    case .service: "service"
    case .support: "support"
    case .security: "security"
    case .legal: "legal"
    case .access: "access"
    case .portability: "portability"
    case .training: "training"
    }
  }

  /// The purpose of this name, or nil.
  public init?(name: String) {
    guard let purpose = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = purpose
  }

  /// The data use of the fideslang taxonomy (Ethyca, CC BY 4.0) that comes closest.
  public var dataUse: String {
    switch self {
    case .service: "essential.service"
    case .support: "essential.service.operations.support"
    case .security: "essential.service.security"
    case .legal, .access, .portability: "essential.legal_obligation"
    case .training: "train_ai_system"
    }
  }

  /// Whether a row kept for `rowPurpose` may be read for this purpose.
  ///
  /// A row is read for its own purpose, or to answer the person (access, portability), the law or
  /// an incident. Training is refused here whatever the row says: it has its own way out, which
  /// asks for consent.
  public func mayRead(rowKeptFor rowPurpose: Purpose) -> Bool {
    switch self {
    case .training: false
    case .access, .portability, .legal, .security: true
    case .service, .support: self == rowPurpose
    }
  }
}
