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
  let roles = MemberRoles.shared
  var forms = RecordForms()

  /// What the last scanned line holds that is worth examining, in the order of the text.
  package internal(set) var leaves: [Leaf] = []
  /// The objects and arrays of the last scanned line, in the order they open.
  package internal(set) var containers: [Container] = []
  /// The values of the wanted top-level members of the last scanned line, by field number.
  package internal(set) var fields: [FieldValue]
  /// Which of ``fields`` the last scanned line has: bit n for field n.
  package internal(set) var fieldSet: UInt128 = 0

  /// Containers that may be open at a time.
  private var depthLimit = JSONScanner.nestingLimit
  /// A LF ends what is scanned; in a document it is white space like any other.
  package var endsAtLF = true

  /// Every value that is a string becomes a leaf, and every number of seven digits.
  private var takesEveryLeaf = false
  /// Every member name does.
  private var takesEveryKey = false
  /// Every value of the last scanned line that is a string is a leaf, and every number of seven digits.
  package private(set) var hasEveryLeaf = false
  /// The last line of which every leaf was asked for held a list: long ones are scanned once then, not twice.
  private var expectsLists = false
  private var memberTraits = MemberTraitsCache()
  /// Every value is looked at.
  private var ignoresForms: Bool

  /// The innermost open container; beside the array, because touching an element of one costs a call.
  var top = OpenContainer()
  /// Containers that are open.
  private var depth = 0
  /// Where the string that was read last begins.
  private var stringStart = 0
  /// Those around ``top``, outermost first; behind them what is left of former lines.
  private var outer: [OpenContainer] = []
  /// A string of the line was notable, so a byte above 0x7F is possible; without one the line is ASCII.
  var sawNotable = false

  struct OpenContainer {
    var container = -1
    var isObject = false
    /// The member name being read, or the array's own name.
    var nameStart = 0
    var nameEnd = 0
    var index = 0
    /// The name holds a literal of the gate, so what bears it is examined whatever it is.
    var nameTells = false
    /// What the name says; known only while every leaf is taken.
    var traits = MemberTraits()
  }

  /// - Parameters:
  ///   - gate: what a string must hold to become a leaf.
  ///   - fields: top-level members to note on the way.
  package init(gate: TriggerGate, fields: FieldTable) {
    self.gate = gate
    seesNames = gate.literals != nil
    ignoresForms = gate.everything
    self.fieldTable = fields
    self.fields = Array(repeating: FieldValue(), count: fields.count)
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
    let asksForForm = endsAtLF && !takesEveryLeaf && !ignoresForms && forms.isAsked()
    if asksForForm, let line = scanLikeBefore(bytes, maps: maps, from: start) { return line }
    let isAhead = !takesEveryLeaf && asksForLists(bytes, from: start)
    if isAhead { takesEveryLeaf = true }
    defer { if isAhead { takesEveryLeaf = false } }
    hasEveryLeaf = takesEveryLeaf

    var walk = StructureWalk(maps: maps, from: start, count: bytes.count)
    var position = 0
    switch scanValue(bytes, maps, &walk, &position) {
    case .refused(let reason):
      let end = endsAtLF ? walk.skipToLineEnd(bytes, from: position) : bytes.count
      return ScannedLine(start: start, end: end, outcome: .refused(reason))
    case .blank: return ScannedLine(start: start, end: position, outcome: .blank)
    case .value: break
    }
    if sawNotable, !isUTF8(bytes.extracting(start..<position)) {
      return ScannedLine(start: start, end: position, outcome: .refused(.badUTF8))
    }
    if isAhead { expectsLists = containers.count > Self.containersOfAList }
    if asksForForm, !hasEveryLeaf { learnForm(bytes, maps: maps, line: start..<position) }
    return ScannedLine(start: start, end: position, outcome: .record)
  }

  /// Scans a line that is a record once more and makes every value that is a string a leaf, and every number of seven
  /// digits.
  ///
  /// A number that says who speaks becomes one too. For the few records in which something is looked for that no trigger
  /// announces.
  ///
  /// - Parameter keys: make every member name one too. Documents repeat them more often than anything else.
  package mutating func scanEveryLeaf(
    _ bytes: Span<UInt8>, maps: Span<UInt64>, from start: Int, keys: Bool
  ) {
    takesEveryLeaf = true
    takesEveryKey = keys
    expectsLists = true
    reserveLeaves(forBytes: bytes.count - start)
    _ = scanLine(bytes, maps: maps, from: start)
    takesEveryLeaf = false
    takesEveryKey = false
  }

  /// Whether all leaves of the line at `start` are taken at once: it is long and, as it seems, a list.
  private mutating func asksForLists(_ bytes: Span<UInt8>, from start: Int) -> Bool {
    let least = expectsLists ? Self.longLine : Self.hugeLine
    guard endsAtLF, !ignoresForms, bytes.count - start >= least,
      SpanBytes.first(UInt8(ascii: "\n"), in: bytes, from: start, to: start + least)
        == start + least
    else { return false }
    reserveLeaves(forBytes: bytes.count - start)
    return true
  }

  /// Makes room for the leaves and containers of a long line: room that is not used is never touched, but to grow is to
  /// copy a million of them.
  private mutating func reserveLeaves(forBytes count: Int) {
    guard count >= Self.hugeLine, leaves.capacity < count / Self.bytesPerLeaf else { return }
    leaves = []
    leaves.reserve(count / Self.bytesPerLeaf)
    containers.reserve(count / Self.bytesPerContainer)
  }

  private static let longLine = 1 << 12
  private static let hugeLine = 1 << 18
  /// In documents of words; in the rest there are fewer.
  private static let bytesPerLeaf = 20
  private static let bytesPerContainer = 60

  /// The record, the list and two elements: with fewer there is none.
  package static let containersOfAList = 3

  /// Values of the last scanned line are no leaves because nothing was found in the same ones: see ``passOver(_:_:varying:)``.
  package var hasPassedOver: Bool { forms.passedOver > 0 }

  /// Scans a line that is a record once more and passes nothing over.
  package mutating func scanAgain(_ bytes: Span<UInt8>, maps: Span<UInt64>, from start: Int) {
    ignoresForms = true
    _ = scanLine(bytes, maps: maps, from: start)
    ignoresForms = gate.everything
  }

  /// Passes over the leaf's value wherever it stands again as it does in the last scanned line.
  ///
  /// - Parameter varying: digits that may be others, a bit each; other literals and long tokens must not come of them.
  package mutating func passOver(_ leaf: Leaf, _ bytes: Span<UInt8>, varying: UInt32) {
    guard leaf.part >= 0, !leaf.isEscaped, leaf.end - leaf.start <= RecordForm.longestValue
    else { return }
    forms.remember(
      part: leaf.part, bytes.extracting(leaf.start..<leaf.end), varying: varying)
  }

  /// Passes over no value until it is told so again: other things are looked for from now on.
  package mutating func forgetValues() { forms.forgetValues() }

  /// Scans a text that is a JSON document as a whole, as strings hold them; line ends are white space.
  ///
  /// - Parameter depthLimit: how many containers may be open at a time.
  /// - Returns: ``LineOutcome/record`` when it is one; ``leaves`` and ``containers`` describe it then.
  package mutating func scanDocument(
    _ bytes: Span<UInt8>, maps: Span<UInt64>, depthLimit: Int, everyLeaf: Bool = false
  ) -> LineOutcome {
    forgetLine()
    takesEveryLeaf = everyLeaf
    takesEveryKey = everyLeaf
    let endedAtLF = endsAtLF
    self.depthLimit = depthLimit
    endsAtLF = false
    defer {
      self.depthLimit = Self.nestingLimit
      endsAtLF = endedAtLF
      takesEveryLeaf = false
      takesEveryKey = false
    }
    var walk = StructureWalk(maps: maps, from: 0, count: bytes.count)
    var position = 0
    return switch scanValue(bytes, maps, &walk, &position) {
    case .refused(let reason): .refused(reason)
    case .blank: .blank
    case .value: .record
    }
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
    var position = 0
    // What is refused at the very end lacks only what would have come.
    if case .refused = scanValue(bytes, maps, &walk, &position) {
      return position == bytes.count ? .unfinished : .broken
    }
    return .whole
  }

  /// Empties what describes a line. Emptying an empty array still costs a call, so it is asked first.
  mutating func forgetLine() {
    if !leaves.isEmpty { leaves.removeAll(keepingCapacity: true) }
    if !containers.isEmpty { containers.removeAll(keepingCapacity: true) }
    top = OpenContainer()
    depth = 0
    while fieldSet != 0 {
      fields[fieldSet.trailingZeroBitCount].kind = .absent
      fieldSet &= fieldSet - 1
    }
    sawNotable = false
    hasEveryLeaf = false
    forms.passedOver = 0
  }

  private enum Content {
    case blank, value
    case refused(RefusalReason)
  }

  /// Walks one line; leaves `position` at its LF or at the chunk's end, or where it was refused.
  private mutating func scanValue(
    _ bytes: Span<UInt8>, _ maps: Span<UInt64>, _ walk: inout StructureWalk, _ position: inout Int
  ) -> Content {
    next(bytes, maps, &walk, &position)
    if endsLine(bytes, position) { return .blank }
    var field = -1
    while true {
      // A value begins at `position`.
      guard position < bytes.count else { return .refused(.badJSON) }
      switch bytes[position] {
      case UInt8(ascii: "\""):
        guard let escaped = readString(bytes, maps, &walk, &position) else {
          return .refused(.badJSON)
        }
        if field >= 0 {
          noteField(field, escaped ? .escapedString : .string, stringStart, position)
        }
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        guard depth < depthLimit else { return .refused(.tooDeep) }
        if field >= 0 { noteField(field, .container, position, position) }
        field = -1
        let isObject = bytes[position] == UInt8(ascii: "{")
        enter(isObject: isObject, at: position)
        next(bytes, maps, &walk, &position)
        guard position < bytes.count else { return .refused(.badJSON) }
        if bytes[position] == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) {
          leave()
        } else if isObject {
          guard readName(bytes, maps, &walk, &position, &field) else { return .refused(.badJSON) }
          continue
        } else {
          continue
        }
      default:
        guard let scalar = JSONScalar.parse(bytes, from: position) else {
          return .refused(.badJSON)
        }
        note(scalar, bytes, position, field)
      }
      field = -1
      // A value has ended; so may what holds it.
      while true {
        next(bytes, maps, &walk, &position)
        if depth == 0 { return endsLine(bytes, position) ? .value : .refused(.badJSON) }
        guard position < bytes.count else { return .refused(.badJSON) }
        let byte = bytes[position]
        if byte == UInt8(ascii: ",") {
          next(bytes, maps, &walk, &position)
          if top.isObject {
            guard readName(bytes, maps, &walk, &position, &field) else { return .refused(.badJSON) }
          } else {
            top.index += 1
          }
          break
        }
        guard byte == (top.isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
          return .refused(.badJSON)
        }
        leave()
      }
    }
  }

  /// Moves to the next structural position; in a document over its line ends.
  @inline(__always)
  private func next(
    _ bytes: Span<UInt8>, _ maps: Span<UInt64>, _ walk: inout StructureWalk, _ position: inout Int
  ) {
    position = endsAtLF ? walk.next(maps) : walk.next(maps, in: bytes)
  }

  @inline(__always)
  private func endsLine(_ bytes: Span<UInt8>, _ position: Int) -> Bool {
    position >= bytes.count || bytes[position] == UInt8(ascii: "\n")
  }

  /// Reads the value whose quote is at `position`, notes it, and moves to the quote that ends it.
  ///
  /// - Returns: whether it is escaped; nil if it breaks RFC 8259 section 7, or has no end.
  @inline(__always)
  private mutating func readString(
    _ bytes: Span<UInt8>, _ maps: Span<UInt64>, _ walk: inout StructureWalk,
    _ position: inout Int
  ) -> Bool? {
    stringStart = position + 1
    position = walk.next(maps)
    guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { return nil }
    if gate.everything || isTold || Census.isNotable(maps, stringStart, position) {
      return noteNotable(.value, bytes, maps, stringStart, position)
    }
    if takesEveryLeaf { append(.value, bytes, stringStart, position, escaped: false, false) }
    return false
  }

  /// Reads the member name whose quote must be at `position` and moves to its value.
  ///
  /// - Returns: whether a name and a colon stand there.
  @inline(__always)
  private mutating func readName(
    _ bytes: Span<UInt8>, _ maps: Span<UInt64>, _ walk: inout StructureWalk,
    _ position: inout Int, _ field: inout Int
  ) -> Bool {
    guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { return false }
    let start = position + 1
    position = walk.next(maps)
    guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { return false }
    let end = position
    top.nameStart = start
    top.nameEnd = end
    top.nameTells = false
    if takesEveryLeaf {
      top.traits = memberTraits.traits(of: bytes, start, end, gate: gate)
    }
    var escaped = false
    if gate.everything || Census.isNotable(maps, start, end) {
      guard let isEscaped = noteNotable(.key, bytes, maps, start, end) else { return false }
      escaped = isEscaped
      top.nameTells = escaped ? seesNames : isTelling(maps, bytes.count, start, end)
    } else if takesEveryKey {
      append(.key, bytes, start, end, escaped: false, false)
    }
    if depth == 1 {
      field =
        escaped
        ? fieldOfEscapedName(bytes, start, end) : fieldTable.number(bytes, start, end) ?? -1
    }
    next(bytes, maps, &walk, &position)
    guard position < bytes.count, bytes[position] == UInt8(ascii: ":") else { return false }
    next(bytes, maps, &walk, &position)
    return true
  }

  mutating func note(
    _ scalar: JSONScalar, _ bytes: Span<UInt8>, _ start: Int, _ field: Int
  ) {
    guard scalar.kind != .literal else { return }
    let isNotable =
      scalar.kind == .integer ? scalar.digits >= gate.digits || isTold : gate.otherNumbers
    let isTaken =
      takesEveryLeaf && scalar.kind == .integer
      && (scalar.digits >= Self.fewestDigits
        || top.traits.isSpeaker)
    if isNotable || isTaken { append(.number, bytes, start, scalar.end, escaped: false, isNotable) }
    if field >= 0 { noteField(field, .number, start, scalar.end) }
  }

  /// Digits of the shortest number that could be part of something when every leaf is asked for.
  private static let fewestDigits = 7

  mutating func noteField(_ field: Int, _ kind: FieldValue.Kind, _ start: Int, _ end: Int) {
    guard fields[field].kind == .absent else { return }
    fieldSet |= 1 << UInt128(field)
    fields[field] = FieldValue(kind: kind, start: start, end: end)
  }

  /// The field that a name spelled with escapes stands for; -1 for none.
  @inline(never)
  private func fieldOfEscapedName(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
    // Whether the record is UTF-8 is asked when all of it was read: to decode what is not would read past its end.
    guard isUTF8(bytes.extracting(start..<end)) else { return -1 }
    var name: [UInt8] = []
    JSONEscapes.decode(bytes, start, end, into: &name)
    return fieldTable.number(name.span, 0, name.count) ?? -1
  }

  private mutating func enter(isObject: Bool, at position: Int) {
    containers.append(
      Container(
        parent: top.container, isObject: isObject, open: position, nameStart: top.nameStart,
        nameEnd: top.nameEnd, index: top.index, traits: top.traits))
    if depth > 0 {
      if outer.count < depth { outer.append(top) } else { outer[depth - 1] = top }
    }
    depth += 1
    top.container = containers.count - 1
    top.isObject = isObject
    top.index = 0
  }

  private mutating func leave() {
    depth -= 1
    top = depth > 0 ? outer[depth - 1] : OpenContainer()
  }

  /// Whether the name that belongs to what comes next holds a literal of the gate.
  private var isTold: Bool { top.nameTells }

  /// Whether a member's name holds a literal of the gate; one with escapes could hold any.
  // Out of line, a call has a copy of the scanner made.
  @inline(__always)
  func isTelling(_ maps: Span<UInt64>, _ count: Int, _ start: Int, _ end: Int) -> Bool {
    seesNames && Census.isNotable(maps, start, end)
      && Census.holdsLiteral(maps, count: count, start, end)
  }

  /// Whether what the gate asks to be marked stands in a string.
  @inline(__always)
  private func holdsMark(_ maps: Span<UInt64>, _ count: Int, _ start: Int, _ end: Int) -> Bool {
    gate.asksForMarks && Census.holdsMark(maps, count: count, start, end)
  }

  private mutating func append(
    _ kind: Leaf.Kind, _ bytes: Span<UInt8>, _ start: Int, _ end: Int, escaped: Bool,
    _ isNotable: Bool
  ) {
    var leaf = Leaf(
      kind: kind, isEscaped: escaped, start: start, end: end, nameStart: top.nameStart,
      nameEnd: top.nameEnd, container: top.container, index: top.index)
    leaf.traits = top.traits
    leaf.isNotable = isNotable
    // Others are seldom examined, and have it found then.
    if isNotable, depth > 0 { leaf.findContext(in: containers, bytes, roles) }
    leaves.append(leaf)
  }

  /// Whether a string becomes a leaf whatever it holds.
  @inline(__always)
  private func takes(_ kind: Leaf.Kind) -> Bool { kind == .key ? takesEveryKey : takesEveryLeaf }

  /// Holds a string against the gate and makes it a leaf if it passes.
  ///
  /// - Returns: whether it is escaped; nil if the string breaks RFC 8259 section 7.
  @inline(never)
  mutating func noteNotable(
    _ kind: Leaf.Kind, _ bytes: Span<UInt8>, _ maps: Span<UInt64>, _ start: Int, _ end: Int
  ) -> Bool? {
    // Most of what is notable are timestamps. They are ASCII without an escape.
    if gate.skipsShapedLeaves, !takes(kind), kind == .key || !isTold,
      LeafShape.of(bytes, start, end) != .other, !holdsMark(maps, bytes.count, start, end)
    {
      return false
    }
    // Times and shares fill documents of words. What a name tells is known only while every leaf is taken.
    if kind == .value, gate.skipsDecimals, top.traits.tellsNothing, !isTold,
      LeafShape.isDecimal(bytes, start, end), !holdsMark(maps, bytes.count, start, end)
    {
      append(kind, bytes, start, end, escaped: false, false)
      return false
    }
    let census = Census(maps, start, end)
    if census.hasControl { return nil }
    sawNotable = true
    var couldHide = false
    if census.hasBackslash {
      guard let hides = JSONEscapes.validate(bytes, start, end) else { return nil }
      couldHide = hides
    }
    let passes =
      couldHide || (kind == .value && isTold)
      || (census.passes(gate)
        && !(gate.skipsShapedLeaves && LeafShape.of(bytes, start, end) != .other))
      || holdsMark(maps, bytes.count, start, end)
      || Foldable.stands(in: bytes, start, end)
    if passes || takes(kind) {
      append(kind, bytes, start, end, escaped: census.hasBackslash, passes)
    }
    return census.hasBackslash
  }
}
