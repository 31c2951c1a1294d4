package import Detection
package import Keys

/// Writes what takes a value's place: one worker's operators and keyed hasher.
///
/// Every token is plain ASCII without quotes or backslashes, so it stands in JSON as it is.
package struct TokenWriter: ~Copyable {
  private var hasher: KeyedHasher?
  private var key: SecretKey?
  /// The key of ``hasher``, which is made when it is needed: few records need one.
  private var hasherKey: SecretKey?
  private var normal: [UInt8] = []
  private let entityNames: [[UInt8]]

  /// - Parameter key: for the keyed operators; without it they must not be asked for.
  /// - Throws: ``CryptoError`` when libcrypto refuses.
  package init(entities: [String], key: SecretKey?) throws(CryptoError) {
    entityNames = entities.map { Array($0.utf8) }
    hasher = nil
    self.key = key
  }

  /// Changes the key; that costs nothing before the next keyed token.
  mutating func use(_ key: SecretKey) { self.key = key }

  /// Appends the token for one value.
  ///
  /// - Parameters:
  ///   - value: the value decoded, for its normal form and its last digits.
  ///   - detail: what its check learnt about the value.
  ///   - tenant: the record's tenant; equal values of two tenants get different tokens.
  /// - Throws: ``CryptoError`` when libcrypto refuses.
  package mutating func append(
    _ action: Operator, entity: Int, value: Span<UInt8>, detail: ValueDetail, tenant: Span<UInt8>,
    to output: inout [UInt8]
  ) throws(CryptoError) {
    switch action {
    case .replace:
      appendPlain(entity, to: &output)
    case .mask:
      output.append(contentsOf: repeatElement(UInt8(ascii: "*"), count: 8))
    case .remove:
      break
    case .keep:
      for index in value.indices { output.append(value[index]) }
    case .keepLast4:
      appendLastFour(entity, value, to: &output)
    case .hash:
      let digest = try digest(entity, value, detail, tenant)
      output.append(UInt8(ascii: "<"))
      output.append(contentsOf: entityNames[entity])
      output.append(UInt8(ascii: ":"))
      output.append(contentsOf: digest.truncated.hexadecimal.utf8)
      output.append(UInt8(ascii: ">"))
    case .pseudonym:
      let digest = try digest(entity, value, detail, tenant)
      output.append(UInt8(ascii: "<"))
      output.append(contentsOf: entityNames[entity])
      output.append(UInt8(ascii: "_"))
      appendBase32(digest.bytes, digits: 12, to: &output)
      output.append(UInt8(ascii: ">"))
    }
  }

  private func appendPlain(_ entity: Int, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "<"))
    output.append(contentsOf: entityNames[entity])
    output.append(UInt8(ascii: ">"))
  }

  /// PCI DSS 4.0.1 requirement 3.4.1 lets the last four digits of a card be shown; the same is done for phones and accounts.
  private func appendLastFour(_ entity: Int, _ value: Span<UInt8>, to output: inout [UInt8]) {
    let digits = value.indices.filter { value[$0] &- UInt8(ascii: "0") < 10 }
    let kinds = ["CREDIT_CARD", "PHONE_NUMBER", "BANK_ACCOUNT", "IBAN_CODE"]
    guard digits.count >= 9, kinds.contains(where: { Array($0.utf8) == entityNames[entity] }) else {
      appendPlain(entity, to: &output)
      return
    }
    output.append(contentsOf: repeatElement(UInt8(ascii: "*"), count: 4))
    for index in digits.suffix(4) { output.append(value[index]) }
  }

  private mutating func digest(
    _ entity: Int, _ value: Span<UInt8>, _ detail: ValueDetail, _ tenant: Span<UInt8>
  ) throws(CryptoError) -> Digest32 {
    normal.removeAll(keepingCapacity: true)
    let name = String(decoding: entityNames[entity], as: UTF8.self)
    NormalForm.append(value, entity: name, detail: detail, to: &normal)
    try beginHash()
    try hasher!.add(entityNames[entity])
    try hasher!.add(tenant)
    try hasher!.add(normal)
    return try hasher!.finish()
  }

  /// A value's entry in a blind index: equal for all spellings of a value, whatever it was taken for.
  ///
  /// - Throws: ``CryptoError`` when libcrypto refuses.
  mutating func blindEntry(
    entity: String, value: Span<UInt8>, detail: ValueDetail
  ) throws(CryptoError) -> UInt64 {
    normal.removeAll(keepingCapacity: true)
    NormalForm.append(value, entity: entity, detail: detail, to: &normal)
    try beginHash()
    try hasher!.add("hush blind index v1")
    try hasher!.add(normal)
    return try hasher!.finish().truncated.high
  }

  private mutating func beginHash() throws(CryptoError) {
    guard let key else { preconditionFailure("a keyed operator without a key") }
    if hasherKey !== key {
      hasher = try KeyedHasher(key: key)
      hasherKey = key
    }
    try hasher!.begin()
  }

  /// RFC 4648 section 6, upper case, without padding.
  private func appendBase32(_ bytes: [UInt8], digits: Int, to output: inout [UInt8]) {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)
    var bits: UInt64 = 0
    for byte in bytes.prefix(8) { bits = bits << 8 | UInt64(byte) }
    for digit in 0..<digits {
      output.append(alphabet[Int(bits >> UInt64(59 - digit * 5)) & 31])
    }
  }
}
