import Detection
import Records

/// Parts of values that records of a chunk share with others of their conversations, by line.
struct JoinedParts {
  /// What was found of one record.
  struct Line {
    /// Positions from the record's first byte.
    var parts: [Finding] = []
    /// What the parts' values lie in.
    var values: [UInt8] = []
    /// Why the turns could not be examined together, so that none of them may pass.
    var refusal: RefusalReason?

    /// The parts as positions in the chunk in which the record begins at `start`.
    func parts(from start: Int) -> [Finding] {
      parts.map { part in
        var part = part
        part.start += start
        part.end += start
        return part
      }
    }
  }

  private(set) var lines: [Int: Line] = [:]
  /// The names that lines mention of people whom other records of their conversations introduced.
  var people: [Int: [[UInt8]]] = [:]
  /// Those whom lines introduce together with others.
  private var introduced: [Int: [[UInt8]]] = [:]
  /// The lines of turns that were examined together before others of their conversations were known, and whether they
  /// hold a value whole.
  var examined: [[Int]: Bool] = [:]
  /// Something was added since the chunk was examined.
  var isChanged = false
  /// The chunk's turns are known; what it shares does not change them.
  var hasTurns = false

  var isEmpty: Bool { lines.isEmpty }

  mutating func removeAll() {
    if !lines.isEmpty { lines.removeAll() }
    if !examined.isEmpty { examined.removeAll() }
    if !people.isEmpty { people.removeAll() }
    if !introduced.isEmpty { introduced.removeAll() }
    isChanged = false
    hasTurns = false
  }

  mutating func add(_ part: Finding, value: ArraySlice<UInt8>, line: Int) {
    isChanged = true
    var part = part
    let start = lines[line, default: Line()].values.count
    part.value = start..<start + value.count
    lines[line, default: Line()].values.append(contentsOf: value)
    lines[line, default: Line()].parts.append(part)
  }

  /// Forgets what was found of a record with fewer others.
  mutating func forget(line: Int) {
    if !lines.isEmpty { lines[line] = nil }
    if !introduced.isEmpty { introduced[line] = nil }
  }

  /// Notes whom a line mentions.
  mutating func know(_ names: [[UInt8]], line: Int) {
    guard people[line, default: []] != names else { return }
    isChanged = true
    people[line] = names
  }

  /// Notes whom a line introduces together with others.
  mutating func introduce(_ name: ArraySlice<UInt8>, line: Int) {
    introduced[line, default: []].append(Array(name))
  }

  func introduced(line: Int) -> [[UInt8]] {
    introduced.isEmpty ? [] : introduced[line, default: []]
  }

  mutating func refuse(line: Int, _ reason: RefusalReason) {
    isChanged = true
    lines[line, default: Line()].refusal = reason
  }
}
