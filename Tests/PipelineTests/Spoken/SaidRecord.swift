/// Shapes of records in which a value is said, whole or cut in two.
enum SaidRecord: String, CaseIterable {
  /// Turns of one speaker.
  case turns
  /// As turns, with what a listener puts in.
  case interrupted
  /// The segments of a recogniser beside the text they make.
  case segments
  /// One word an element, beside the text.
  case words
  /// One word an element with its punctuation and without, in a list of turns.
  case utterance

  /// Whether the value is cut where the caller says, rather than at every word.
  var isCut: Bool { self == .turns || self == .interrupted || self == .segments }

  /// The record in which the words before `cut` are apart from those behind.
  func line(_ value: SaidValue, cut: Int) -> String {
    let behind = "okay thanks"
    let opening = value.isAsked ? "" : value.opening + " "
    let first = opening + value.words[..<cut].joined(separator: " ")
    let second = value.words[cut...].joined(separator: " ") + " " + behind
    let all = opening + value.words.joined(separator: " ") + " " + behind
    let words = all.split(separator: " ").map(String.init)
    switch self {
    case .turns, .interrupted:
      var turns = value.isAsked ? [("agent", value.opening)] : [("agent", "Go on please.")]
      turns.append(("user", first))
      if self == .interrupted { turns.append(("agent", "mm-hmm")) }
      turns.append(("user", second))
      turns.append(("agent", "Let me check that."))
      let list = turns.map { #"{"role":"\#($0.0)","content":"\#($0.1)"}"# }
      return #"{"messages":[\#(list.joined(separator: ","))]}"#
    case .segments:
      let texts = (value.isAsked ? [value.opening] : []) + [first, second]
      let list = texts.enumerated().map { index, text in
        #"{"id":\#(index),"start":\#(index).0,"end":\#(index).9,"text":"\#(text)"}"#
      }
      let whole = texts.joined(separator: " ")
      return #"{"text":"\#(whole)","segments":[\#(list.joined(separator: ","))]}"#
    case .words:
      let items = ((value.isAsked ? Self.words(value.opening) : []) + words).enumerated().map {
        #"{"start_time":"\#($0).10","end_time":"\#($0).90","type":"pronunciation","#
          + #""alternatives":[{"confidence":"0.99","content":"\#($1)"}]}"#
      }
      let text = (value.isAsked ? value.opening + " " : "") + all
      return #"{"results":{"transcripts":[{"transcript":"\#(text)"}],"#
        + #""items":[\#(items.joined(separator: ","))]}}"#
    case .utterance:
      let items = words.enumerated().map { index, word in
        let bare = word.filter { $0.isLetter || $0.isNumber || $0 == "-" }
        return #"{"word":"\#(bare)","start":\#(index).1,"end":\#(index).9,"#
          + #""punctuated_word":"\#(word)"}"#
      }
      let asked =
        value.isAsked ? #"{"speaker":"A","transcript":"\#(value.opening)","words":[]},"# : ""
      return #"{"utterances":[\#(asked){"speaker":"B","transcript":"\#(all)","#
        + #""words":[\#(items.joined(separator: ","))]}]}"#
    }
  }

  private static func words(_ text: String) -> [String] {
    text.split(separator: " ").map(String.init)
  }
}
