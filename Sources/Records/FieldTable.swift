/// Top-level members whose values the pipeline wants to see: identity, time, region.
package struct FieldTable: Sendable {
  private let names: NameIndex

  /// - Parameter names: at most 128 member names of 1 to 63 bytes; a name's position is its field number.
  package init(_ names: [String]) {
    precondition(names.count <= 128, "a set of fields has 128 bits")
    for name in names {
      precondition((1..<64).contains(name.utf8.count), "a field name has 1 to 63 bytes")
    }
    self.names = NameIndex(names)
  }

  package var count: Int { names.count }

  /// The field number of the member name in `bytes[start..<end]`, or nil.
  @inline(__always)
  func number(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
    names.number(bytes, start, end)
  }
}

/// Where a wanted member's value stands in the chunk.
package struct FieldValue: Sendable {
  package enum Kind: UInt8, Sendable {
    /// Missing, or a literal.
    case absent
    /// An object or an array; only where it starts is known.
    case container
    case string
    case escapedString
    case number
  }

  package var kind = Kind.absent
  /// It is a string or a number.
  package var isScalar: Bool { kind != .absent && kind != .container }
  package var start = 0
  package var end = 0

  package init() {}

  package init(kind: Kind, start: Int, end: Int) {
    self.kind = kind
    self.start = start
    self.end = end
  }
}
