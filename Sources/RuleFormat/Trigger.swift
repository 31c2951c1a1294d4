/// The bytes that must be present before a rule's expression is tried.
///
/// A cluster is a run of at least ``count`` bytes of one class in which neighbours are at most
/// ``gap`` bytes apart (1: adjacent). The expression then searches from ``Rule/reach`` bytes
/// before the cluster's first byte to as many after its last. Text without a cluster costs the
/// rule nothing, which is why every rule must have a trigger.
public struct Trigger: Sendable, Hashable {
  /// A class of ASCII bytes that one pass over the text can mark.
  public enum ByteClass: String, Sendable, CaseIterable {
    /// `@`
    case at
    /// `0`…`9`
    case digit
    /// `:`
    case colon
    /// `.`
    case dot
    /// `A`…`Z` and `a`…`z`
    case letter
    /// `%`
    case percent
    /// `_`
    case underscore
    /// `-`
    case hyphen
    /// `/`
    case slash
  }

  public var byteClass: ByteClass
  /// How many bytes of the class a cluster has at least, from 1.
  public var count: Int
  /// How far apart neighbours in a cluster may be, in bytes, from 1.
  public var gap: Int

  public init(byteClass: ByteClass, count: Int, gap: Int = 1) {
    self.byteClass = byteClass
    self.count = count
    self.gap = gap
  }
}
