/// Hardware addresses: EUI-48 and EUI-64 (IEEE 802-2014 section 8).
enum MACAddress {
  /// Takes all but zeros alone, which stand where there is no address.
  static func check(_ text: Span<UInt8>, _ match: Range<Int>) -> Verdict? {
    let holdsOther = match.contains { text[$0].hexDigitValue.map { $0 > 0 } ?? false }
    return holdsOther ? Verdict(range: match) : nil
  }
}
