/// Domains that hardly stand for anything but mail: `jane at gmail.com` is an address without more evidence.
enum MailProviders {
  /// Their first labels; what follows varies by country.
  static let names = [
    "gmail", "googlemail", "yahoo", "ymail", "hotmail", "outlook", "icloud", "aol", "gmx",
    "protonmail", "fastmail", "zoho", "yandex", "msn", "comcast", "verizon", "btinternet",
  ]

  private static let bytes = names.map { Array($0.utf8) }

  /// Whether one's name stands at `position` as a label before others.
  static func stand(in text: Span<UInt8>, _ position: Int, _ end: Int) -> Bool {
    bytes.contains { name in
      position + name.count < end && text[position + name.count] == UInt8(ascii: ".")
        && name.indices.allSatisfy { text[position + $0] | 0x20 == name[$0] }
    }
  }
}
