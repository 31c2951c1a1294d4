package import Detection
package import Keys

/// Writes what takes a value's place: one worker's operators and keyed hasher.
///
/// Every token is plain ASCII without quotes or backslashes, so it stands in JSON as it is.
package struct TokenWriter: ~Copyable {
  private var hasher: KeyedHasher?
  /// The key of ``hasher``.
  private var key: SecretKey?
  private var normal: [UInt8] = []
  private let entityNames: [[UInt8]]

  /// - Parameter key: for the keyed operators; without it they must not be asked for.
  /// - Throws: ``CryptoError`` when libcrypto refuses.
  package init(entities: [String], key: SecretKey?) throws(CryptoError) {
    entityNames = entities.map { Array($0.utf8) }
    hasher = nil
    if let key { try use(key) }
  }

  /// Changes the key; the same key again costs nothing.
  mutating func use(_ key: SecretKey) throws(CryptoError) {
    guard self.key !== key else { return }
    hasher = try KeyedHasher(key: key)
    self.key = key
  }

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
    guard hasher != nil else { preconditionFailure("a keyed operator without a key") }
    try hasher!.begin()
    try hasher!.add(entityNames[entity])
    try hasher!.add(tenant)
    try hasher!.add(normal)
    return try hasher!.finish()
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
