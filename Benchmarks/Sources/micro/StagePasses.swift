import CorpusText
import Detection
import Records
import Redaction

/// The stages that every record passes, over whole records.
enum StagePasses {
  static let benchmarks: [Benchmark] = [
    Benchmark(name: "classify/structure") {
      ClassifyPass(Input.records(.typical, size: 1 << 20), TriggerGate())
    },
    Benchmark(name: "classify/literals") {
      ClassifyPass(Input.records(.typical, size: 1 << 20), try Rules.standard().gate)
    },
    Benchmark(name: "scan/typical") {
      ScanPass(Input.records(.typical, size: 1 << 20), try Rules.standard().gate)
    },
    Benchmark(name: "scan/long") {
      ScanPass(Input.records(.long, size: 1 << 20), try Rules.standard().gate)
    },
    Benchmark(name: "scan/chat") {
      ScanPass(Input.records(.chat, size: 1 << 20), try Rules.standard().gate)
    },
    Benchmark(name: "redact/typical") {
      try RedactPass(Input.records(.typical), try Rules.standard())
    },
    Benchmark(name: "redact/dense") {
      try RedactPass(Input.records(.dense), try Rules.standard())
    },
    Benchmark(name: "redact/none") {
      try RedactPass(Input.records(.none), try Rules.standard())
    },
    Benchmark(name: "redact/long") {
      try RedactPass(Input.records(.long), try Rules.standard())
    },
    Benchmark(name: "redact/chat") {
      try RedactPass(Input.records(.chat), try Rules.standard(), asWhole: true)
    },
    Benchmark(name: "redact/four-families") {
      try RedactPass(Input.records(.typical), try Rules.fourFamilies())
    },
  ]
}

/// The pass over all bytes that makes bitmaps.
final class ClassifyPass: Measured {
  private let bytes: [UInt8]
  private let gate: TriggerGate
  private var maps = ByteMaps()

  init(_ bytes: [UInt8], _ gate: TriggerGate) {
    self.bytes = bytes
    self.gate = gate
  }

  var byteCount: Int { bytes.count }

  func pass() {
    let bytes = bytes
    maps.classify(bytes.span, gate: gate)
  }
}

/// The walk through classified lines.
final class ScanPass: Measured {
  private let bytes: [UInt8]
  private let words: [UInt64]
  private var scanner: JSONScanner

  init(_ bytes: [UInt8], _ gate: TriggerGate) {
    self.bytes = bytes
    var maps = ByteMaps()
    maps.classify(bytes.span, gate: gate)
    words = maps.words
    scanner = JSONScanner(gate: gate, fields: FieldTable(["tenant", "locale"]))
  }

  var byteCount: Int { bytes.count }

  func pass() throws {
    let (bytes, words) = (bytes, words)
    var start = 0
    while start < bytes.count {
      let line = scanner.scanLine(bytes.span, maps: words.span, from: start)
      guard case .record = line.outcome else { throw MicroError.noRecord }
      start = line.end + 1
    }
  }
}

/// The walk, and what is found and replaced on it.
final class RedactPass: Measured {
  private let bytes: [UInt8]
  private let words: [UInt64]
  private let rules: RuleSet
  private let asWhole: Bool
  private var scanner: JSONScanner
  private var redactor: RecordRedactor

  /// - Parameter asWhole: every string is a leaf, as in records that hold conversations.
  init(_ bytes: [UInt8], _ rules: RuleSet, asWhole: Bool = false) throws {
    self.bytes = bytes
    self.rules = rules
    self.asWhole = asWhole
    var maps = ByteMaps()
    maps.classify(bytes.span, gate: rules.gate)
    words = maps.words
    scanner = JSONScanner(gate: rules.gate, fields: FieldTable([]))
    redactor = try RecordRedactor(rules: rules, policy: Policy(), key: nil)
  }

  var byteCount: Int { bytes.count }

  func prepare() throws {
    redactor = try RecordRedactor(rules: rules, policy: Policy(), key: nil)
  }

  func pass() throws {
    let (bytes, words) = (bytes, words)
    let tenant: [UInt8] = []
    var start = 0
    while start < bytes.count {
      let line = scanner.scanLine(bytes.span, maps: words.span, from: start)
      if asWhole { scanner.scanEveryLeaf(bytes.span, maps: words.span, from: start, keys: false) }
      try redactor.redact(
        line, scannedBy: &scanner, isWhole: asWhole, bytes.span, maps: words.span,
        hints: Regions(), tenant: tenant.span)
      start = line.end + 1
    }
  }
}
