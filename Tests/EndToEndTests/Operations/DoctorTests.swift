import Foundation
import Testing

/// Is this machine, this key and this store fit for use?
@Suite struct DoctorTests {
  /// Each check's standing by its name; several of one name by the worst.
  private func standings(_ outcome: Outcome) throws -> [String: String] {
    guard case .array(let checks)? = try JSON(parsing: outcome.text)["checks"] else { return [:] }
    let order = ["ok", "warning", "failed"]
    var standings: [String: String] = [:]
    for check in checks {
      let name = try #require(check["name"]?.string)
      let status = try #require(check["status"]?.string)
      let worst = max(
        order.firstIndex(of: status) ?? 0, order.firstIndex(of: standings[name] ?? "ok") ?? 0)
      standings[name] = order[worst]
    }
    return standings
  }

  @Test func aMachineIsFitWithoutAStore() throws {
    let outcome = try Scratch().hush("doctor", "--json")
    #expect(outcome.exitCode == 0, "\(outcome.text)")
    #expect(try JSON(parsing: outcome.text)["ok"] == .bool(true))
    let found = try standings(outcome)
    for name in ["open files", "memory", "core dumps", "rules", "cryptography"] {
      #expect(found[name] == "ok", "\(name)")
    }
  }

  @Test func aStoreIsFitAndNobodyIsNamed() throws {
    let store = try Store()
    try store.add([#"{"tenant":"acme","user_id":"u-7","text":"one"}"#])
    let outcome = try store.run("doctor")
    #expect(outcome.exitCode == 0, "\(outcome.text)")
    #expect(!outcome.text.contains("acme"))
    #expect(!outcome.text.contains("u-7"))
    let found = try standings(store.run("doctor", "--json"))
    for name in ["store", "file", "sweep"] { #expect(found[name] == "ok", "\(name)") }
  }

  @Test func whatIsWrongWithAStoreIsItsCommandsCode() throws {
    let store = try Store()
    #expect(try store.run("doctor").exitCode == 66)
    try store.add(["{}"])
    try store.scratch.writeKey("other", filledWith: 3)
    let wrong = try store.scratch.hush(
      "doctor", "--store", "s.db", "--key-file", "other", "--json")
    #expect(wrong.exitCode == 77)
    #expect(try standings(wrong)["store"] == "failed")
    #expect(try JSON(parsing: wrong.text)["ok"] == .bool(false))
    try store.scratch.write("s.db", "no store")
    #expect(try store.run("doctor").exitCode == 78)
  }

  @Test func whatWorksButShouldNotStayIsAWarning() throws {
    let store = try Store()
    try store.add([#"{"timestamp":"2020-01-01T00:00:00Z"}"#])
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o644], ofItemAtPath: store.scratch.path("s.db.keys"))
    let outcome = try store.run("doctor", "--json")
    #expect(outcome.exitCode == 0)
    let found = try standings(outcome)
    #expect(found["file"] == "warning")
    #expect(found["sweep"] == "warning")
    #expect(try store.run("sweep").exitCode == 0)
    #expect(try standings(store.run("doctor", "--json"))["sweep"] == "ok")
  }
}
