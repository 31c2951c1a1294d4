import Records
import TestSupport
import Testing

@testable import Detection

/// What is found in an escaped string leads back to the bytes it was written with.
@Suite struct ViewTests {
  static let values = [
    "jane@example.com", "4111 1111 1111 1111", "+44 20 7946 0958", "192.0.2.1", "2001:db8::7",
    "用户@例子.广告",
  ]

  /// Writes a text as a JSON string's content, many characters as escapes.
  static func escape(_ text: String, _ random: inout SplitMix64) -> String {
    var content = ""
    for scalar in text.unicodeScalars {
      let units = Array(String(scalar).utf16)
      let must = scalar == "\"" || scalar == "\\" || scalar.value < 0x20
      if must || random.chance(1, in: 3) {
        for unit in units {
          var digits = String(unit, radix: 16, uppercase: random.chance(1, in: 2))
          while digits.count < 4 { digits = "0" + digits }
          content += "\\u" + digits
        }
      } else if scalar == "/", random.chance(1, in: 2) {
        content += #"\/"#
      } else {
        content.unicodeScalars.append(scalar)
      }
    }
    return content
  }

  @Test(arguments: 0..<60)
  func everyFindingDecodesToWhatWasFound(seed: Int) throws {
    var random = SplitMix64(seed: seed)
    let fillers = [" ", ", ", "\n", " \"x\" ", " 😀 ", " é\\ ", " / ", "\t", " and\u{0} "]
    var text = random.pick(fillers)
    for _ in 0..<1 + random.below(4) { text += random.pick(Self.values) + random.pick(fillers) }
    let content = Self.escape(text, &random)
    let plain = try find(text)
    let escaped = try findInJSON("[7,\"\(content)\\n\"]")
    #expect(escaped.values == plain.values, "\(content)")
    #expect(escaped.entities == plain.entities)
    #expect(!plain.isEmpty)
    // Cut out at its range, a value takes all of its last escape along and nothing more.
    let bytes = Array("[7,\"\(content)\\n\"]".utf8)
    for finding in escaped {
      let pieces = [4..<finding.start, finding.start..<finding.end, finding.end..<bytes.count - 2]
      let decoded = pieces.map { piece in
        var text: [UInt8] = []
        JSONEscapes.decode(bytes.span, piece.lowerBound, piece.upperBound, into: &text)
        return String(decoding: text, as: UTF8.self)
      }
      #expect(decoded.joined() == text + "\n")
    }
  }

  @Test(arguments: 0..<40)
  func everyRangeOfTheViewHasAHome(seed: Int) {
    var random = SplitMix64(seed: 300 + seed)
    let text = (0..<random.below(40)).map { _ in
      random.pick(["a", "é", "€", "😀", "\"", "\\", "\n", "/", "7"])
    }.joined()
    let content = Array(("##" + Self.escape(text, &random) + "##").utf8)
    var view = View(gate: TriggerGate())
    let homes: [View.Home] = []
    view.unescape(content.span, 2, content.count - 2, homes.span, origin: 2)
    #expect(String(decoding: view.text, as: UTF8.self) == text)
    var bounds = Array(text.unicodeScalars.indices).map {
      text.utf8.distance(from: text.startIndex, to: $0)
    }
    bounds.append(text.utf8.count)
    for (number, low) in bounds.enumerated() {
      for high in bounds[(number + 1)...] {
        let home = view.home(low..<high)
        var decoded: [UInt8] = []
        JSONEscapes.decode(content.span, home.lowerBound, home.upperBound, into: &decoded)
        #expect(decoded == Array(view.text[low..<high]))
      }
    }
  }

  @Test func onlyWhatHidTheValueIsNamed() throws {
    let found = try findInJSON(#"["jane\u0040example.com\njoe@example.org", "ann@example.net"]"#)
    #expect(found.map(\.view) == ["unescaped", "plain", "plain"])
  }

  @Test(arguments: [
    (#"{"a":"jane\u0040example.com"}"#, "jane@example.com"),
    (#"{"a":"\u006aane@example.com"}"#, "jane@example.com"),
    (#"["\ud83d\ude00 4111\u00201111 1111\t1111"]"#, "4111 1111 1111\t1111"),
    (#"["\ud83d jane@example.com \udc00"]"#, "jane@example.com"),
    (#"["C:\\jane@example.com\\"]"#, "jane@example.com"),
    (#"["a\njane@example.com\nb"]"#, "jane@example.com"),
    (#"{"jane\u0040example.com":1}"#, "jane@example.com"),
  ])
  func findsWhatEscapesHide(_ json: String, _ value: String) throws {
    #expect(try findInJSON(json).values == [value])
  }
}
