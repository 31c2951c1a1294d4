import Records
import Testing

@testable import Pipeline

/// Which members say who and when a record is about.
@Suite struct IdentityFieldTests {
  private func value(
    of role: IdentityFields.Role, in line: String, _ fields: IdentityFields = IdentityFields()
  ) -> String? {
    // Another line before it, and other wanted members before its own.
    let bytes = Array(("{\"tenant\":\"no\"}\n" + line).utf8)
    let names = ["region"] + fields.names
    var chunk = Chunk(bytes)
    chunk.classify(gate: TriggerGate())
    let words = chunk.maps.words
    var scanner = JSONScanner(gate: TriggerGate(), fields: FieldTable(names))
    let start = bytes.count - line.utf8.count
    _ = scanner.scanLine(bytes.span, maps: words.span, from: start)
    let value = fields.value(
      of: role, scanner, numbers: Array(1..<names.count), bytes.span, words.span, lineStart: start)
    if value.kind == .absent { return nil }
    return String(decoding: bytes[value.start..<value.end], as: UTF8.self)
  }

  static let defaults: [(IdentityFields.Role, [String])] = [
    (.tenant, ["tenant", "tenant_id"]),
    (.subject, ["subject_id", "user_id", "customer_id", "from"]),
    (.conversation, ["conversation_id", "session_id", "call_id", "thread_id"]),
    (.time, ["timestamp", "occurred_at", "created_at", "time"]), (.dataClass, ["data_class"]),
  ]

  @Test(arguments: defaults)
  func theFirstPresentCounts(_ role: IdentityFields.Role, _ names: [String]) {
    for (index, name) in names.enumerated() {
      let later = names[index...].reversed().map { "\"\($0)\":\"\($0)!\"" }
      #expect(value(of: role, in: "{" + later.joined(separator: ",") + "}") == name + "!")
      #expect(value(of: role, in: "{\"\(name)\":17}") == "17")
      #expect(value(of: role, in: "{\"x\":{\"\(name)\":17}}") == nil)
    }
    #expect(value(of: role, in: "{}") == nil)
  }

  @Test(arguments: ["null", "true", "[\"a\"]", "{\"a\":1}", "\"\""])
  func whatIsNoTextOrNumberIsPassedOver(_ json: String) {
    let line = "{\"subject_id\":\(json),\"user_id\":\"u\"}"
    #expect(value(of: .subject, in: line) == "u")
  }

  @Test func aPointerTakesThePlaceOfTheDefaults() {
    let fields = IdentityFields(mapped: [.subject: ["customer", "id"], .time: ["log", "0"]])
    let line =
      #"{"user_id":"u","customer":{"id":"c"},"log":["2024-03-01"],"time":"t","tenant":"a"}"#
    #expect(value(of: .subject, in: line, fields) == "c")
    #expect(value(of: .time, in: line, fields) == "2024-03-01")
    #expect(value(of: .tenant, in: line, fields) == "a")
    #expect(value(of: .subject, in: #"{"user_id":"u"}"#, fields) == nil)
    #expect(Set(fields.names).isDisjoint(with: ["user_id", "timestamp"]))
  }

  @Test func aRecordsOwnIDIsLookedForOnlyWhenNamed() {
    #expect(value(of: .id, in: #"{"id":"1"}"#) == nil)
    #expect(value(of: .id, in: #"{"id":"1"}"#, IdentityFields(idName: "id")) == "1")
  }
}
