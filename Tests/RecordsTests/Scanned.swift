import Records

/// What a scanner made of one line, copied out of the chunk.
struct Scanned: Equatable {
  enum Outcome: Equatable {
    case record
    case blank
    case refused(RefusalReason)
  }

  struct Leaf: Equatable {
    var kind: Records.Leaf.Kind
    /// As it stands in the source.
    var text: String
    var name: String
    var pointer: String
    var isEscaped = false
  }

  var outcome: Outcome
  var line: String
  var leaves: [Leaf] = []
  /// Wanted members as they stand in the source.
  var fields: [String?] = []

  /// Expectations that leave out which names give the leaves their context leave it open.
  var contexts: [String] = []

  static func == (one: Self, other: Self) -> Bool {
    one.outcome == other.outcome && one.line == other.line && one.leaves == other.leaves
      && one.fields == other.fields
      && (one.contexts == other.contexts || one.contexts.isEmpty || other.contexts.isEmpty)
  }
}

extension TriggerGate {
  static var open: TriggerGate {
    var gate = TriggerGate()
    gate.everything = true
    return gate
  }

  init(
    digits: Int = .max, ats: Int = .max, colons: Int = .max, points: Int = .max
  ) {
    self.init()
    self.digits = digits
    self.ats = ats
    self.colons = colons
    self.points = points
  }
}

/// Scans all lines of a chunk, with the same scanner.
func scan(
  _ bytes: [UInt8], gate: TriggerGate = .open, fields: [String] = [], asText: Bool = false
) -> [Scanned] {
  var chunk = Chunk(bytes)
  chunk.classify(gate: gate)
  let words = chunk.maps.words
  var scanner = JSONScanner(gate: gate, fields: FieldTable(fields))
  var lines: [Scanned] = []
  var start = 0
  func text(_ start: Int, _ end: Int) -> String {
    String(decoding: bytes[start..<end], as: UTF8.self)
  }
  while start < bytes.count {
    let line =
      asText
      ? scanner.scanTextLine(bytes.span, maps: words.span, from: start)
      : scanner.scanLine(bytes.span, maps: words.span, from: start)
    var scanned = Scanned(outcome: .record, line: text(line.start, line.end))
    switch line.outcome {
    case .blank: scanned.outcome = .blank
    case .refused(let reason): scanned.outcome = .refused(reason)
    case .record:
      for leaf in scanner.leaves {
        let segments = JSONPointer.segments(to: leaf, in: scanner.containers, bytes.span)
        scanned.leaves.append(
          Scanned.Leaf(
            kind: leaf.kind, text: text(leaf.start, leaf.end),
            name: text(leaf.nameStart, leaf.nameEnd), pointer: JSONPointer.text(segments),
            isEscaped: leaf.isEscaped))
        scanned.contexts.append(text(leaf.contextStart, leaf.contextEnd))
      }
      scanned.fields = scanner.fields.map { $0.isScalar ? text($0.start, $0.end) : nil }
    }
    lines.append(scanned)
    start = line.end + 1
  }
  return lines
}

func scan(_ text: String, gate: TriggerGate = .open, fields: [String] = []) -> [Scanned] {
  scan(Array(text.utf8), gate: gate, fields: fields)
}
