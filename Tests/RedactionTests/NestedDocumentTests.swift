import Foundation
import Records
import Redaction
import Testing

/// JSON inside JSON strings is rewritten inside its own rules and those of every string around it.
@Suite struct NestedDocumentTests {
  @Test(arguments: [
    // Text, a number that becomes a string, and names that would collide.
    (
      #"{"arguments":"{\"to\":\"jane@example.com\",\"card\":4111111111111111}"}"#,
      #"{"arguments":"{\"to\":\"<EMAIL_ADDRESS>\",\"card\":\"<CREDIT_CARD>\"}"}"#
    ),
    (
      #"["{\"jane@example.com\":1,\"<EMAIL_ADDRESS>_2\":0,\"joe@example.com\":[2]}"]"#,
      #"["{\"<EMAIL_ADDRESS>\":1,\"<EMAIL_ADDRESS>_2\":0,\"<EMAIL_ADDRESS>_3\":[2]}"]"#
    ),
    (
      #"["{\"to jane@example.com or joe@example.com.\":1,\"to a@example.com or b@example.com.\":2}"]"#,
      #"["{\"to <EMAIL_ADDRESS> or <EMAIL_ADDRESS>.\":1,\"to <EMAIL_ADDRESS> or <EMAIL_ADDRESS>._2\":2}"]"#
    ),
    // Two strings deep, three strings deep, and a string that holds nothing but a string.
    (
      #"{"a":"{\"b\":\"{\\\"to\\\":\\\"jane@example.com\\\",\\\"n\\\":4111111111111111}\"}"}"#,
      #"{"a":"{\"b\":\"{\\\"to\\\":\\\"<EMAIL_ADDRESS>\\\",\\\"n\\\":\\\"<CREDIT_CARD>\\\"}\"}"}"#
    ),
    (
      #"["[\"[\\\"[4111111111111111]\\\"]\"]"]"#,
      #"["[\"[\\\"[\\\\\\\"<CREDIT_CARD>\\\\\\\"]\\\"]\"]"]"#
    ),
    (
      #"["\"{\\\"to\\\":\\\"jane@example.com\\\"}\""]"#,
      #"["\"{\\\"to\\\":\\\"<EMAIL_ADDRESS>\\\"}\""]"#
    ),
    // What is not replaced keeps its spelling, white space and escapes included.
    (
      #"["\n { \"\\u00e9\\/\" : \"\u00e9\\n jane\\u0040example.com \\\"\" ,\t\"x\":1.50e3 }\r\n"]"#,
      #"["\n { \"\\u00e9\\/\" : \"\u00e9\\n <EMAIL_ADDRESS> \\\"\" ,\t\"x\":1.50e3 }\r\n"]"#
    ),
    // A quote may be written in other ways too, and the array of numbers has none.
    (#"["\u005b4111111111111111\u005d"]"#, #"["\u005b\"<CREDIT_CARD>\"\u005d"]"#),
    (#"{"cards":"[4111111111111111, 7]"}"#, #"{"cards":"[\"<CREDIT_CARD>\", 7]"}"#),
    // The member's name is context, the string's own name where there is none.
    (
      #"{"a":"{\"phone\":14155550132,\"n\":14155550132}"}"#,
      #"{"a":"{\"phone\":\"<PHONE_NUMBER>\",\"n\":14155550132}"}"#
    ),
    (#"{"phone":"[14155550132]"}"#, #"{"phone":"[\"<PHONE_NUMBER>\"]"}"#),
    // What is no document as a whole is text.
    (#"["{\"to\":\"jane@example.com\""]"#, #"["{\"to\":\"<EMAIL_ADDRESS>\""]"#),
    (#"["see {\"to\":\"jane@example.com\"}"]"#, #"["see {\"to\":\"<EMAIL_ADDRESS>\"}"]"#),
    (#"["[to jane@example.com]"]"#, #"["[to <EMAIL_ADDRESS>]"]"#),
  ])
  func documentsInStringsAreRewritten(_ line: String, _ output: String) throws {
    #expect(try redact(line) == output)
    #expect(try findings(in: output).isEmpty)
  }

  @Test(arguments: RecordPropertyTests.operators)
  func everyOperatorLeavesAWholeDocument(_ action: Operator) throws {
    let inner =
      #"{\"jane@example.com\":[4111111111111111,\"joe@example.com\"],\"ann@example.com\":{}}"#
    let output = try redact("{\"a\":\"\(inner)\"}", policy(action))
    #expect(try findings(in: output).isEmpty)
    #expect(try redact(output, policy(action)) == output)
    #expect(!output.contains("example.com") && !output.contains("411111111111"))
  }

  /// A number so many strings deep, each of which spells its backslashes as `\u005c`.
  private func number(inside layers: Int, _ value: String) -> String {
    var text = "[\(value)]"
    for _ in 0..<layers {
      text = text.replacing("\\", with: "\\u005c").replacing("\"", with: "\\u0022")
      text = "[\"\(text)\"]"
    }
    return text
  }

  @Test(arguments: [1, 2, 5, 12, 20])
  func depthIsNoHidingPlace(layers: Int) throws {
    let line = number(inside: layers, "4111111111111111")
    let output = try redact(line)
    #expect(output.contains("<CREDIT_CARD>"))
    #expect(try findings(in: output).isEmpty)
  }

  @Test func whatIsTooDeepToBeExaminedIsRefused() throws {
    let deep =
      String(repeating: "[", count: 1000) + "4111111111111111" + String(repeating: "]", count: 1000)
    #expect(throws: Never.self) { try redact("\"\(deep.dropFirst().dropLast())\"") }
    #expect(throws: RefusalReason.tooDeep) { try redact("[\"[\(deep)]\"]") }
  }

  @Test(arguments: [
    ("jane@example.com", "jane%40example.com"), ("jane@example.com", "jane&#64;example.com"),
    ("jane@example.com", "jane at example dot com"), ("jane@example.com", "ｊａｎｅ＠example.com"),
    ("4111111111111111", "４１１１ １１１１ １１１１ １１１１"), ("192.0.2.1", "192[.]0[.]2[.]1"),
    ("jane@example.com", "amFuZUBleGFtcGxlLmNvbQ=="),
  ])
  func oneValueInTwoSpellingsIsOneToken(_ plain: String, _ disguised: String) throws {
    // An address beside it, so that the string is looked at whatever else wakes rules.
    let output = try redact(
      #"["\#(plain) joe@example.org","\#(disguised) joe@example.org"]"#, policy(.pseudonym))
    let halves = output.dropFirst(2).dropLast(2).components(separatedBy: "\",\"")
    #expect(halves.count == 2 && halves[0] == halves[1], "\(output)")
  }

  @Test func theLastDigitsAreTheFoldedOnes() throws {
    #expect(try redact(#"["４１１１１１１１１１１１１１１１"]"#, policy(.keepLast4)) == #"["****1111"]"#)
  }
}
