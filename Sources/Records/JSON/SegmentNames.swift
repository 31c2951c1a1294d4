/// Names of members in chat and transcript formats, without case: what holds the words, and what says whose they are.
package enum SegmentNames {
  /// A member that holds words, or an array whose elements do.
  package static func isText(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    texts.number(bytes, start, end) != nil
  }

  package static func isSpeaker(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    speakers.number(bytes, start, end) != nil
  }

  /// An object whose members may count characters of a text.
  package static func holdsOffsets(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    start < end && offsetHolders.number(bytes, start, end) != nil
  }

  /// Whether a member counts characters up to the end of something, or to its beginning; nil for other members.
  ///
  /// - Parameter holder: the name of the object that holds it: beside times, an `end` is one of them.
  package static func offset(
    _ bytes: Span<UInt8>, _ name: Range<Int>, below holder: Range<Int>
  ) -> Bool? {
    guard !name.isEmpty else { return nil }
    let countsOnly = offsetHolders.number(bytes, holder.lowerBound, holder.upperBound) ?? 2 < 2
    let number =
      offsets.number(bytes, name.lowerBound, name.upperBound)
      ?? (countsOnly ? bareOffsets.number(bytes, name.lowerBound, name.upperBound) : nil)
    return number.map { $0 % 2 == 1 }
  }

  /// What others refer to an object by.
  package static func isID(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    start < end && ids.number(bytes, start, end) != nil
  }

  private static let offsetHolders = NameIndex(
    ["characteroffsets", "character_offsets", "segments", "entities", "spans", "annotations"],
    foldsCase: true)

  /// Beginnings and ends by turns.
  private static let offsets = NameIndex(
    [
      "beginoffsetchar", "endoffsetchar", "beginoffset", "endoffset",
      "start_index", "end_index", "start_char", "end_char", "char_start", "char_end",
      "begin_offset", "end_offset",
    ], foldsCase: true)

  private static let bareOffsets = NameIndex(["begin", "end"], foldsCase: true)

  private static let ids = NameIndex(["id", "segment_id", "utterance_id"], foldsCase: true)

  private static let texts = NameIndex(
    [
      "text", "texts", "content", "contents", "message", "messages", "body", "plain_body",
      "html_body", "transcript", "transcripts", "transcription_text", "utterance", "utterances",
      "sentence", "sentences", "value", "word", "words", "punctuated_word", "punctuatedword",
      "display", "displaytext", "displaytexts", "lexical", "itn", "maskeditn", "originaltext",
      "originaltranscript", "originalmessage", "redactedtext", "decoratedtext", "original",
      "voiceprompt", "prompt", "digit", "digits", "dtmf", "timestamps", "word_confidence",
      "caption", "captions", "line", "lines", "answer", "question", "reply", "say", "said",
      "speech", "segment", "segments", "turn", "turns", "phrase", "phrases", "token", "tokens",
      "alternatives", "comment", "comments", "user", "assistant", "human", "agent", "customer",
    ], foldsCase: true)

  private static let speakers = NameIndex(
    [
      "role", "speaker", "from", "participantrole", "participantid", "participantpurpose",
      "participant", "speaker_label", "speakerlabel", "speakertag", "segmentspeaker", "author",
      "author_id", "user", "name", "channel", "channel_label", "channeltag", "media_channel",
      "sender", "sender_type", "source", "party",
    ], foldsCase: true)
}
