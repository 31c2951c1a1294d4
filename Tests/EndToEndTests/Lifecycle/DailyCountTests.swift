import Foundation
import Testing

/// Promise 5: counts outlive what was counted, and small groups say nothing.
@Suite struct DailyCountTests {
  @Test("Promise 5: anonymised aggregates may be kept: counts stay, small groups are not shown")
  func countsStayWhenTheRecordsGo() throws {
    let store = try Store()
    let day = "2020-05-04T03:02:01Z"
    try store.add(
      (0..<6).map {
        #"{"tenant":"acme","user_id":"u\#($0)","text":"mail a\#($0)@example.com","time":"\#(day)"}"#
      }
        + (0..<4).map {
          #"{"tenant":"umbra","user_id":"u\#($0)","text":"two","time":"\#(day)"}"#
        })
    func daily() throws -> JSON {
      try JSON(parsing: store.run("stats", "--daily", "--json").text)
    }
    let before = try daily()
    guard case .array(let counts)? = before["daily"] else {
      throw HushProcess.Stuck(description: "no counts")
    }
    #expect(counts.map { $0["tenant"]?.string } == ["acme", "acme"])
    #expect(counts.map { $0["entity"] } == [.null, .string("EMAIL_ADDRESS")])
    #expect(counts.map { $0["records"]?.int } == [6, 6])
    #expect(counts.map { $0["day"]?.string } == ["2020-05-04", "2020-05-04"])
    #expect(before["daily_withheld"]?.int == 1)
    #expect(try JSON(parsing: store.run("sweep", "--json").text)["deleted"]?.int == 10)
    let after = try daily()
    #expect(after["rows"]?.int == 0)
    #expect(after["daily"] == before["daily"])
    #expect(try store.run("stats", "--daily").text.contains("1 group of fewer than 5 people"))
    #expect(try store.run("stats", "--daily", "--tenant", "nobody").exitCode == 66)
  }

  /// Ten records of one person are a group of one.
  @Test func smallGroupsAreOfPeopleWhereTheyAreKnown() throws {
    let store = try Store()
    let day = "2020-05-04T03:02:01Z"
    func records(_ range: Range<Int>, _ id: (Int) -> String) -> [String] {
      range.map { #"{"tenant":"acme",\#(id($0)),"text":"hello","time":"\#(day)"}"# }
    }
    func shown() throws -> Int {
      let answer = try JSON(parsing: store.run("stats", "--daily", "--json").text)
      guard case .array(let counts)? = answer["daily"] else { return -1 }
      return counts.count
    }
    try store.add(records(0..<10) { _ in #""user_id":"u0""# })
    #expect(try shown() == 0)
    // An agent's answers name nobody: they make no crowd of one person.
    try store.add(records(0..<10) { #""session_id":"k\#($0)""# })
    #expect(try shown() == 0)
    for person in 1...4 {
      #expect(try shown() == 0)
      try store.add(records(person..<person + 1) { #""user_id":"u\#($0)""# })
    }
    #expect(try shown() == 1)
  }

  @Test func whereNobodyIsNamedConversationsCount() throws {
    let store = try Store()
    for conversation in 0..<5 {
      if conversation > 0 {
        let answer = try JSON(parsing: store.run("stats", "--daily", "--json").text)
        #expect(answer["daily"] == .array([]))
      }
      try store.add([
        #"{"session_id":"k\#(conversation)","text":"a","time":"2020-05-04T03:02:01Z"}"#,
        #"{"session_id":"k\#(conversation)","text":"b","time":"2020-05-04T03:02:01Z"}"#,
      ])
    }
    let answer = try JSON(parsing: store.run("stats", "--daily", "--json").text)
    guard case .array(let counts)? = answer["daily"] else {
      throw HushProcess.Stuck(description: "no counts")
    }
    #expect(counts.map { $0["records"]?.int } == [10])
  }

  @Test func aTenantsFiguresAreItsOwn() throws {
    let store = try Store()
    try store.add([
      #"{"tenant":"acme","user_id":"u1","session_id":"k1","text":"one"}"#,
      #"{"tenant":"umbra","user_id":"u1","session_id":"k1","text":"two"}"#,
      #"{"tenant":"umbra","user_id":"u2","session_id":"k1","text":"three"}"#,
    ])
    let outcome = try store.run("stats", "--tenant", "umbra", "--json")
    let figures = try JSON(parsing: outcome.text)
    #expect(figures["rows"]?.int == 2 && figures["tenants"]?.int == 1)
    #expect(figures["subjects"]?.int == 2 && figures["conversations"]?.int == 1)
    #expect(figures["quarantine"] == .null && figures["file_bytes"] == .null)
    #expect(!outcome.text.contains("acme"))
    #expect(try store.run("stats", "--tenant", "umbra").text.contains("2 records of 2 subjects"))
    #expect(try store.run("stats", "--tenant", "nobody").exitCode == 66)
  }
}
