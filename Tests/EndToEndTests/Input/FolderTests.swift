import Foundation
import Glibc
import TestSupport
import Testing

/// Folders stand for the regular files in them.
@Suite struct FolderTests {
  private func line(_ name: String) -> String { #"{"text":"\#(name)@example.com"}"# + "\n" }

  @Test(.mayHang)
  func regularFilesComeInOrderAndNothingElse() throws {
    let scratch = try Scratch()
    for folder in ["f", "f/b", "f/.hidden", "out"] { try scratch.directory(folder) }
    for name in ["f/c", "f/a", "f/b/x", "f/B", "f/.secret", "f/.hidden/y", "out/z"] {
      try scratch.write(name, line("n"))
    }
    for link in ["f/link", "f/b/folder"] {
      try FileManager.default.createSymbolicLink(
        atPath: scratch.path(link), withDestinationPath: scratch.path("out"))
    }
    #expect(unsafe mkfifo(scratch.path("f/pipe"), 0o600) == 0)
    let found = try scratch.hush("scan", "f").values()
    #expect(found.map { $0["source"]?.string } == ["f/B", "f/a", "f/b/x", "f/c"])
    #expect(try scratch.hush("redact", "f").exitCode == 66)

    let store = try Store()
    try store.scratch.directory("g")
    try store.scratch.write("g/a", line("a"))
    #expect(try store.ingest([], ["g"]).summary()["stored"]?.int == 1)
  }

  @Test func aNameWithControlCharactersIsWrittenWithEscapes() throws {
    let scratch = try Scratch()
    try scratch.write("two\nlines\u{1B}[1m", "{\n")
    let outcome = try scratch.hush("redact", "two\nlines\u{1B}[1m")
    #expect(outcome.exitCode == 65)
    #expect(outcome.messages.lines.count == 1)
    #expect(outcome.messages.contains(#"two\nlines\u{1B}[1m:1: bad-json"#))
  }
}
