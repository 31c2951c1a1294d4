import Detection
import Testing

/// What turns are held back for, and what is taken for the rest of a value.
@Suite struct OpenTextTests {
  private func end(_ text: String) -> OpenText.End {
    let bytes = Array(text.utf8)
    return OpenText.end(bytes.span, 0, bytes.count, covered: 0)
  }

  private func goesOn(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return OpenText.continues(bytes.span, 0, bytes.count)
  }

  @Test(arguments: [
    "my card number is 4111 1111", "it's four one one one", "4111", "four one five", "415 555",
    "my number is", "my card number is four", "the phone is plus", "four one one one, uh",
    "my email is jane dot", "my email is jane", "jane dot doe at",
    "it's jane underscore doe at example",
    "my email is j a n", "write to jane@", "mi tarjeta es cuatro", "Four one one one.",
  ])
  func isOpen(_ text: String) { #expect(end(text).isOpen) }

  @Test(arguments: [
    "", "hello there", "see you at nine", "I have 2", "that was in 2019",
    "what's your card number?",
    "I am looking at", "it costs four", "no one",
    "room 415 is where I stay for the rest of the week",
    "I will be there on the", "is it 4111?", "thanks for the mail", "two of them",
  ])
  func isNotOpen(_ text: String) { #expect(!end(text).isOpen) }

  @Test(arguments: [
    "1111 1111", "one one", "uh, one one", "okay so oh one three two", "dot com",
    "at example dot com",
    "n e at example", "@example.com", "double five", "and then 4",
  ])
  func continues(_ text: String) { #expect(goesOn(text)) }

  @Test(arguments: ["hello", "okay thanks", "we have one", "Let me check that.", ""])
  func doesNotContinue(_ text: String) { #expect(!goesOn(text)) }
}
