/// The category of the fideslang taxonomy (Ethyca, CC BY 4.0) that an entity belongs to.
public enum DataCategory {
  /// The category's key for an entity such as `EMAIL_ADDRESS`.
  ///
  /// What the taxonomy has no term for is `user`, its root for anything about a person.
  public static func key(forEntity entity: String) -> String {
    keys[entity] ?? "user"
  }

  private static let keys: [String: String] = [
    "EMAIL_ADDRESS": "user.contact.email",
    "PHONE_NUMBER": "user.contact.phone_number",
    "STREET_ADDRESS": "user.contact.address.street",
    "PERSON": "user.name",
    "DATE_OF_BIRTH": "user.demographic.date_of_birth",
    "IP_ADDRESS": "user.device.ip_address",
    "MAC_ADDRESS": "user.device",
    "CREDIT_CARD": "user.financial.credit_card",
    "CVV": "user.financial.credit_card",
    "CARD_EXPIRY": "user.financial.credit_card",
    "BANK_ACCOUNT": "user.financial.bank_account",
    "IBAN_CODE": "user.financial.bank_account",
    "CRYPTO": "user.financial",
    "SECRET": "user.authorization.credentials",
    "US_SSN": "user.government_id.national_identification_number",
    "US_ITIN": "user.government_id.national_identification_number",
    "UK_NHS": "user.health_and_medical.record_id",
    "US_PASSPORT": "user.government_id.passport_number",
    "US_DRIVER_LICENSE": "user.government_id.drivers_license_number",
  ]
}
