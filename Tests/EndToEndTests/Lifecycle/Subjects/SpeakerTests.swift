import Testing

/// Calls whose records name nobody but a speaker: each is a person of the conversation.
@Suite struct SpeakerTests {
  private let store: Store

  init() throws {
    store = try Store()
    try store.add(
      [
        #"{"call_id":"c-1","speaker":"caller","text":"one"}"#,
        #"{"call_id":"c-1","speaker":"agent","text":"two"}"#,
        #"{"call_id":"c-1","text":"ringing"}"#,
        #"{"call_id":"c-2","role":"caller","text":"three"}"#,
        #"{"call_id":"c-2","user_id":"u-7","speaker":"caller","text":"four"}"#,
        #"{"speaker":"caller","text":"five"}"#,
      ], "--by-speaker")
  }

  private func texts(_ more: String...) throws -> Set<String> {
    let read = try store.scratch.hush(
      ["records"] + store.flags + ["--purpose", "service"] + more, stdin: [])
    return Set(try read.values().compactMap { $0["record"]?["text"]?.string })
  }

  @Test(arguments: [
    ("c-1/caller", ["one"]), ("c-1/agent", ["two"]), ("c-1", ["ringing"]),
    ("c-2/caller", ["three"]), ("u-7", ["four"]), ("caller", []),
  ])
  func aSpeakerIsAPersonOfTheConversation(subject: String, texts expected: [String]) throws {
    #expect(try texts("--tenant", "default", "--subject", subject) == Set(expected))
  }

  @Test func anErasedSpeakersTurnsGoAndTheOthersStay() throws {
    let erased = try store.scratch.hush(
      ["subject", "erase", "--tenant", "default", "--subject", "c-1/caller"] + store.flags
        + ["--verified", "--json"], stdin: [])
    #expect(erased.exitCode == 0, "\(erased.messages)")
    let answer = try JSON(parsing: erased.text)
    #expect(answer["deleted"]?.int == 1)
    #expect(answer["keys_destroyed"]?.int == 1)
    #expect(try texts() == ["two", "ringing", "three", "four", "five"])
    #expect(try store.run("verify").exitCode == 0)
  }

  @Test func withoutTheFlagAConversationIsOneSubject() throws {
    let record = #"{"call_id":"c-3","speaker":"caller","text":"six"}"#
    try store.add([record])
    #expect(try texts("--tenant", "default", "--subject", "c-3") == ["six"])
  }

  @Test func aSpeakerIsTakenFromWhereTheRunSays() throws {
    let record = #"{"call_id":"c-4","speaker":"x","who":{"label":"spk\u005f0"},"text":"seven"}"#
    try store.add([record], "--by-speaker", "--map", "speaker=/who/label")
    #expect(try texts("--tenant", "default", "--subject", "c-4/spk_0") == ["seven"])
  }

  @Test func aPlaceForSpeakersNeedsThemToBeAskedFor() throws {
    let outcome = try store.ingest([], ["--map", "speaker=/who"])
    #expect(outcome.exitCode == 64)
    #expect(outcome.messages.contains("--by-speaker"))
  }
}
