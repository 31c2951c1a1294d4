import Detection
import Keys
import Records
import Redaction

enum Sample {
  static let rules: RuleSet? = try? RuleSet(Catalogue.builtIn(), selection: Selection())

  /// The bytes 00 to 1F.
  static var key: SecretKey? {
    let bytes = [UInt8](0..<32)
    return SecretKey(copying: bytes.span)
  }
}

enum SampleError: Error { case noRules, notARecord }

func policy(_ change: (inout Policy) -> Void) -> Policy {
  var policy = Policy()
  change(&policy)
  return policy
}

func policy(_ action: Operator) -> Policy { policy { $0.defaultOperator = action } }

/// A line as it leaves, its edits applied.
func redact(
  _ line: String, _ policy: Policy = Policy(), tenant: String = "acme",
  key: SecretKey? = Sample.key,
  hints: [String] = []
) throws -> String {
  try RecordStream(policy, key: key).redact(line, hints: hints, tenant: tenant)
}

/// Values that are found in a line, in its order.
func findings(in line: String, hints: [String] = []) throws -> [String] {
  guard let rules = Sample.rules else { throw SampleError.noRules }
  let bytes = Array(line.utf8)
  var detector = Detector(rules)
  var found: [String] = []
  try withScannedLine(bytes, gate: rules.gate) { scanner, maps in
    for leaf in scanner.leaves {
      let words = maps
      try detector.examine(leaf, bytes.span, maps: words.span, hints: regions(hints))
      found += detector.findings.map { String(decoding: bytes[$0.start..<$0.end], as: UTF8.self) }
    }
  }
  return found
}

func withScannedLine(
  _ bytes: [UInt8], gate: TriggerGate, _ body: (JSONScanner, [UInt64]) throws -> Void
) throws {
  var chunk = Chunk(bytes)
  chunk.classify(gate: gate)
  let words = chunk.maps.words
  var scanner = JSONScanner(gate: gate, fields: FieldTable([]))
  guard case .record = scanner.scanLine(bytes.span, maps: words.span, from: 0).outcome else {
    throw SampleError.notARecord
  }
  try body(scanner, words)
}

func regions(_ names: [String]) -> Regions {
  var regions = Regions()
  for name in names { regions.insert(name) }
  return regions
}
