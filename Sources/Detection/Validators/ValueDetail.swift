/// What a check learnt about a value beyond where it stands, for those who replace or keep it.
package enum ValueDetail: Sendable, Equatable {
  case none
  /// A phone number as dialled within a country.
  case nationalPhone(PhonePlan)
  /// A phone number with the country code of a plan.
  case internationalPhone(PhonePlan)
  case address(AddressClass)
}
