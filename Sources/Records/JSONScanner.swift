/// Validates lines of JSON (RFC 8259) and finds the leaves worth examining, without building a tree.
///
/// The scanner walks the set bits of the structure map, so a byte inside a string costs nothing here. Every
/// string, key and number is held against the ``TriggerGate`` with a few mask operations; only those that
/// pass become a ``Leaf``. One scanner belongs to one worker: its storage is reused from line to line.
package struct JSONScanner {
  /// Deepest nesting of objects and arrays that is examined.
  package static let nestingLimit = 1000

  let gate: TriggerGate
  let fieldTable: FieldTable
  /// Names can make their values worth examining.
  private let seesNames: Bool

  /// What the last scanned line holds that is worth examining, in the order of the text.
  package internal(set) var leaves: [Leaf] = []
  /// The objects and arrays of the last scanned line, in the order they open.
  package internal(set) var containers: [Container] = []
  /// The values of the wanted top-level members of the last scanned line, by field number.
  package internal(set) var fields: [FieldValue]
  /// Which of ``fields`` the last scanned line has: bit n for field n.
  package private(set) var fieldSet: UInt128 = 0

  /// Containers that may be open at a time.
  private var depthLimit = JSONScanner.nestingLimit
  /// A LF ends what is scanned; in a document it is white space like any other.
  package var endsAtLF = true

  /// Every string becomes a leaf, and every number of seven digits.
  private var takesEveryLeaf = false

  /// The containers that are open, outermost first.
  var open: [OpenContainer] = []
  /// A string of the line was notable, so a byte above 0x7F is possible; without one the line is ASCII.
  var sawNotable = false

  struct OpenContainer {
    var container: Int
    var isObject: Bool
    /// The member name being read, or the array's own name.
    var nameStart: Int
    var nameEnd: Int
    var index: Int
    /// The name holds a literal of the gate, so what bears it is examined whatever it is.
    var nameTells: Bool
  }

  /// - Parameters:
  ///   - gate: what a string must hold to become a leaf.
  ///   - fields: top-level members to note on the way.
  package init(gate: TriggerGate, fields: FieldTable) {
    self.gate = gate
    seesNames = gate.literals != nil
    self.fieldTable = fields
    self.fields = Array(repeating: FieldValue(), count: fields.count)
  }

  /// What may come next.
  private enum Expected {
    case value, valueOrEnd, key, keyOrEnd, colon, commaOrEnd, nothing
  }

  /// Scans the line that starts at `start`.
  ///
  /// - Parameters:
  ///   - bytes: the chunk.
  ///   - maps: its bitmaps, as ``ByteMaps/classify(_:)`` wrote them.
  ///   - start: the first byte of the line.
  /// - Returns: the line and what it is; ``leaves``, ``containers`` and ``fields`` describe it when it is a record.
  /// - Complexity: O(line length / 64 + number of structural characters).
  package mutating func scanLine(
    _ bytes: Span<UInt8>, maps: Span<UInt64>, from start: Int
  ) -> ScannedLine {
    forgetLine()

    var walk = StructureWalk(maps: maps, from: start, count: bytes.count)
    var refusal: RefusalReason? = nil
    var position = 0
    let outcome = scanValue(bytes, maps, &walk, &position, &refusal)
    if let refusal {
      let end = endsAtLF ? walk.skipToLineEnd(bytes, from: position) : bytes.count
      return ScannedLine(start: start, end: end, outcome: .refused(refusal))
    }
    if outcome == .blank {
      return ScannedLine(start: start, end: position, outcome: .blank)
    }
    if sawNotable, !isUTF8(bytes.extracting(start..<position)) {
      return ScannedLine(start: start, end: position, outcome: .refused(.badUTF8))
    }
    return ScannedLine(start: start, end: position, outcome: .record)
  }

  /// Scans a line that is a record once more and makes every string a leaf, and every number of seven digits.
  ///
  /// For the few records in which something is looked for that no trigger announces.
  package mutating func scanEveryLeaf(
    _ bytes: Span<UInt8>, maps: Span<UInt64>, from start: Int
  ) {
    takesEveryLeaf = true
    _ = scanLine(bytes, maps: maps, from: start)
    takesEveryLeaf = false
  }

  /// Scans a text that is a JSON document as a whole, as strings hold them; line ends are white space.
  ///
  /// - Parameter depthLimit: how many containers may be open at a time.
  /// - Returns: ``LineOutcome/record`` when it is one; ``leaves`` and ``containers`` describe it then.
  package mutating func scanDocument(
    _ bytes: Span<UInt8>, maps: Span<UInt64>, depthLimit: Int, everyLeaf: Bool = false
  ) -> LineOutcome {
    forgetLine()
    takesEveryLeaf = everyLeaf
    let endedAtLF = endsAtLF
    self.depthLimit = depthLimit
    endsAtLF = false
    defer {
      self.depthLimit = Self.nestingLimit
      endsAtLF = endedAtLF
      takesEveryLeaf = false
    }
    var walk = StructureWalk(maps: maps, from: 0, count: bytes.count)
    var refusal: RefusalReason? = nil
    var position = 0
    let outcome = scanValue(bytes, maps, &walk, &position, &refusal)
    if let refusal { return .refused(refusal) }
    return outcome == .blank ? .blank : .record
  }

  /// How far whole lines are from being one JSON value.
  enum Standing {
    case whole
    /// All of them are a value's beginning.
    case unfinished
    /// Whatever follows, they are not one value.
    case broken
  }

  /// Finds out whether whole lines are one JSON value or the beginning of one.
  mutating func standing(_ bytes: Span<UInt8>, maps: Span<UInt64>) -> Standing {
    forgetLine()
    endsAtLF = false
    var walk = StructureWalk(maps: maps, from: 0, count: bytes.count)
    var refusal: RefusalReason? = nil
    var position = 0
    _ = scanValue(bytes, maps, &walk, &position, &refusal)
    // What is refused at the very end lacks only what would have come.
    if refusal != nil { return position == bytes.count ? .unfinished : .broken }
    return .whole
  }

  /// Empties what describes a line. Emptying an empty array still costs a call, so it is asked first.
  mutating func forgetLine() {
    if !leaves.isEmpty { leaves.removeAll(keepingCapacity: true) }
    if !containers.isEmpty { containers.removeAll(keepingCapacity: true) }
    if !open.isEmpty { open.removeAll(keepingCapacity: true) }
    while fieldSet != 0 {
      fields[fieldSet.trailingZeroBitCount].kind = .absent
      fieldSet &= fieldSet - 1
    }
    sawNotable = false
  }

  private enum Content { case blank, value }

  /// Walks one line; leaves `position` at its LF or at the chunk's end, or where it was refused.
  private mutating func scanValue(
    _ bytes: Span<UInt8>, _ maps: Span<UInt64>, _ walk: inout StructureWalk,
    _ position: inout Int, _ refusal: inout RefusalReason?
  ) -> Content {
    var expected = Expected.value
    var isBlank = true
    var field = -1
    while true {
      position = walk.next(maps)
      guard position < bytes.count else { break }
      let byte = bytes[position]
      if byte == UInt8(ascii: "\n") {
        if endsAtLF { break }
        continue
      }
      isBlank = false
      switch byte {
      case UInt8(ascii: "\""):
        let close = walk.next(maps)
        guard close < bytes.count, bytes[close] == UInt8(ascii: "\"") else {
          position = close
          refusal = .badJSON
          return .value
        }
        let start = position + 1
        position = close
        switch expected {
        case .value, .valueOrEnd:
          guard let escaped = note(.value, bytes, maps, start, close) else {
            refusal = .badJSON
            return .value
          }
          if field >= 0 {
            noteField(field, escaped ? .escapedString : .string, start, close)
            field = -1
          }
          expected = endOfValue()
        case .key, .keyOrEnd:
          open[open.count - 1].nameStart = start
          open[open.count - 1].nameEnd = close
          guard let escaped = note(.key, bytes, maps, start, close) else {
            refusal = .badJSON
            return .value
          }
          if seesNames { noteName(maps, bytes.count, start, close, escaped) }
          if open.count == 1, fieldTable.count > 0 {
            field =
              escaped
              ? fieldOfEscapedName(bytes, start, close)
              : fieldTable.number(bytes, start, close) ?? -1
          }
          expected = .colon
        default:
          refusal = .badJSON
          return .value
        }
      case UInt8(ascii: ":"):
        guard expected == .colon else {
          refusal = .badJSON
          return .value
        }
        expected = .value
      case UInt8(ascii: ","):
        guard expected == .commaOrEnd, !open.isEmpty else {
          refusal = .badJSON
          return .value
        }
        if open[open.count - 1].isObject {
          expected = .key
        } else {
          open[open.count - 1].index += 1
          expected = .value
        }
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        guard expected == .value || expected == .valueOrEnd else {
          refusal = .badJSON
          return .value
        }
        guard open.count < depthLimit else {
          refusal = .tooDeep
          return .value
        }
        if field >= 0 {
          noteField(field, .container, position, position)
          field = -1
        }
        let isObject = byte == UInt8(ascii: "{")
        enter(isObject: isObject, at: position)
        expected = isObject ? .keyOrEnd : .valueOrEnd
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        let isObject = byte == UInt8(ascii: "}")
        let mayEnd = expected == .commaOrEnd || expected == (isObject ? .keyOrEnd : .valueOrEnd)
        guard mayEnd, let top = open.last, top.isObject == isObject else {
          refusal = .badJSON
          return .value
        }
        open.removeLast()
        expected = endOfValue()
      default:
        guard expected == .value || expected == .valueOrEnd,
          let scalar = JSONScalar.parse(bytes, from: position)
        else {
          refusal = .badJSON
          return .value
        }
        if scalar.kind != .literal {
          let isNotable =
            scalar.kind == .integer
            ? scalar.digits >= gate.digits || isTold : gate.otherNumbers
          if isNotable || (takesEveryLeaf && scalar.kind == .integer && scalar.digits >= 7) {
            append(.number, bytes, position, scalar.end, escaped: false, isNotable)
          }
          if field >= 0 { noteField(field, .number, position, scalar.end) }
        }
        field = -1
        expected = endOfValue()
      }
    }
    if isBlank { return .blank }
    if expected != .nothing { refusal = .badJSON }
    return .value
  }

  private func endOfValue() -> Expected { open.isEmpty ? .nothing : .commaOrEnd }

  private mutating func noteField(_ field: Int, _ kind: FieldValue.Kind, _ start: Int, _ end: Int) {
    guard fields[field].kind == .absent else { return }
    fieldSet |= 1 << UInt128(field)
    fields[field] = FieldValue(kind: kind, start: start, end: end)
  }

  /// The field that a name spelled with escapes stands for; -1 for none.
  @inline(never)
  private func fieldOfEscapedName(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
    var name: [UInt8] = []
    JSONEscapes.decode(bytes, start, end, into: &name)
    return fieldTable.number(name.span, 0, name.count) ?? -1
  }

  private mutating func enter(isObject: Bool, at position: Int) {
    var container = Container(
      parent: -1, isObject: isObject, open: position, nameStart: 0, nameEnd: 0, index: 0)
    if let outer = open.last {
      container.parent = outer.container
      container.nameStart = outer.nameStart
      container.nameEnd = outer.nameEnd
      container.index = outer.index
    }
    containers.append(container)
    open.append(
      OpenContainer(
        container: containers.count - 1, isObject: isObject, nameStart: container.nameStart,
        nameEnd: container.nameEnd, index: 0, nameTells: isTold))
  }

  /// Whether the name that belongs to what comes next holds a literal of the gate.
  private var isTold: Bool { seesNames && !open.isEmpty && open[open.count - 1].nameTells }

  /// Asks whether a member's name holds a literal; one with escapes could hold any.
  @inline(__always)
  private mutating func noteName(
    _ maps: Span<UInt64>, _ count: Int, _ start: Int, _ end: Int, _ isEscaped: Bool
  ) {
    open[open.count - 1].nameTells =
      isEscaped
      || (Census.isNotable(maps, start, end)
        && Census.holdsLiteral(maps, count: count, start, end))
  }

  private mutating func append(
    _ kind: Leaf.Kind, _ bytes: Span<UInt8>, _ start: Int, _ end: Int, escaped: Bool,
    _ isNotable: Bool
  ) {
    var leaf = Leaf(
      kind: kind, isEscaped: escaped, start: start, end: end, nameStart: 0, nameEnd: 0,
      container: -1, index: 0)
    if let holder = open.last {
      leaf.container = holder.container
      leaf.nameStart = holder.nameStart
      leaf.nameEnd = holder.nameEnd
      leaf.index = holder.index
      leaf.findContext(in: containers, bytes)
    }
    leaf.isNotable = isNotable
    leaves.append(leaf)
  }

  /// Holds a string against the gate and makes it a leaf if it passes.
  ///
  /// - Returns: whether it is escaped; nil if the string breaks RFC 8259 section 7.
  @inline(__always)
  private mutating func note(
    _ kind: Leaf.Kind, _ bytes: Span<UInt8>, _ maps: Span<UInt64>, _ start: Int, _ end: Int
  ) -> Bool? {
    if !gate.everything, !takesEveryLeaf, !Census.isNotable(maps, start, end),
      kind == .key || !isTold
    {
      return false
    }
    return noteNotable(kind, bytes, maps, start, end)
  }

  @inline(never)
  private mutating func noteNotable(
    _ kind: Leaf.Kind, _ bytes: Span<UInt8>, _ maps: Span<UInt64>, _ start: Int, _ end: Int
  ) -> Bool? {
    let census = Census(maps, start, end)
    if census.hasControl { return nil }
    sawNotable = true
    var couldHide = false
    if census.hasBackslash {
      guard let hides = JSONEscapes.validate(bytes, start, end) else { return nil }
      couldHide = hides
    }
    let passes =
      couldHide || census.passes(gate) || (kind == .value && isTold)
      || (gate.asksForMarks && Census.holdsMark(maps, count: bytes.count, start, end))
      || Foldable.stands(in: bytes, start, end)
    if passes || takesEveryLeaf {
      append(kind, bytes, start, end, escaped: census.hasBackslash, passes)
    }
    return census.hasBackslash
  }
}
