import Foundation
import Testing

/// Promise 5: counts outlive what was counted, and small groups say nothing.
@Suite struct DailyCountTests {
  @Test func promise5CountsStayWhenTheRecordsGo() throws {
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
    #expect(try store.run("stats", "--daily").text.contains("1 group of fewer than 5 records"))
    #expect(try store.run("stats", "--daily", "--tenant", "nobody").exitCode == 66)
    #expect(try store.run("stats", "--tenant", "acme").exitCode == 64)
  }
}
