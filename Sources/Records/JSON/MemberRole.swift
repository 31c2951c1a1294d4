/// What a member's name says about its value.
package enum MemberRole: Sendable {
  /// It holds what people say: `text` is no invitation to text.
  case prose
  /// It says which of several, not of what: `home`, `primary`, `value`. The name around it tells.
  case slot
  case telling
}

/// The member names that say little about their values.
package struct MemberRoles: Sendable {
  /// Hold it where names are many: to reach it costs a call.
  package static let shared = MemberRoles()

  private let names: NameIndex
  private let proseCount: Int

  private init() {
    names = NameIndex(Self.proseNames + Self.slotNames, foldsCase: true)
    proseCount = Self.proseNames.count
  }

  package func role(of name: Span<UInt8>) -> MemberRole {
    switch names.number(name, 0, name.count) {
    case .some(let number): number < proseCount ? .prose : .slot
    case .none: .telling
    }
  }

  private static let proseNames = [
    "text", "texts", "content", "contents", "message", "messages", "body", "transcript",
    "utterance", "input", "output", "data", "note", "notes", "comment", "comments", "summary",
  ]

  private static let slotNames = [
    "value", "values", "home", "work", "office", "business", "personal", "private", "main",
    "primary", "secondary", "default", "other", "alternate", "alternative", "emergency", "day",
    "evening", "raw", "formatted", "display", "full", "national", "international", "local",
    "e164", "digits", "no", "nr", "item", "items", "entry",
  ]
}

extension Leaf {
  /// How many containers up a name may tell what a leaf is.
  private static let reach = 2

  /// Sets the name that gives the leaf its context: its own, unless that names a slot of what the name around it tells.
  ///
  /// In `{"phone":{"home":14155550123}}` it is `phone`. A key is no context for itself, so its object's name is.
  package mutating func findContext(
    in containers: [Container], _ bytes: Span<UInt8>, _ roles: MemberRoles
  ) {
    let isKey = kind == .key
    (contextStart, contextEnd) = isKey ? (0, 0) : (nameStart, nameEnd)
    if traits.isKnown, !traits.isSlot, !isKey { return }
    var (start, end) = (contextStart, contextEnd)
    var outer = container
    for _ in 0..<Self.reach {
      let isSlot = start < end && roles.role(of: bytes.extracting(start..<end)) == .slot
      guard outer >= 0, isSlot || (isKey && start == end) else { break }
      // An array goes by its own name, which its elements have already.
      while outer >= 0, containers[outer].nameStart == start, start < end {
        outer = containers[outer].parent
      }
      guard outer >= 0 else { break }
      (start, end) = (containers[outer].nameStart, containers[outer].nameEnd)
      outer = containers[outer].parent
    }
    if start < end, roles.role(of: bytes.extracting(start..<end)) == .telling {
      (contextStart, contextEnd) = (start, end)
    }
  }
}
