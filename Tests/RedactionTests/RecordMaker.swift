import TestSupport

/// Makes records in which personal data stands beside all sorts of neighbours.
struct RecordMaker {
  var random: SplitMix64

  init(seed: Int) { random = SplitMix64(seed: seed) }

  static let values = [
    "jane@example.com", "josé@example.org", "4111 1111 1111 1111", "4111111111111111",
    "378282246310005", "+44 20 7946 0958", "+1 202 555 0143", "202-555-0123", "(415) 555-0132",
    "192.0.2.1", "2001:db8::7", "07700 900123", "06 39 98 45 67",
  ]
  /// Pieces that make a new value of what is left when a value between them goes.
  static let joints = [
    "415 555 ", "0123", "4111 1111 ", " 1111 1111", "jane@", "example.com", "192.0.", "2.7",
    "+44 20 ", "7946 0958", "2001:db8", "::8", "call ", "4155550132", "tel. ", "7700900123",
  ]
  static let fillers = [
    " ", ", ", "hello ", "é ", " 😀", "\\n", "\\\"", "\\\\", "\\u0040", " card ", ": ", "-", ".",
    "1 ",
    "\\ud83d", "/",
  ]

  mutating func text() -> String {
    (0..<random.below(9)).map { _ in
      switch random.below(5) {
      case 0, 1: random.pick(Self.values)
      case 2: random.pick(Self.joints)
      default: random.pick(Self.fillers)
      }
    }.joined()
  }

  mutating func value(depth: Int = 0) -> String {
    switch random.below(depth > 3 ? 4 : 6) {
    case 0:
      return random.pick(["null", "true", "-1.50", "4111111111111111", "14155550132", "0", "1e9"])
    case 1, 2, 3: return "\"\(text())\""
    case 4:
      let elements = (0..<random.below(4)).map { _ in value(depth: depth + 1) }
      return "[" + elements.joined(separator: random.pick([",", " , "])) + "]"
    default:
      let members = (0..<random.below(5)).map { _ in member(depth: depth + 1) }
      return "{ " + members.joined(separator: ", ") + "}"
    }
  }

  private mutating func member(depth: Int) -> String {
    let name =
      random.chance(1, in: 4)
      ? text() : random.pick(["text", "phone", "card", "a", "ip_address", "order", "to"])
    return "\"\(name)\":" + value(depth: depth)
  }
}
