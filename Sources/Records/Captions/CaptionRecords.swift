/// Cues as JSON Lines, the form in which they are stored.
package struct CaptionRecords {
  /// The conversation's id as a JSON string; nil when nobody knows it.
  private let conversation: [UInt8]?
  private let form: InputForm
  private var cue = CaptionText()

  /// - Parameter conversation: what all cues of the source belong to, as a JSON string.
  package init(form: InputForm, conversation: [UInt8]?) {
    self.form = form
    self.conversation = conversation
  }

  /// Appends a cue as `{"conversation_id":…,"start":…,"end":…,"speaker":…,"text":…}`, times in seconds, and a LF.
  ///
  /// With several voices in a cue nobody is its speaker: each voice's name stands before its words.
  package mutating func append(
    _ block: CaptionBlock, _ timing: CaptionTiming, _ bytes: Span<UInt8>, to lines: inout [UInt8]
  ) {
    cue.clear()
    cue.addPayload(of: block, bytes, form: form)
    lines.append(UInt8(ascii: "{"))
    if let conversation {
      lines.append(contentsOf: "\"conversation_id\":".utf8)
      lines.append(contentsOf: conversation)
      lines.append(UInt8(ascii: ","))
    }
    lines.append(contentsOf: "\"start\":".utf8)
    Self.appendSeconds(timing.start, to: &lines)
    lines.append(contentsOf: ",\"end\":".utf8)
    Self.appendSeconds(timing.end, to: &lines)
    let names = cue.voices.map { voice in voice.name.map { bytes[$0] } }
    let onlyName = names.first.flatMap { first in names.allSatisfy { $0 == first } ? first : nil }
    if let onlyName {
      lines.append(contentsOf: ",\"speaker\":\"".utf8)
      JSONEscapes.encode(onlyName.span, into: &lines)
      lines.append(UInt8(ascii: "\""))
    }
    lines.append(contentsOf: ",\"text\":\"".utf8)
    let words = self.words(names: onlyName == nil ? names : [])
    JSONEscapes.encode(words.span, into: &lines)
    lines.append(contentsOf: "\"}\n".utf8)
  }

  /// The cue's words, each voice's after its name.
  private func words(names: [[UInt8]]) -> [UInt8] {
    guard let line = cue.lines.first else { return [] }
    var words: [UInt8] = []
    var copied = line.start
    for (name, voice) in zip(names, cue.voices) {
      words.append(contentsOf: cue.text[copied..<voice.at])
      words.append(contentsOf: name)
      words.append(contentsOf: ": ".utf8)
      copied = voice.at
    }
    words.append(contentsOf: cue.text[copied..<line.end])
    return words
  }

  private static func appendSeconds(_ milliseconds: Int, to lines: inout [UInt8]) {
    let fraction = String(milliseconds % 1000 + 1000).utf8.dropFirst()
    lines.append(contentsOf: "\(milliseconds / 1000).".utf8)
    lines.append(contentsOf: fraction)
  }
}
