/// Names of members in chat and transcript formats, without case: what holds the words, and what says whose they are.
package enum SegmentNames {
  /// A member that holds words, or an array whose elements do.
  package static func isText(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    texts.number(bytes, start, end) != nil
  }

  package static func isSpeaker(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    speakers.number(bytes, start, end) != nil
  }

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
