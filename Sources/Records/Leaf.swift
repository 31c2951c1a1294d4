/// A string, key or number of a record that is worth examining, as offsets into the chunk.
package struct Leaf: Sendable {
  package enum Kind: UInt8, Sendable {
    case value
    case key
    case number
    /// A line of plain text.
    case text
  }

  package var kind: Kind
  /// The string holds a backslash, so its text must be read through the unescaped view.
  package var isEscaped: Bool
  /// The content: without quotes for strings and keys, the source text for numbers.
  package var start: Int
  package var end: Int
  /// The leaf's member name: its own, or for an array's element the array's. Empty at the root.
  package var nameStart: Int
  package var nameEnd: Int
  /// The member name that gives the leaf its context: see ``findContext(in:_:_:)``.
  package var contextStart = 0
  package var contextEnd = 0
  /// The container that holds the leaf, as an index into ``JSONScanner/containers``; -1 at the root.
  package var container: Int
  /// The element's position when the container is an array.
  package var index: Int
  /// Its number among the values of the record's form; -1 where that is not known.
  package var part = -1
  /// It holds what a rule could match by itself; others are noted only when every leaf is asked for.
  package var isNotable = true

  package init(
    kind: Kind, isEscaped: Bool, start: Int, end: Int, nameStart: Int, nameEnd: Int,
    container: Int, index: Int
  ) {
    self.kind = kind
    self.isEscaped = isEscaped
    self.start = start
    self.end = end
    self.nameStart = nameStart
    self.nameEnd = nameEnd
    self.container = container
    self.index = index
  }
}

/// An object or array on the way from a record's root to a leaf.
package struct Container: Sendable {
  /// Index of the container around this one; -1 at the root.
  package var parent: Int
  package var isObject: Bool
  /// Where its opening bracket is.
  package var open: Int
  /// Its own member name, when its parent is an object.
  package var nameStart: Int
  package var nameEnd: Int
  /// Its own position, when its parent is an array.
  package var index: Int
}

/// What makes a string worth examining: the least its bytes must hold before any enabled rule could match.
///
/// A class that no rule asks for has the count `Int.max`, which no string reaches. A class whose clusters can span more
/// than ``longestCluster`` bytes must have the count 1, because the first pass sees two blocks at a time.
package struct TriggerGate: Sendable {
  /// Bytes that lie within two neighbouring blocks wherever they begin.
  package static let longestCluster = 65

  package var digits = Int.max
  package var ats = Int.max
  package var colons = Int.max
  package var dots = Int.max
  /// Strings that make a string notable, and the value of a member whose name holds one.
  package var literals: LiteralSet?
  /// The least run of token bytes that makes a string notable, at most ``longestCluster``.
  package var tokens = Int.max
  /// A rule's trigger is not counted in the bitmaps, so every string is examined.
  package var everything = false
  /// So many of the counted words of ``literals`` make a string notable.
  package static let leastWords = 3
  /// No trigger by bytes means anything in a string that is a timestamp or an id as a whole: see ``LeafShape``.
  package var skipsShapedLeaves = false
  /// Numbers with a fraction or an exponent are examined too, because a policy may name their path.
  package var otherNumbers = false

  package init() {}
}

/// What a scanned line turned out to be.
package enum LineOutcome: Sendable {
  case record
  /// Nothing but white space.
  case blank
  case refused(RefusalReason)
}

/// One line of a chunk: `end` is the position of its LF, or the chunk's end.
package struct ScannedLine: Sendable {
  package var start: Int
  package var end: Int
  package var outcome: LineOutcome
}
