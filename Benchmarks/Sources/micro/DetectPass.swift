import Detection
import Records

/// The search of strings that the scanner has handed on: all rules of a set, and the views they see.
final class DetectPass: Measured {
  private let bytes: [UInt8]
  private let words: [UInt64]
  private let leaves: [Leaf]
  private let rules: RuleSet
  private var detector: Detector

  init(_ texts: [String], _ rules: RuleSet) throws {
    let bytes = Input.records(of: texts)
    self.bytes = bytes
    self.rules = rules
    var maps = ByteMaps()
    maps.classify(bytes.span, gate: rules.gate)
    let words = maps.words
    self.words = words
    var scanner = JSONScanner(gate: rules.gate, fields: FieldTable([]))
    var leaves: [Leaf] = []
    var start = 0
    while start < bytes.count {
      let line = scanner.scanLine(bytes.span, maps: words.span, from: start)
      guard case .record = line.outcome else { throw MicroError.noRecord }
      leaves += scanner.leaves
      start = line.end + 1
    }
    self.leaves = leaves
    detector = Detector(rules)
  }

  var byteCount: Int { bytes.count }

  func prepare() { detector = Detector(rules) }

  // Locals, because a span can't be taken of what another call might change.
  func pass() throws {
    let (bytes, words) = (bytes, words)
    for leaf in leaves {
      try detector.examine(leaf, bytes.span, maps: words.span, hints: Regions())
    }
  }
}
