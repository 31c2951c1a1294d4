/// Top-level members whose values the pipeline wants to see: identity, time, region.
package struct FieldTable: Sendable {
  private var names: [[UInt8]] = []
  /// Bit n is set when a name of n bytes is in the table: one test turns most keys away.
  private var lengths: UInt64 = 0
  /// For each length, a bit for each first letter (its low six bits) that a name of this length has.
  private var firstBytes = [UInt64](repeating: 0, count: 64)

  /// - Parameter names: at most 128 member names of 1 to 63 bytes; a name's position is its field number.
  package init(_ names: [String]) {
    precondition(names.count <= 128, "a set of fields has 128 bits")
    for name in names {
      let bytes = Array(name.utf8)
      precondition((1..<64).contains(bytes.count), "a field name has 1 to 63 bytes")
      self.names.append(bytes)
      lengths |= 1 << UInt64(bytes.count)
      firstBytes[bytes.count] |= 1 << UInt64(bytes[0] & 63)
    }
  }

  package var count: Int { names.count }

  /// The field number of the member name in `bytes[start..<end]`, or nil.
  func number(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
    let length = end - start
    guard length < 64, lengths & (1 << UInt64(length)) != 0,
      firstBytes[length] & (1 << UInt64(bytes[start] & 63)) != 0
    else { return nil }
    search: for number in names.indices where names[number].count == length {
      for offset in 0..<length where bytes[start + offset] != names[number][offset] {
        continue search
      }
      return number
    }
    return nil
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
