extension Timestamp: CustomStringConvertible {
  /// RFC 3339 in UTC, such as `2024-01-31T09:30:00Z`; milliseconds only when there are some.
  ///
  /// Years outside 0…9999, which RFC 3339 cannot name, are written with as many digits as they
  /// need.
  public var rfc3339: String {
    let date = CivilDate(daysSinceEpoch: day)
    let millisecondOfDay = Int(milliseconds - Int64(day) * Self.millisecondsPerDay)
    var text: [UInt8] = []
    text.reserveCapacity(24)
    if date.year < 0 { text.append(UInt8(ascii: "-")) }
    text.append(decimal: abs(date.year), width: 4)
    text.append(UInt8(ascii: "-"))
    text.append(decimal: date.month, width: 2)
    text.append(UInt8(ascii: "-"))
    text.append(decimal: date.day, width: 2)
    text.append(UInt8(ascii: "T"))
    text.append(decimal: millisecondOfDay / 3_600_000, width: 2)
    text.append(UInt8(ascii: ":"))
    text.append(decimal: millisecondOfDay / 60_000 % 60, width: 2)
    text.append(UInt8(ascii: ":"))
    text.append(decimal: millisecondOfDay / 1_000 % 60, width: 2)
    if millisecondOfDay % 1_000 != 0 {
      text.append(UInt8(ascii: "."))
      text.append(decimal: millisecondOfDay % 1_000, width: 3)
    }
    text.append(UInt8(ascii: "Z"))
    return String(decoding: text, as: UTF8.self)
  }

  public var description: String { rfc3339 }
}

extension [UInt8] {
  fileprivate mutating func append(decimal value: Int, width: Int) {
    let digits = String(value).utf8
    append(contentsOf: repeatElement(UInt8(ascii: "0"), count: Swift.max(0, width - digits.count)))
    append(contentsOf: digits)
  }
}
