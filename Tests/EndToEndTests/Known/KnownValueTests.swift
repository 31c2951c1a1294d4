import Testing

/// A record's own people, and lists of values, through the commands.
@Suite struct KnownValueTests {
  private func redact(_ record: String, _ flags: String...) throws -> String {
    let outcome = try Scratch().hush(["redact"] + flags, stdin: Array((record + "\n").utf8))
    #expect(outcome.exitCode == 0, "\(outcome.messages)")
    return outcome.lines.first ?? ""
  }

  static let records = [
    (
      #"{"customer":{"name":"Jane Doe"},"text":"hi JANE, this is for doe"}"#,
      #"{"customer":{"name":"<PERSON>"},"text":"hi <PERSON>, this is for <PERSON>"}"#
    ),
    (
      #"{"from":"Jane Doe","text":"ask Jane"}"#, #"{"from":"<PERSON>","text":"ask <PERSON>"}"#
    ),
    (
      #"{"text":"ask Jane","from":{"name":"Jane Doe","role":"user"}}"#,
      #"{"text":"ask <PERSON>","from":{"name":"<PERSON>","role":"user"}}"#
    ),
    (
      #"{"first_name":"Jane","lastName":"Roe","deep":[{"jane roe":["by Jane\u0020Roe"]}]}"#,
      #"{"first_name":"<PERSON>","lastName":"<PERSON>","deep":[{"<PERSON>":["by <PERSON>"]}]}"#
    ),
    (
      #"{"participants":[{"display_name":"Ann Lee"},{"name":"Bob Ray"}],"text":"Ann Lee and Bob"}"#,
      #"{"participants":[{"display_name":"<PERSON>"},{"name":"<PERSON>"}],"text":"<PERSON> and <PERSON>"}"#
    ),
    (
      #"{"profile":{"phone":"+1 415 555 0132"},"text":"at 4155550132","n":4155550132}"#,
      #"{"profile":{"phone":"<PHONE_NUMBER>"},"text":"at <PHONE_NUMBER>","n":"<PHONE_NUMBER>"}"#
    ),
    (
      #"{"from":"Jane Doe","a":"{\"to\":\"jane\",\"b\":\"[\\\"doe\\\"]\"}","c":"&#74;ane"}"#,
      #"{"from":"<PERSON>","a":"{\"to\":\"<PERSON>\",\"b\":\"[\\\"<PERSON>\\\"]\"}","c":"<PERSON>"}"#
    ),
    (
      #"{"from":"user-1029","role":"user","text":"user 1029 and the user"}"#,
      #"{"from":"user-1029","role":"user","text":"user 1029 and the user"}"#
    ),
    (
      #"{"name":"Blue Lamp","text":"the blue lamp","customer_id":"Jane"}"#,
      #"{"name":"Blue Lamp","text":"the blue lamp","customer_id":"Jane"}"#
    ),
  ]

  @Test(arguments: records)
  func aRecordsPeopleAreFoundInAllOfIt(record: String, redacted: String) throws {
    #expect(try redact(record) == redacted)
    // What was written holds nobody any more.
    let again = try Scratch().hush(["scan"], stdin: Array((redacted + "\n").utf8))
    #expect(again.stdout.isEmpty)
  }

  @Test func knowledgeEndsWithItsRecord() throws {
    let outcome = try Scratch().hush(
      "redact", stdin: "{\"from\":\"Jane Doe\"}\n{\"text\":\"Jane Doe\"}\n")
    #expect(outcome.lines == [#"{"from":"<PERSON>"}"#, #"{"text":"Jane Doe"}"#])
  }

  @Test func mapNamesMoreMembers() throws {
    let record = #"{"meta":{"aliases":["Oriole"]},"text":"oriole speaking"}"#
    #expect(try redact(record) == record)
    let redacted = #"{"meta":{"aliases":["<PERSON>"]},"text":"<PERSON> speaking"}"#
    #expect(try redact(record, "--map", "known=/meta/aliases/0") == redacted)
    #expect(try redact(record, "--map", "known=/meta/*/*") == redacted)
    #expect(try redact(record, "--map", "known=/meta/other") == record)
    for bad in ["known=meta", "known=", "subject=/x", "known"] {
      #expect(try Scratch().hush("redact", "--map", bad).exitCode == 64, "\(bad)")
    }
  }

  @Test func theFindingNamesWhereTheKnowledgeIsFrom() throws {
    let outcome = try Scratch().hush(
      "scan", stdin: "{\"from\":\"Jane Doe\",\"text\":\"é Jane\"}\n")
    let findings = try outcome.values()
    #expect(findings.map { $0["rule"]?.string } == ["known/record", "known/record"])
    #expect(findings.last?["start"]?.int == 2)
    #expect(findings.last?["end"]?.int == 6)
    #expect(!outcome.text.contains("Jane"))
  }

  @Test func policyAndSelectionTakeKnownEntities() throws {
    let record = #"{"from":"Jane Doe","text":"Jane Doe"}"#
    #expect(try redact(record, "--except", "PERSON") == record)
    #expect(try redact(record, "--only", "PERSON", "--operator", "mask").contains("********"))
    let scratch = try Scratch()
    try scratch.write("p.yaml", "entities: { PERSON: keep, KNOWN_VALUE: mask }\n")
    #expect(
      try scratch.hush("redact", "--policy", "p.yaml", stdin: record + "\n").lines == [record])
    let list = try Scratch().hush("patterns", "list").text
    #expect(list.contains("known/record"))
  }

  @Test func listsAreFilesOfValues() throws {
    let scratch = try Scratch()
    try scratch.write("people.csv", "entity,value\nPERSON,Tom Sawyer\n")
    try scratch.write("deny.txt", "Project Bluebird\n")
    try scratch.write("allow.txt", "help@example.com\n")
    let record = #"{"t":"Tom Sawyer of project bluebird: help@example.com, tom@example.com"}"#
    let flags = ["--known", "people.csv", "--deny", "deny.txt", "--allow", "allow.txt"]
    let outcome = try scratch.hush(["redact"] + flags, stdin: Array(record.utf8))
    #expect(
      outcome.lines == [#"{"t":"<PERSON> of <PERSON>: help@example.com, <EMAIL_ADDRESS>"}"#])
    let plain = try scratch.hush(
      ["redact", "--input", "text"] + flags, stdin: Array("with Tom Sawyer".utf8))
    #expect(plain.lines == ["with <PERSON>"])
    let again = try scratch.hush(["scan"] + flags, stdin: outcome.stdout)
    #expect(again.stdout.isEmpty)
  }

  @Test(arguments: ["replace", "mask", "hash", "pseudonym", "keep-last-4", "remove"])
  func whatTookAPlaceNamesNobody(operation: String) throws {
    let scratch = try Scratch()
    try scratch.writeKey("key", filledWith: 5)
    try scratch.write("deny", "email\nperson\naddress\n")
    let records = (0..<40).map { number in
      #"{"customer":{"name":"Jane Roe\#(number) Doe","phone":"+1 415 555 01\#(10 + number)"},"#
        + #""from":"Ann Lee <ann\#(number)@example.com>","first_name":"Bo\#(number) Ida","#
        + #""text":"the email address of a person: Ann, ann\#(number)@example.com"}"#
    }.joined(separator: "\n")
    for lists in [[], ["--deny", "deny"]] {
      let flags = ["--operator", operation, "--key-file", "key"] + lists
      let clean = try scratch.hush(["redact"] + flags, stdin: Array(records.utf8))
      #expect(clean.exitCode == 0, "\(clean.messages)")
      let again = try scratch.hush(["scan"] + lists, stdin: clean.stdout)
      #expect(again.stdout.isEmpty, "\(again.text.prefix(300))")
    }
  }

  @Test func badListsSaySo() throws {
    let scratch = try Scratch()
    try scratch.write("bad.txt", "Jane\n***\n")
    try scratch.write("entity.csv", "entity,value\nNO_SUCH,Jane\n")
    let bad = try scratch.hush("redact", "--known", "bad.txt")
    #expect(bad.exitCode == 78)
    #expect(bad.messages.contains("bad.txt:2: bad-value"))
    #expect(!bad.messages.contains("Jane"))
    #expect(try scratch.hush("scan", "--deny", "entity.csv").exitCode == 64)
    #expect(try scratch.hush("evaluate", "--allow", "nowhere", "x").exitCode == 66)
  }

  @Test func ingestKnowsThemToo() throws {
    let store = try Store()
    let record = #"{"user_id":"u1","from":"Jane Doe","nick":"Owl","text":"jane, owl"}"#
    #expect(
      try store.ingest(Array((record + "\n").utf8), ["--map", "known=/nick"]).exitCode == 0)
    let rows = try store.scratch.hush(
      ["records"] + store.flags + ["--purpose", "service"], stdin: [])
    #expect(rows.text.contains("<PERSON>, <PERSON>"))
    #expect(!rows.text.contains("jane"))
  }
}
