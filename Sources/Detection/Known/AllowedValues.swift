/// Values that are never replaced, however they are found: a company's own numbers and addresses.
///
/// A value with letters is the same without regard to case and white space, one of digits by its digits, a
/// telephone number from its end; `@example.com` stands for every address at that domain.
struct AllowedValues: Sendable {
  private var exact = HashMap64()
  private var domains = HashMap64()
  private var phones = PhoneIndex()

  var isEmpty: Bool { exact.count == 0 && domains.count == 0 && phones.isEmpty }

  mutating func insert(_ value: Span<UInt8>, _ shape: ValueShape) {
    if value[0] == UInt8(ascii: "@") {
      domains.insert(Self.hash(value), 0) { $0 }
      return
    }
    exact.insert(Self.hash(value), 0) { $0 }
    if shape == .phone { phones.insert(Self.digits(value), 0) }
  }

  mutating func finish() { phones.sort() }

  /// - Parameter isPhone: the value was found as a telephone number.
  func contains(_ value: Span<UInt8>, isPhone: Bool) -> Bool {
    if exact[Self.hash(value)] != nil { return true }
    if isPhone, !phones.isEmpty, phones.value(of: Self.digits(value)) != nil { return true }
    guard domains.count > 0 else { return false }
    var at = value.count - 1
    while at > 0, value[at] != UInt8(ascii: "@") { at -= 1 }
    return at > 0 && domains[Self.hash(value.extracting(at..<value.count))] != nil
  }

  private static func digits(_ value: Span<UInt8>) -> PhoneIndex.Digits {
    var digits = PhoneIndex.Digits()
    for index in value.indices where value[index].isASCIIDigit { digits.append(value[index]) }
    return digits
  }

  /// Of a value's digits when it holds no letters, of all but its white space otherwise.
  private static func hash(_ value: Span<UInt8>) -> UInt64 {
    let hasLetters = value.indices.contains { value[$0].isASCIILetter || value[$0] >= 0x80 }
    var hash = FNV1a()
    for index in value.indices {
      let byte = value[index]
      if hasLetters ? byte <= 0x20 : !byte.isASCIIDigit { continue }
      hash.add(byte.asciiLowercased)
    }
    return hash.value
  }
}
