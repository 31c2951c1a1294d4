import Retention
package import Storage

/// What a person said, as a line of JSON.
package enum ConsentLine {
  /// Names with values that are JSON already.
  package static func members(of consent: Consent) -> [(name: String, value: String)] {
    [
      ("consent_id", "\(consent.id)"), ("use", "\"\(consent.use.rawValue)\""),
      ("decision", "\"\(consent.decision.rawValue)\""), ("explicit", "\(consent.isExplicit)"),
      ("notice", JSONObjectWriter.quoted(consent.noticeVersion)),
      ("decided_at", "\"\(consent.decidedAt.rfc3339)\""),
      ("actor", JSONObjectWriter.quoted(consent.actor)),
    ]
  }

  /// The line without its line feed.
  package static func text(of consent: Consent) -> String {
    var object = JSONObjectWriter()
    for member in members(of: consent) { object.add(member.name, raw: member.value) }
    return object.finished
  }
}
