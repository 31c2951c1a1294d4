import Redaction
import Testing

/// Member names that are personal data.
@Suite struct NameTests {
  @Test(arguments: [
    (
      #"{"jane@example.com":1,"joe@example.com":2}"#,
      #"{"<EMAIL_ADDRESS>":1,"<EMAIL_ADDRESS>_2":2}"#
    ),
    (
      #"{"jane@example.com":1,"<EMAIL_ADDRESS>_2":0,"joe@example.com":2,"ann@example.org":3}"#,
      #"{"<EMAIL_ADDRESS>":1,"<EMAIL_ADDRESS>_2":0,"<EMAIL_ADDRESS>_3":2,"<EMAIL_ADDRESS>_4":3}"#
    ),
    // A name that stays has the older right, wherever it stands.
    (
      #"{"jane@example.com":1,"<EMAIL_ADDRESS>":0}"#,
      #"{"<EMAIL_ADDRESS>_2":1,"<EMAIL_ADDRESS>":0}"#
    ),
    (
      #"{"jane@example.com":1,"\u003cEMAIL_ADDRESS>":0}"#,
      #"{"<EMAIL_ADDRESS>_2":1,"\u003cEMAIL_ADDRESS>":0}"#
    ),
    (
      #"{"to jane@example.com":1,"cc jane@example.com":2}"#,
      #"{"to <EMAIL_ADDRESS>":1,"cc <EMAIL_ADDRESS>":2}"#
    ),
    (
      #"{"a\njane@example.com":1,"a\u000ajoe@example.com":2}"#,
      #"{"a\n<EMAIL_ADDRESS>":1,"a\u000a<EMAIL_ADDRESS>_2":2}"#
    ),
    (
      #"{"a":{"jane@example.com":1},"b":{"joe@example.com":{"ann@example.org":{}}}}"#,
      #"{"a":{"<EMAIL_ADDRESS>":1},"b":{"<EMAIL_ADDRESS>":{"<EMAIL_ADDRESS>":{}}}}"#
    ),
    (
      #"[{"jane@example.com":"joe@example.com"},{"jane@example.com":[{"jane@example.com":1}]}]"#,
      #"[{"<EMAIL_ADDRESS>":"<EMAIL_ADDRESS>"},{"<EMAIL_ADDRESS>":[{"<EMAIL_ADDRESS>":1}]}]"#
    ),
  ])
  func collisionsAreCountedWithinTheirObject(_ line: String, _ output: String) throws {
    #expect(try redact(line) == output)
  }

  @Test(arguments: [
    (Operator.mask, #"{"********":1,"********_2":2,"********_3":3}"#),
    (.remove, #"{"":1,"_2":2,"_3":3}"#),
  ])
  func everyOperatorCountsItsCollisions(_ action: Operator, _ output: String) throws {
    let line = #"{"jane@example.com":1,"joe@example.com":2,"4111111111111111":3}"#
    #expect(try redact(line, policy(action)) == output)
  }

  @Test func oneValueTwiceIsOneTokenWithACount() throws {
    let output = try redact(
      #"{"jane@example.com":1,"Jane@example.com":2}"#, policy(.pseudonym))
    #expect(output == #"{"<EMAIL_ADDRESS_H364XG5SS3YO>":1,"<EMAIL_ADDRESS_H364XG5SS3YO>_2":2}"#)
  }

  @Test func manyCollisionsStayDistinct() throws {
    let names = (0..<200).map { "\"p\($0)@example.com\":\($0)" }
    let output = try redact("{" + names.joined(separator: ",") + "}")
    let found = output.matches(of: #/"(<EMAIL_ADDRESS>[_0-9]*)":/#).map { String($0.output.1) }
    #expect(found.count == 200)
    #expect(Set(found).count == 200)
    #expect(found.last == "<EMAIL_ADDRESS>_200")
  }

  /// A token in a name can be the context that makes a number beneath it personal.
  @Test(arguments: [
    #"{"+1 202 555 0143":4155550132}"#, #"{"+1 202 555 0143":"4155550132"}"#,
    #"{"+1 202 555 0143":["x",[4155550132,"a 4155550132"]]}"#,
  ])
  func aTokenInANameLeavesNothingToFind(_ line: String) throws {
    for action in [Operator.replace, .mask, .hash, .pseudonym, .keepLast4, .remove] {
      let output = try redact(line, policy(action))
      #expect(try findings(in: output).isEmpty, "\(output)")
    }
  }
}
