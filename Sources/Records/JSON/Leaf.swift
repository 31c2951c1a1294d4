/// A string, key or number of a record that is worth examining, as offsets into the chunk.
///
/// Documents of words have a million of them, so its numbers have 32 bits: lines are shorter than
/// ``ReadLimits/longestLine``.
// Other modules inline what is inlinable of a package type only if the type is usable from there.
@usableFromInline package struct Leaf: Sendable {
  @usableFromInline package enum Kind: UInt8, Sendable {
    case value
    case key
    case number
    /// A line of plain text.
    case text
  }

  @usableFromInline var packedStart: UInt32
  @usableFromInline var packedEnd: UInt32
  @usableFromInline var packedNameStart: UInt32
  @usableFromInline var packedNameEnd: UInt32
  @usableFromInline var packedContextStart: UInt32 = 0
  @usableFromInline var packedContextEnd: UInt32 = 0
  @usableFromInline var packedContainer: Int32
  @usableFromInline var packedIndex: UInt32
  @usableFromInline var packedPart: Int32 = -1
  @usableFromInline package var kind: Kind
  /// The string holds a backslash, so its text must be read through the unescaped view.
  package var isEscaped: Bool
  /// It holds what a rule could match by itself; others are noted only when every leaf is asked for.
  package var isNotable = true
  /// What the member's name says; known only when every leaf is asked for.
  package var traits = MemberTraits()

  package init(
    kind: Kind, isEscaped: Bool, start: Int, end: Int, nameStart: Int, nameEnd: Int,
    container: Int, index: Int
  ) {
    self.kind = kind
    self.isEscaped = isEscaped
    packedStart = UInt32(start)
    packedEnd = UInt32(end)
    packedNameStart = UInt32(nameStart)
    packedNameEnd = UInt32(nameEnd)
    packedContainer = Int32(container)
    packedIndex = UInt32(index)
  }
}

extension Leaf {
  /// Comparing kinds costs other modules a call.
  @inlinable @inline(__always) package var isValue: Bool {
    if case .value = kind { true } else { false }
  }
  @inlinable @inline(__always) package var isKey: Bool {
    if case .key = kind { true } else { false }
  }
  @inlinable @inline(__always) package var isNumber: Bool {
    if case .number = kind { true } else { false }
  }
  /// The content: without quotes for strings and keys, the source text for numbers.
  @inlinable package var start: Int {
    @inline(__always) get { Int(packedStart) }
    @inline(__always) set { packedStart = UInt32(newValue) }
  }
  @inlinable package var end: Int {
    @inline(__always) get { Int(packedEnd) }
    @inline(__always) set { packedEnd = UInt32(newValue) }
  }
  /// The leaf's member name: its own, or for an array's element the array's. Empty at the root.
  @inlinable package var nameStart: Int {
    @inline(__always) get { Int(packedNameStart) }
    @inline(__always) set { packedNameStart = UInt32(newValue) }
  }
  @inlinable package var nameEnd: Int {
    @inline(__always) get { Int(packedNameEnd) }
    @inline(__always) set { packedNameEnd = UInt32(newValue) }
  }
  /// The member name that gives the leaf its context: see ``findContext(in:_:_:)``.
  @inlinable package var contextStart: Int {
    @inline(__always) get { Int(packedContextStart) }
    @inline(__always) set { packedContextStart = UInt32(newValue) }
  }
  @inlinable package var contextEnd: Int {
    @inline(__always) get { Int(packedContextEnd) }
    @inline(__always) set { packedContextEnd = UInt32(newValue) }
  }
  /// The container that holds the leaf, as an index into ``JSONScanner/containers``; -1 at the root.
  @inlinable package var container: Int {
    @inline(__always) get { Int(packedContainer) }
    @inline(__always) set { packedContainer = Int32(newValue) }
  }
  /// The element's position when the container is an array.
  @inlinable package var index: Int {
    @inline(__always) get { Int(packedIndex) }
    @inline(__always) set { packedIndex = UInt32(newValue) }
  }
  /// Its number among the values of the record's form; -1 where that is not known.
  @inlinable package var part: Int {
    @inline(__always) get { Int(packedPart) }
    @inline(__always) set { packedPart = Int32(newValue) }
  }
}

/// An object or array on the way from a record's root to a leaf; its numbers have 32 bits as a ``Leaf``'s have.
@usableFromInline package struct Container: Sendable {
  @usableFromInline var packedParent: Int32
  @usableFromInline var packedOpen: UInt32
  @usableFromInline var packedNameStart: UInt32
  @usableFromInline var packedNameEnd: UInt32
  @usableFromInline var packedIndex: UInt32
  package var isObject: Bool
  /// What its own member name says; known only when every leaf is asked for.
  package var traits: MemberTraits

  package init(
    parent: Int, isObject: Bool, open: Int, nameStart: Int, nameEnd: Int, index: Int,
    traits: MemberTraits = MemberTraits()
  ) {
    self.isObject = isObject
    self.traits = traits
    packedParent = Int32(parent)
    packedOpen = UInt32(open)
    packedNameStart = UInt32(nameStart)
    packedNameEnd = UInt32(nameEnd)
    packedIndex = UInt32(index)
  }
}

extension Container {
  /// Index of the container around this one; -1 at the root.
  @inlinable package var parent: Int {
    @inline(__always) get { Int(packedParent) }
    @inline(__always) set { packedParent = Int32(newValue) }
  }
  /// Where its opening bracket is.
  @inlinable package var open: Int {
    @inline(__always) get { Int(packedOpen) }
    @inline(__always) set { packedOpen = UInt32(newValue) }
  }
  /// Its own member name, when its parent is an object.
  @inlinable package var nameStart: Int {
    @inline(__always) get { Int(packedNameStart) }
    @inline(__always) set { packedNameStart = UInt32(newValue) }
  }
  @inlinable package var nameEnd: Int {
    @inline(__always) get { Int(packedNameEnd) }
    @inline(__always) set { packedNameEnd = UInt32(newValue) }
  }
  /// Its own position, when its parent is an array.
  @inlinable package var index: Int {
    @inline(__always) get { Int(packedIndex) }
    @inline(__always) set { packedIndex = UInt32(newValue) }
  }
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
  /// Nor in one that is a decimal, below a name that is not telling: see ``LeafShape/isDecimal(_:_:_:)``.
  package var skipsDecimals = false
  /// Whether a name holds a word that rules look for.
  package var isTelling: @Sendable (Span<UInt8>) -> Bool = { _ in true }
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
