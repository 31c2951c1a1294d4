/// Top-level members whose values the pipeline wants to see: identity, time, region.
package struct FieldTable: Sendable {
  private let names: NameIndex
  /// The field that several names share comes behind all others.
  private let shared: Int

  package let count: Int

  /// - Parameters:
  ///   - names: at most 127 member names of 1 to 63 bytes; a name's position is its field number.
  ///   - others: names of one field more, the last: whichever of them comes first in a record.
  package init(_ names: [String], anyOf others: [String] = []) {
    precondition(names.count < 128, "a set of fields has 128 bits")
    for name in names + others {
      precondition((1..<64).contains(name.utf8.count), "a field name has 1 to 63 bytes")
    }
    self.names = NameIndex(names + others.filter { !names.contains($0) })
    shared = names.count
    count = names.count + (others.isEmpty ? 0 : 1)
  }

  /// Whether several names may stand for a field.
  func isShared(_ field: Int) -> Bool { field == shared }

  /// The field number of the member name in `bytes[start..<end]`, or nil.
  @inline(__always)
  func number(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
    names.number(bytes, start, end).map { min($0, shared) }
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
