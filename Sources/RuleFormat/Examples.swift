/// Texts a rule is tested with: what it must find, and what it must not.
public struct Examples: Sendable, Equatable {
  public var match: [Example]
  public var noMatch: [String]

  public init(match: [Example] = [], noMatch: [String] = []) {
    self.match = match
    self.noMatch = noMatch
  }
}

/// A text and the value in it that a rule must find, exactly.
public struct Example: Sendable, Equatable {
  public var text: String
  /// What is found in ``text``: the whole of it unless the file says otherwise.
  public var value: String
  /// The place the text comes from, as an ISO 3166-1 alpha-2 code; nil for none.
  public var region: String?

  public init(text: String, value: String, region: String? = nil) {
    self.text = text
    self.value = value
    self.region = region
  }
}
