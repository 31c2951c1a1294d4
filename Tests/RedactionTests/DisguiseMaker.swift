import Foundation
import TestSupport

/// Hides a value in a line of JSON, behind encodings and inside documents inside strings.
struct DisguiseMaker {
  var random: SplitMix64

  init(seed: Int) { random = SplitMix64(seed: seed) }

  /// A line around a value, and the same line as it must leave.
  struct Case {
    var line: String
    var redacted: String
    /// What was done to the value, for whoever reads of a failure.
    var history: [String]
  }

  private static let values = [
    ("jane@example.com", "EMAIL_ADDRESS"), ("j.doe+x@mail.example.org", "EMAIL_ADDRESS"),
    ("4111111111111111", "CREDIT_CARD"), ("4111 1111 1111 1111", "CREDIT_CARD"),
    ("378282246310005", "CREDIT_CARD"), ("192.0.2.1", "IP_ADDRESS"),
    ("+44 20 7946 0958", "PHONE_NUMBER"), ("+14155550132", "PHONE_NUMBER"),
  ]
  private static let fillers = [
    "see ", "é ", "日本 ", "\u{1F600} ", "a\nb ", "\"x\" ", "\\ ", "{ ", "] ", "\t", "— ", "so: ",
  ]

  /// What an encoder makes of a text.
  private mutating func encode(_ text: String) -> String {
    // Shorter base64 is not looked for where nothing else draws attention to it.
    switch random.below(text.utf8.count < 15 ? 6 : 7) {
    case 0: return mapScalars(text, 2) { Self.percent($0) }
    case 1: return mapScalars(text, 2) { "&#\($0.value);" }
    case 2: return mapScalars(text, 3) { "&#x" + String($0.value, radix: 16) + ";" }
    case 3: return mapScalars(text, 2) { Self.fullWidth($0) }
    case 4:
      return mapScalars(text, 2) { scalar in
        String(scalar.utf16Escape)
      }
    case 6:
      return Data(text.utf8).base64EncodedString()
    default:
      var hidden = ""
      let last = text.unicodeScalars.count - 1
      for (index, scalar) in text.unicodeScalars.enumerated() {
        hidden.unicodeScalars.append(scalar)
        if index < last, random.chance(1, in: 5) {
          hidden += random.pick(["\u{200B}", "\u{AD}", "\u{2060}", "\u{FE0F}", "\u{202E}"])
        }
      }
      return hidden
    }
  }

  private mutating func mapScalars(
    _ text: String, _ rarity: Int, _ change: (Unicode.Scalar) -> String
  ) -> String {
    var result = ""
    let scalars = Array(text.unicodeScalars)
    // One at least changes: the sign that gives the value away.
    let sign = scalars.firstIndex { !$0.properties.isAlphabetic && $0 != " " } ?? 0
    for (index, scalar) in scalars.enumerated() {
      result +=
        index == sign || scalar == "\\" || random.chance(1, in: rarity)
        ? change(scalar) : String(scalar)
    }
    return result
  }

  private static func percent(_ scalar: Unicode.Scalar) -> String {
    String(scalar).utf8.map { byte in
      "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }.joined()
  }

  private static func fullWidth(_ scalar: Unicode.Scalar) -> String {
    guard (0x21...0x7E).contains(scalar.value), let wide = Unicode.Scalar(scalar.value + 0xFEE0)
    else { return String(scalar) }
    return String(wide)
  }

  /// Writes a text as the content of a JSON string, some characters as escapes though they need none.
  private mutating func escape(_ text: String) -> String {
    let rarity = random.pick([2, 12, 1000])
    var content = ""
    for scalar in text.unicodeScalars {
      if scalar == "\"" || scalar == "\\" {
        content += random.chance(1, in: 4) ? scalar.utf16Escape : "\\" + String(scalar)
      } else if scalar.value < 0x20 || random.chance(1, in: rarity) {
        content += scalar.utf16Escape
      } else {
        content.unicodeScalars.append(scalar)
      }
    }
    return content
  }

  mutating func next() -> Case {
    var (value, entity) = random.pick(Self.values)
    var token = "<\(entity)>"
    var (before, after) = (random.pick(Self.fillers), " " + random.pick(Self.fillers))
    var history = [value]
    let layers = random.below(4)
    if random.chance(1, in: 6) {
      // A number: it becomes a string, whose quotes each string around it escapes.
      value = "4111111111111111"
      token = "\"<CREDIT_CARD>\""
      for _ in 0..<layers {
        token = token.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
      }
      (before, after) = ("[1,", random.pick(["]", ",{\"a\":[]}]", "\n ]"]))
    } else {
      for _ in 0..<random.below(3) {
        value = encode(value)
        history.append(value)
      }
      hold(&before, &value, &after)
    }
    for _ in 0..<layers { hold(&before, &value, &after) }
    if layers == 0 {
      (before, after) = (before.replacing("\n", with: " "), after.replacing("\n", with: " "))
    }
    return Case(line: before + value + after, redacted: before + token + after, history: history)
  }

  /// Puts what there is into a string of a document.
  private mutating func hold(_ before: inout String, _ value: inout String, _ after: inout String) {
    let (open, close) = random.pick([
      ("{\"text\":\"", "\"}"), ("[\"", "\"]"), ("{\"a\":[0,{\"b\":\"", "\"}]}"),
      (" { \"note\" : \"", "\" } "),
    ])
    before = open + escape(before)
    value = escape(value)
    after = escape(after) + close
  }
}

extension Unicode.Scalar {
  /// The scalar as `\u` escapes.
  fileprivate var utf16Escape: String {
    String(self).utf16.map { unit in
      let digits = String(unit, radix: 16)
      return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }.joined()
  }
}
