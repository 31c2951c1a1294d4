/// The places whose national numbering plans are known, as rule files name them.
package enum PhoneRegion: String, Sendable, CaseIterable {
  /// The North American Numbering Plan: US, CA and the Caribbean members.
  case northAmerica = "NANP"
  case unitedKingdom = "GB"
  case germany = "DE"
  case france = "FR"
  case spain = "ES"
  case italy = "IT"
  case india = "IN"
  case australia = "AU"
  case brazil = "BR"
  case japan = "JP"
  case china = "CN"

  /// What numbers of the place look like when they are dialled within it.
  var plan: NumberingPlan {
    switch self {
    case .northAmerica: return .northAmerica
    case .unitedKingdom: return .unitedKingdom
    case .germany: return .germany
    case .france: return .france
    case .spain: return .spain
    case .italy: return .italy
    case .india: return .india
    case .australia: return .australia
    case .brazil: return .brazil
    case .japan: return .japan
    case .china: return .china
    }
  }
}
