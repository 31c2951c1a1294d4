/// What was undone between a leaf's own bytes and the text in which a value was found.
///
/// Only what changed the value's own bytes counts: a plain address in a leaf that holds escapes elsewhere was
/// found in plain sight.
package struct ViewKinds: OptionSet, Sendable, Hashable {
  package let rawValue: UInt16

  package init(rawValue: UInt16) { self.rawValue = rawValue }

  /// JSON escapes (RFC 8259 section 7).
  package static let unescaped = ViewKinds(rawValue: 1 << 0)
  /// Characters that stand for others: full-width and other scripts' digits, dashes, invisible ones.
  package static let folded = ViewKinds(rawValue: 1 << 1)
  /// Percent-encoding (RFC 3986 section 2.1).
  package static let percent = ViewKinds(rawValue: 1 << 2)
  /// Character references of HTML (section 13.5 of the standard).
  package static let html = ViewKinds(rawValue: 1 << 3)
  /// Addresses spelled so that machines miss them: `jane (at) example (dot) com`.
  package static let written = ViewKinds(rawValue: 1 << 4)
  /// Base64 (RFC 4648 sections 4 and 5).
  package static let base64 = ViewKinds(rawValue: 1 << 5)
  /// JSON inside a string.
  package static let nested = ViewKinds(rawValue: 1 << 6)
  /// Numbers said aloud: `four one five`.
  package static let spoken = ViewKinds(rawValue: 1 << 7)

  /// Pieces in several strings: the words of a list, the turns of a call.
  package static let joined = ViewKinds(rawValue: 1 << 8)

  private static let names: [(ViewKinds, String)] = [
    (.nested, "nested"), (.unescaped, "unescaped"), (.base64, "base64"), (.percent, "percent"),
    (.html, "html"), (.folded, "folded"), (.written, "written"), (.spoken, "spoken"),
    (.joined, "joined"),
  ]

  var count: Int { rawValue.nonzeroBitCount }

  /// The kinds' stable names joined by `+`; `plain` for none.
  package var name: String {
    if isEmpty { return "plain" }
    return Self.names.filter { contains($0.0) }.map(\.1).joined(separator: "+")
  }
}
