import Records
import Testing

/// Which values become leaves because of what their member is called.
@Suite struct NameTests {
  static var gate: TriggerGate {
    var gate = TriggerGate(digits: 5)
    gate.literals = LiteralSet(["cvv", "://"].map { Array($0.utf8) })
    gate.tokens = 16
    return gate
  }

  private func leaves(_ json: String, asText: Bool = false) -> [String] {
    scan(Array(json.utf8), gate: Self.gate, asText: asText).flatMap(\.leaves).map(\.text)
  }

  @Test(
    arguments: [
      (#"{"a":"plain words"}"#, []),
      (#"{"a":"my cvv is"}"#, ["my cvv is"]),
      (#"{"cardCVV":"one two"}"#, ["cardCVV", "one two"]),
      (#"{"cvv":12,"other":12}"#, ["cvv", "12"]),
      (#"{"cvv":["x",3,["y"]],"z":"w"}"#, ["cvv", "x", "3", "y"]),
      (#"{"cvv":{"a":"x"}}"#, ["cvv"]),
      (#"{"cvv":{"a":"x"},"b":{"c":"d"},"e":[{"f":"g"}]}"#, ["cvv"]),
      (#"{"\u0063vv":"x"}"#, [#"\u0063vv"#, "x"]),
      (#"{"a":"http:\/\/h"}"#, [#"http:\/\/h"#]),
      (#"{"a":"0123 abcdefghijklmnop_q"}"#, ["0123 abcdefghijklmnop_q"]),
      (#"{"a":"abcdefghijklmno pqrstuvwxyz"}"#, []),
      (#"["cvv","x"]"#, ["cvv"]),
      (#""cvv""#, ["cvv"]),
      (#"{"a":"cv","v":"x"}"#, []),
    ] as [(String, [String])])
  func namesWithLiteralsMakeTheirValuesLeaves(json: String, expected: [String]) {
    #expect(leaves(json) == expected)
  }

  @Test func linesOfTextAreLeavesForTheirLiterals() {
    #expect(leaves("no such thing\nthe CVV please\r\n", asText: true) == ["the CVV please"])
  }
}
