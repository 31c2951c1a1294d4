import Testing

/// The tour, and the help that teaches.
@Suite struct DemoTests {
  @Test func theDemoShowsBeforeAfterAndExpiry() throws {
    let scratch = try Scratch()
    let outcome = try scratch.hush("demo")
    #expect(outcome.exitCode == 0, "\(outcome.messages)")
    let text = outcome.text
    for word in ["before", "after", "expires", "found", "stored"] {
      #expect(text.lowercased().contains(word), "\(word)")
    }
    #expect(text.contains(/[a-z]+@example\.(com|org|net)/))
    #expect(text.contains("<EMAIL_ADDRESS>"))
    #expect(text.contains(/\d{4}-\d{2}-\d{2}/))
  }

  @Test func theDemoLeavesNothingBehind() throws {
    let scratch = try Scratch()
    _ = try scratch.hush("demo")
    #expect(try scratch.files() == [])
  }

  @Test func theDemoNeedsNoInput() throws {
    let process = try Scratch().start(["demo"])
    #expect(try process.wait().exitCode == 0)
  }

  static let commands = ["redact", "scan", "ingest", "records", "stats", "patterns", "demo"]

  @Test func theHelpListsTheCommands() throws {
    for arguments in [["--help"], ["help"]] {
      let outcome = try Scratch().hush(arguments, stdin: [])
      #expect(outcome.exitCode == 0)
      for command in Self.commands { #expect(outcome.text.contains(command)) }
    }
  }

  @Test(arguments: commands)
  func theHelpOfACommandHasAnExample(command: String) throws {
    let outcome = try Scratch().hush(command, "--help")
    #expect(outcome.exitCode == 0)
    #expect(outcome.text.lowercased().contains("example"))
    #expect(outcome.text.contains("hush \(command)"))
  }

  @Test(arguments: [["no-such-command"], ["--no-such-flag"], ["patterns", "no-such-command"]])
  func whatIsNotThereIsAUsageError(arguments: [String]) throws {
    let outcome = try Scratch().hush(arguments, stdin: [])
    #expect(outcome.exitCode == 64)
    #expect(outcome.text.isEmpty)
    #expect(!outcome.messages.isEmpty)
  }

  @Test(arguments: ["ingest", "records", "stats"])
  func aCommandOfTheStoreNeedsAStore(command: String) throws {
    let outcome = try Scratch().hush(command)
    #expect(outcome.exitCode == 64)
    #expect(outcome.text.isEmpty)
  }
}
