import CByteScan

/// The form of a record: its structure and its names, and all that follows from them alone.
///
/// Most records of a stream have the form of one before. To hold a record against a form takes a few instructions for
/// each structural character; which container a string is in and what its name says has been found out already.
struct RecordForm {
  /// What is known of a string, number or literal by where it stands.
  struct Part {
    /// Its number among the wanted members; -1 for none.
    var field = -1
    /// Its name holds a literal of the gate.
    var tells = false
    var isKey = false
    /// As in ``Leaf``.
    var container = -1
    var index = 0
    /// The steps at which its name begins, and the name that gives it its context; -1 for none.
    var nameStep = -1
    var contextStep = -1
  }

  /// A container, as in ``Container``, by the steps of its bracket and of its name.
  struct ContainerPart {
    var parent: Int
    var isObject: Bool
    var index: Int
    var step: Int
    var nameStep: Int
  }

  /// A wanted member whose value is a string or a container.
  struct FieldPart {
    var field: Int
    var step: Int
    var isContainer: Bool
  }

  /// Longer records, as those that hold many others, are seldom like each other.
  private static let mostSteps = 512
  private static let longestName = 255

  private(set) var steps: [bytescan_step] = []
  private(set) var names: [UInt8] = []
  /// By step; meaningless where none begins.
  private(set) var parts: [Part] = []
  private(set) var containers: [ContainerPart] = []
  private(set) var fields: [FieldPart] = []

  /// Learns the form of a record that `scanner` has just scanned from `start` on; nil if it is none to be remembered.
  init?(_ bytes: Span<UInt8>, maps: Span<UInt64>, from start: Int, scannedBy scanner: JSONScanner) {
    var walk = StructureWalk(maps: maps, from: start, count: bytes.count)
    var positions: [Int] = []
    var around: [(part: Part, isObject: Bool)] = []
    var part = Part()
    var isObject = false
    var wanted: UInt128 = 0
    while steps.count < Self.mostSteps {
      let position = walk.next(maps)
      let byte = position < bytes.count ? bytes[position] : UInt8(ascii: "\n")
      part.isKey = isObject && Self.opensName(steps.last)
      let step = steps.count
      positions.append(position)
      switch byte {
      case UInt8(ascii: "\n"):
        add(BYTESCAN_STEP_MARK, byte, part)
        findContexts(bytes, positions, scanner)
        return
      case UInt8(ascii: "\"") where part.isKey:
        let end = walk.next(maps)
        positions.append(end)
        guard end - position - 1 <= Self.longestName else { return nil }
        let name = bytes.extracting(position + 1..<end)
        // A name with escapes says one thing and is spelled as another.
        for index in name.indices where name[index] == UInt8(ascii: "\\") { return nil }
        appendBytes(name, to: &names)
        part.nameStep = step
        part.tells = scanner.isTelling(maps, bytes.count, position + 1, end)
        part.field =
          around.count == 1 ? scanner.fieldTable.number(bytes, position + 1, end) ?? -1 : -1
        if part.field >= 0 {
          // Of two members with one name the first counts, unless it is null: too rare to be learned.
          guard wanted >> UInt128(part.field) & 1 == 0 else { return nil }
          wanted |= 1 << UInt128(part.field)
        }
        add(BYTESCAN_STEP_MARK, byte, part)
        add(BYTESCAN_STEP_NAME_END, byte, part, length: name.count)
      case UInt8(ascii: "\""):
        positions.append(walk.next(maps))
        if part.field >= 0 {
          fields.append(.init(field: part.field, step: step, isContainer: false))
        }
        add(BYTESCAN_STEP_MARK, byte, part)
        add(part.tells ? BYTESCAN_STEP_TOLD_END : BYTESCAN_STEP_VALUE_END, byte, part)
        part.field = -1
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        if part.field >= 0 {
          fields.append(.init(field: part.field, step: step, isContainer: true))
        }
        part.field = -1
        containers.append(
          .init(
            parent: part.container, isObject: byte == UInt8(ascii: "{"), index: part.index,
            step: step, nameStep: part.nameStep))
        around.append((part, isObject))
        isObject = byte == UInt8(ascii: "{")
        part.container = containers.count - 1
        part.index = 0
        add(BYTESCAN_STEP_MARK, byte, part)
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        guard let outer = around.popLast() else { return nil }
        (part, isObject) = outer
        add(BYTESCAN_STEP_MARK, byte, part)
      case UInt8(ascii: ","), UInt8(ascii: ":"):
        if byte == UInt8(ascii: ","), !isObject { part.index += 1 }
        add(BYTESCAN_STEP_MARK, byte, part)
      default:
        add(BYTESCAN_STEP_SCALAR, byte, part)
        part.field = -1
      }
    }
    return nil
  }

  /// Whether a name begins behind a step within an object.
  private static func opensName(_ step: bytescan_step?) -> Bool {
    guard let step, step.kind == BYTESCAN_STEP_MARK.rawValue else { return false }
    return step.byte == UInt8(ascii: "{") || step.byte == UInt8(ascii: ",")
  }

  private mutating func add(
    _ kind: bytescan_step_kind, _ byte: UInt8, _ part: Part, length: Int = 0
  ) {
    steps.append(bytescan_step(byte: byte, kind: UInt8(kind.rawValue), length: UInt16(length)))
    parts.append(part)
  }

  /// Finds the name that gives each part its context, as leaves do.
  private mutating func findContexts(
    _ bytes: Span<UInt8>, _ positions: [Int], _ scanner: JSONScanner
  ) {
    for step in parts.indices where step < positions.count {
      let part = parts[step]
      let name =
        part.nameStep < 0 ? 0..<0 : positions[part.nameStep] + 1..<positions[part.nameStep + 1]
      var leaf = Leaf(
        kind: part.isKey ? .key : .value, isEscaped: false, start: 0, end: 0,
        nameStart: name.lowerBound, nameEnd: name.upperBound, container: part.container,
        index: part.index)
      guard part.container >= 0 else { continue }
      leaf.findContext(in: scanner.containers, bytes, scanner.roles)
      guard leaf.contextStart < leaf.contextEnd else { continue }
      parts[step].contextStep = positions.firstIndex(of: leaf.contextStart - 1) ?? -1
    }
  }
}
