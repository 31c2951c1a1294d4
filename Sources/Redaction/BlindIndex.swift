import Detection
package import Keys

/// How a value is found again that was replaced and is kept nowhere: by a keyed hash of its normal
/// form, eight bytes a value, beside the record it stood in.
///
/// Who has not got the key can neither make an entry nor trace one back. Among 2³² records of a
/// tenant with one value each, an entry meets another value's by chance with 2⁻³².
package enum BlindIndex {
  /// How many values of a record are noted.
  static let longest = 255

  /// Kinds of values whose normal forms differ; a value without context may be any of them.
  private static let entities = ["PERSON", "CREDIT_CARD", "PHONE_NUMBER", "IP_ADDRESS"]

  /// The entries that a value given by itself may have.
  ///
  /// - Throws: ``CryptoError`` when libcrypto refuses.
  package static func entries(
    of value: Span<UInt8>, key: SecretKey
  ) throws(CryptoError) -> Set<UInt64> {
    var tokens = try TokenWriter(entities: [], key: key)
    var entries: Set<UInt64> = []
    for entity in entities {
      entries.insert(try tokens.blindEntry(entity: entity, value: value, detail: .none))
    }
    return entries
  }
}
