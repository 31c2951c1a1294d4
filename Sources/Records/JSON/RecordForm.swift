import CByteScan

/// The form of a record: all of it but its values, and what follows from that alone.
///
/// Most records of a stream have the form of one before, to the byte. To hold a record against a form takes a comparison
/// of what stands between its values; which container a string is in and what its name says has been found out already.
struct RecordForm {
  /// A position in what stands before a part, or behind the last one.
  struct Place {
    /// The part's number.
    var separator: Int
    var offset: Int
  }

  /// A member's name.
  struct Name {
    var place: Place
    var length: Int
  }

  /// What is known of a string, number or literal by where it stands.
  struct Part {
    /// Its number among the wanted members; -1 for none.
    var field = -1
    var isString = true
    /// Its name holds a literal of the gate.
    var isTold = false
    /// As in ``Leaf``.
    var container = -1
    var index = 0
    var name: Name?
    /// The name that gives it its context.
    var context: Name?
  }

  /// An object or array, as in ``Container``.
  struct ContainerPart {
    var parent: Int
    var isObject: Bool
    var index: Int
    var open: Place
    var name: Name?
    /// Its number among the wanted members; -1 for none.
    var field: Int
  }

  /// Longer records, as those that hold many others, are seldom like each other.
  private static let mostParts = 192
  private static let mostBytes = 8192
  /// What two blocks hold wherever it begins, so that what is notable in a name is so in every record.
  private static let longestName = 64

  /// Bytes of the longest value that is remembered.
  static let longestValue = Int(BYTESCAN_LONGEST_MEMO)

  private(set) var parts: [Part] = []
  private(set) var containers: [ContainerPart] = []
  /// The wanted members that are strings, by their numbers, and those of their parts.
  private(set) var fields: [(field: Int, part: Int)] = []
  /// The parts and what stands between them, as they are compared.
  private(set) var steps: [bytescan_part] = []
  private(set) var separators: [UInt8] = []
  /// The last values of each part that need no second look.
  private(set) var memos: [bytescan_memo] = []
  /// Bytes behind the last part.
  private(set) var last = 0

  /// Learns the form of a record that `scanner` has just scanned; nil if it is none to be remembered.
  ///
  /// - Parameter line: the record's bytes in `bytes`, without its LF.
  init?(
    _ bytes: Span<UInt8>, maps: Span<UInt64>, line: Range<Int>, scannedBy scanner: JSONScanner
  ) {
    // Names that are leaves themselves would be parts. They are rare.
    guard !scanner.leaves.contains(where: { $0.kind == .key }) else { return nil }
    var walk = StructureWalk(maps: maps, from: line.lowerBound, count: bytes.count)
    var around: [(part: Part, isObject: Bool)] = []
    var part = Part()
    var isObject = false
    var mayBeName = false
    var wanted: UInt128 = 0
    var names: [Name] = []
    // Where the separators begin in this record.
    var bounds = [line.lowerBound]
    var separatorStart: Int { bounds[bounds.count - 1] }
    var position = walk.next(maps)
    while position < line.upperBound {
      guard parts.count < Self.mostParts, separators.count < Self.mostBytes,
        position - separatorStart < Self.mostBytes
      else { return nil }
      var next = walk.next(maps)
      let place = Place(separator: parts.count, offset: position - separatorStart)
      switch bytes[position] {
      case UInt8(ascii: "\"") where mayBeName:
        mayBeName = false
        let name = bytes.extracting(position + 1..<next)
        // A name with escapes says one thing and is spelled as another.
        guard name.count <= Self.longestName,
          !name.indices.contains(where: { name[$0] == UInt8(ascii: "\\") })
        else { return nil }
        let found = Name(
          place: Place(separator: place.separator, offset: place.offset + 1), length: name.count)
        names.append(found)
        part.name = found
        part.isTold = scanner.isTelling(maps, bytes.count, position + 1, next)
        part.field =
          around.count == 1 ? scanner.fieldTable.number(bytes, position + 1, next) ?? -1 : -1
        if part.field >= 0 {
          // Of two members with one name the first counts, unless it is null: too rare to be learned.
          guard
            wanted >> UInt128(part.field) & 1 == 0 || scanner.fieldTable.isShared(part.field)
          else { return nil }
          wanted |= 1 << UInt128(part.field)
        }
        next = walk.next(maps)
      case UInt8(ascii: "\""):
        part.isString = true
        add(part, behind: bytes.extracting(separatorStart..<position + 1))
        part.field = -1
        bounds.append(next)
        next = walk.next(maps)
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        containers.append(
          ContainerPart(
            parent: part.container, isObject: bytes[position] == UInt8(ascii: "{"),
            index: part.index, open: place, name: part.name, field: part.field))
        part.field = -1
        around.append((part, isObject))
        isObject = bytes[position] == UInt8(ascii: "{")
        mayBeName = isObject
        part.container = containers.count - 1
        part.index = 0
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        guard let outer = around.popLast() else { return nil }
        (part, isObject) = outer
        mayBeName = false
      case UInt8(ascii: ","):
        mayBeName = isObject
        if !isObject { part.index += 1 }
      case UInt8(ascii: ":"): break
      default:
        // White space behind a scalar would be taken for a part of it.
        guard JSONScalar.parse(bytes, from: position)?.end == next else { return nil }
        part.isString = false
        add(part, behind: bytes.extracting(separatorStart..<position))
        part.field = -1
        bounds.append(next)
      }
      position = next
    }
    appendBytes(bytes.extracting(separatorStart..<line.upperBound), to: &separators)
    last = line.upperBound - separatorStart
    forgetValues()
    findContexts(bytes, bounds, names, scanner)
  }

  private mutating func add(_ part: Part, behind separator: Span<UInt8>) {
    if part.isString, part.field >= 0 { fields.append((part.field, parts.count)) }
    parts.append(part)
    steps.append(
      bytescan_part(
        separator: UInt16(clamping: separator.count), is_string: part.isString,
        is_told: part.isTold, is_wanted: part.field >= 0))
    appendBytes(separator, to: &separators)
  }

  mutating func forgetValues() {
    let memosPerPart = Int(BYTESCAN_MEMOS)
    memos = Array(repeating: bytescan_memo(), count: parts.count * memosPerPart)
  }

  /// Remembers a part's value in place of the older of two: no such value need be looked at.
  ///
  /// - Parameter varying: its digits that may be others, a bit each.
  mutating func remember(part: Int, _ value: Span<UInt8>, varying: UInt32) {
    if value.isEmpty { return }
    let place = part * Int(BYTESCAN_MEMOS)
    memos[place + 1] = memos[place]
    Self.set(&memos[place], value, varying)
  }

  // Safety: the C function reads the value's bytes, no more than a memo holds, and writes the memo.
  private static func set(_ memo: inout bytescan_memo, _ value: Span<UInt8>, _ varying: UInt32) {
    precondition(value.count <= longestValue)
    unsafe value.withUnsafeBufferPointer { value in
      guard let base = value.baseAddress else { return }
      unsafe bytescan_memo_set(&memo, base, value.count, varying)
    }
  }

  /// Finds the name that gives each part its context, as leaves do.
  private mutating func findContexts(
    _ bytes: Span<UInt8>, _ bounds: [Int], _ names: [Name], _ scanner: JSONScanner
  ) {
    func start(of name: Name) -> Int { bounds[name.place.separator] + name.place.offset }
    for number in parts.indices {
      let part = parts[number]
      guard part.container >= 0 else { continue }
      let nameStart = part.name.map(start(of:)) ?? 0
      var leaf = Leaf(
        kind: part.isString ? .value : .number, isEscaped: false, start: 0, end: 0,
        nameStart: nameStart, nameEnd: nameStart + (part.name?.length ?? 0),
        container: part.container, index: part.index)
      leaf.findContext(in: scanner.containers, bytes, scanner.roles)
      parts[number].context = names.first { start(of: $0) == leaf.contextStart }
    }
  }
}
