/// What takes the place of a value.
package enum Operator: String, Sendable, CaseIterable {
  /// `<EMAIL_ADDRESS>`
  case replace
  /// Eight asterisks, whatever the value's length was.
  case mask
  /// `<EMAIL_ADDRESS:` and 32 hexadecimal digits of a keyed hash `>`
  case hash
  /// `<EMAIL_ADDRESS_` and 12 base-32 digits of a keyed hash `>`
  case pseudonym
  /// `****1234` for cards, phones and accounts of nine digits or more; as ``replace`` for all else.
  case keepLast4 = "keep-last-4"
  /// Nothing.
  case remove
  /// The value itself. Policies only: it is how an entity or a path is exempted.
  case keep

  /// Whether it takes a key.
  package var isKeyed: Bool { self == .hash || self == .pseudonym }
}
