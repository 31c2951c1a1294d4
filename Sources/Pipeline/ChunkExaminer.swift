import Detection
import Keys
import Records
import Redaction

/// What a run needs to examine chunks, shared by all workers.
struct ExaminerSettings: Sendable {
  var rules: RuleSet
  var policy: Policy
  /// For the keyed operators; nil when the policy has none.
  var operatorKey: SecretKey?
  var lineLimit: Int
  /// Without a quarantine the run ends at the first refused line, so nothing behind it is examined.
  var stopsAtRefusal: Bool
  /// Top-level members to note beyond those the examiner wants itself.
  var extraFields: [String] = []
  /// The tenant of records that name none.
  var tenant = "default"
  /// Members that say who a record's people are.
  var known = KnownFields()
  /// Keep what findings rest on, and what was refused.
  var explains = false
  /// Keep a blind index of what is replaced, under the emitter's key.
  var indexesValues = false
  /// Make a JSON record of each cue of captions, instead of reading them where they stand.
  var storesCues = false
  /// Where turns of conversations are told; nil where records are not read together.
  var turns: TurnFields?
}

/// Takes a chunk's lines one by one and tells an emitter what became of each: one worker's tools.
struct ChunkExaminer: ~Copyable {
  /// Members whose value says where a record comes from, then those that name its tenant.
  private static let regionFields = ["region", "country", "locale"]
  private static let tenantFields = ["tenant", "tenant_id"]

  let settings: ExaminerSettings
  private(set) var gate: TriggerGate
  var scanner: JSONScanner
  var redactor: RecordRedactor
  private var tenant: [UInt8] = []
  private let defaultTenant: [UInt8]
  private let known: KnownFields
  /// The scanner's numbers of the known fields, and the set of them.
  private let knownNumbers: [Int]
  private let knownSet: UInt128
  /// Those of them that mostly hold roles and ids.
  private let partySet: UInt128
  private var looksForIdentity = false
  /// Every string of the record at hand is a leaf; or every one that is a value.
  private var hasEveryKey = false
  private var isWhole = false
  /// The records at hand are JSON.
  var readsJSON = true
  /// What the cues of the source belong to, as a JSON string; nil when nobody knows.
  var conversation: [UInt8]?
  /// The texts of a chunk of captions, and the one at hand.
  var captions = CaptionText()
  var captionLine = 0
  var captionMaps = ByteMaps()
  /// nil where records are not read together.
  var turns: TurnReader?
  /// A record named its conversation.
  var seesTurns = false
  var turnMaps = ByteMaps()
  /// Whom the records of the chunk at hand introduced.
  var people = IntroducedPeople()

  /// The scanner's number of each of the settings' extra fields.
  let extraFields: [Int]

  init(_ settings: ExaminerSettings) throws(CryptoError) {
    self.settings = settings
    // A member can be wanted twice; the scanner notes each name once.
    var names = Self.regionFields + Self.tenantFields
    for name in settings.extraFields where !names.contains(name) { names.append(name) }
    extraFields = settings.extraFields.map { names.firstIndex(of: $0)! }
    known = settings.rules.knowsRecords ? settings.known : KnownFields.none
    for name in known.names where !names.contains(name) { names.append(name) }
    knownNumbers = known.names.map { names.firstIndex(of: $0)! }
    knownSet = knownNumbers.reduce(0) { $0 | 1 << UInt128($1) }
    var partySet: UInt128 = 0
    for (name, number) in knownNumbers.enumerated() where known.isParty(name) {
      partySet |= 1 << UInt128(number)
    }
    self.partySet = partySet
    gate = settings.rules.gate
    gate.otherNumbers = settings.policy.needsPaths
    for name in settings.turns?.conversations ?? [] where !names.contains(name) {
      names.append(name)
    }
    turns = settings.turns.map { TurnReader($0, names: names) }
    scanner = JSONScanner(gate: gate, fields: FieldTable(names))
    redactor = try RecordRedactor(
      rules: settings.rules, policy: settings.policy, key: settings.operatorKey)
    defaultTenant = Array(settings.tenant.utf8)
    asksForTenant = settings.policy.needsKey || settings.indexesValues
    if settings.explains { redactor.explain() }
    if settings.indexesValues { redactor.indexValues() }
  }

  /// Examines every line of the item's chunk.
  ///
  /// - Parameter leavesIncompleteLine: don't refuse a last line without LF that is no JSON, because it may still grow.
  /// - Throws: what the emitter throws.
  mutating func examine<Emitter: LineEmitter & ~Copyable>(
    _ item: WorkItem, leavesIncompleteLine: Bool = false, emitter: inout Emitter
  ) throws {
    if !item.joined.hasTurns {
      item.result.turns.removeAll(keepingCapacity: true)
      item.result.foundInTurns.removeAll(keepingCapacity: true)
      item.result.people.removeAll(keepingCapacity: true)
      item.result.notable.removeAll(keepingCapacity: true)
      people.removeAll()
      item.result.leavesOpen = false
      item.result.asks = false
    }
    try examineOnce(item, leavesIncompleteLine, &emitter)
    guard turns != nil, !item.joined.hasTurns else { return }
    item.joined.hasTurns = true
    guard joinTurns(within: item) else { return }
    emitter.restart()
    try examineOnce(item, leavesIncompleteLine, &emitter)
  }

  private mutating func examineOnce<Emitter: LineEmitter & ~Copyable>(
    _ item: WorkItem, _ leavesIncompleteLine: Bool, _ emitter: inout Emitter
  ) throws {
    item.result.clear(entities: settings.rules.entities.count)
    switch item.chunk.content {
    case .lines: break
    case .tooLongLine(let length, let endsWithLF):
      try refuseChunk(item, .tooLong, length: length, hasDetachedLF: endsWithLF, &emitter)
      return
    case .damaged:
      try refuseChunk(item, .damaged, length: item.chunk.count, hasDetachedLF: false, &emitter)
      return
    }
    scanner.endsAtLF = item.form != .document
    readsJSON = item.form.isJSON
    if item.form.isCaptions {
      try examineCaptions(item, emitter: &emitter)
      return
    }
    item.chunk.classify(gate: gate)
    let chunk = item.chunk
    let words = chunk.maps.words
    try examineLines(chunk.bytes, words.span, item, leavesIncompleteLine, &emitter)
    try emitter.end(chunk.bytes, &item.result)
  }

  private mutating func examineLines<Emitter: LineEmitter & ~Copyable>(
    _ bytes: Span<UInt8>, _ maps: Span<UInt64>, _ item: WorkItem, _ leavesIncompleteLine: Bool,
    _ emitter: inout Emitter
  ) throws {
    let mayGrow = leavesIncompleteLine && item.form != .document
    var start = 0
    while start < bytes.count {
      var line =
        item.form == .text
        ? scanner.scanTextLine(bytes, maps: maps, from: start)
        : scanner.scanLine(bytes, maps: maps, from: start)
      var lines = 1
      if item.form == .document {
        lines = Self.lineCount(bytes)
        // Like a line, a document ends before its last LF.
        if bytes[line.end - 1] == UInt8(ascii: "\n") { line.end -= 1 }
      }
      if line.end - start > settings.lineLimit { line.outcome = .refused(.tooLong) }
      if case .record = line.outcome {
        let shared = item.joined.isEmpty ? nil : item.joined.lines[item.result.lines]
        let mentioned =
          people.isEmpty && item.joined.people.isEmpty
          ? [] : mentionedPeople(line, bytes, maps, item)
        if item.joined.hasTurns, !settings.explains, shared == nil, mentioned.isEmpty,
          !item.result.notable.contains(item.result.lines)
        {
          // Once more nothing would be found.
          redactor.forgetRecord()
        } else {
          line.outcome = try redact(
            line, bytes, maps, emitter, sharing: shared, mentioning: mentioned)
        }
        if turns != nil, !item.joined.hasTurns { note(line.outcome, &item.result) }
      }
      switch line.outcome {
      case .refused(.badJSON) where mayGrow && line.end == bytes.count,
        .refused(.badUTF8) where mayGrow && line.end == bytes.count:
        item.result.leftIncomplete = true
        return
      case .blank:
        try emitter.blank(line, bytes, &item.result)
      case .record:
        item.result.tally.read += 1
        for found in redactor.findings { item.result.tally.findings[found.finding.entity] += 1 }
        if let reason = try emitter.record(line, bytes, maps, self, &item.result) {
          // The sink's own refusal: what the examiner counted is taken back.
          item.result.tally.read -= 1
          for found in redactor.findings { item.result.tally.findings[found.finding.entity] -= 1 }
          try refuse(refusedLine(line, reason, item), item, &emitter)
        } else if turns != nil, !item.joined.hasTurns {
          switch item.form {
          case .jsonLines: noteTurn(line, bytes, maps, &item.result)
          case .text: noteTextTurn(line, bytes, item)
          default: break
          }
        }
      case .refused(let reason):
        try refuse(refusedLine(line, reason, item), item, &emitter)
        if settings.stopsAtRefusal {
          item.result.lines += lines
          return
        }
      }
      item.result.lines += lines
      item.result.tally.bytes += min(line.end + 1, bytes.count) - start
      start = line.end + 1
    }
  }

  /// Notes that a line must be examined again whenever its chunk is.
  // Out of line, a copy of the whole examiner would be made for it.
  @inline(__always)
  private func note(_ outcome: LineOutcome, _ result: inout ChunkResult) {
    if case .record = outcome, redactor.findings.isEmpty { return }
    result.notable.insert(result.lines)
  }

  private func refusedLine(
    _ line: ScannedLine, _ reason: RefusalReason, _ item: WorkItem
  ) -> RefusedLine {
    RefusedLine(
      reason: reason, line: item.result.lines, start: line.start, held: line.end - line.start,
      length: line.end - line.start)
  }

  /// Refuses all of a chunk, which is one record or the beginning of one.
  private mutating func refuseChunk<Emitter: LineEmitter & ~Copyable>(
    _ item: WorkItem, _ reason: RefusalReason, length: Int, hasDetachedLF: Bool,
    _ emitter: inout Emitter
  ) throws {
    item.result.lines = 1
    let line = RefusedLine(
      reason: reason, line: 0, start: 0, held: item.chunk.count, length: length,
      hasDetachedLF: hasDetachedLF)
    item.result.tally.bytes = length
    try refuse(line, item, &emitter)
    let chunk = item.chunk
    try emitter.end(chunk.bytes, &item.result)
  }

  /// Lines of a document; a last one may lack its LF.
  private static func lineCount(_ bytes: Span<UInt8>) -> Int {
    var lines = bytes[bytes.count - 1] == UInt8(ascii: "\n") ? 0 : 1
    for index in bytes.indices where bytes[index] == UInt8(ascii: "\n") { lines += 1 }
    return lines
  }

  mutating func refuse<Emitter: LineEmitter & ~Copyable>(
    _ line: RefusedLine, _ item: WorkItem, _ emitter: inout Emitter
  ) throws {
    item.result.tally.refuse(line.reason)
    item.result.refused.append(line)
    item.result.endsRun = item.result.endsRun || settings.stopsAtRefusal
    let chunk = item.chunk
    try emitter.refused(line, chunk.bytes, &item.result)
  }

  /// Whether one of the fields present could say who somebody is.
  // As for note(_:_:); so it is for mayHoldCutValues.
  @inline(__always)
  private func mayHoldIdentity(_ present: UInt128, _ bytes: Span<UInt8>) -> Bool {
    if present & ~partySet != 0 { return true }
    var left = present
    while left != 0 {
      let field = scanner.fields[left.trailingZeroBitCount]
      left &= left - 1
      guard field.isScalar else { return true }
      if PartyFilter.mayNameSomebody(bytes.extracting(field.start..<field.end)) { return true }
    }
    return false
  }

  /// Learns who the record's people are, and makes all its strings leaves if there is anybody to look for.
  @inline(never)
  private mutating func learnIdentity(
    _ line: ScannedLine, _ bytes: Span<UInt8>, _ maps: Span<UInt64>
  ) {
    looksForIdentity = true
    var present: [(name: Int, value: FieldValue)] = []
    for (name, number) in knownNumbers.enumerated() where scanner.fields[number].kind != .absent {
      present.append((name, scanner.fields[number]))
    }
    known.learn(present, lineFrom: line.start, bytes, maps, &redactor)
    if redactor.useIdentity() { scanWhole(line, bytes, maps, keys: true) }
  }

  /// Makes all strings of a record leaves that are values, or member names too.
  mutating func scanWhole(
    _ line: ScannedLine, _ bytes: Span<UInt8>, _ maps: Span<UInt64>, keys: Bool = false
  ) {
    guard !isWhole || keys && !hasEveryKey else { return }
    if !keys, scanner.hasEveryLeaf {
      isWhole = true
      return
    }
    scanner.scanEveryLeaf(bytes, maps: maps, from: line.start, keys: keys)
    isWhole = true
    hasEveryKey = keys
  }

  /// Whether a record could hold a value of which no string holds enough to be noticed: it has a list of objects or
  /// lists, and somewhere digits, an address's sign, words of numbers or what rules wait for.
  @inline(__always)
  private func mayHoldCutValues(
    _ line: ScannedLine, _ bytes: Span<UInt8>, _ maps: Span<UInt64>
  ) -> Bool {
    guard scanner.containers.count > JSONScanner.containersOfAList else { return false }
    let census = Census(maps, line.start, line.end)
    return census[ByteMaps.Map.digit] >= Self.fewestDigits || census[ByteMaps.Map.at] > 0
      || gate.asksForMarks && Census.holdsMark(maps, count: bytes.count, line.start, line.end)
  }

  /// Those of a card's security code.
  private static let fewestDigits = 3

  /// Whether it matters whose a record is: tokens and indexes are a tenant's own.
  private let asksForTenant: Bool

  /// Puts the record's tenant, or the run's, into ``tenant``.
  private mutating func readTenant(_ bytes: Span<UInt8>) {
    tenant.removeAll(keepingCapacity: true)
    if readsJSON {
      for field in Self.regionFields.count..<Self.regionFields.count + Self.tenantFields.count
      where scanner.fields[field].isScalar && tenant.isEmpty {
        let value = scanner.fields[field]
        JSONEscapes.decode(bytes, value.start, value.end, into: &tenant)
      }
    }
    if tenant.isEmpty { tenant.append(contentsOf: defaultTenant) }
  }

  /// Finds out what is replaced in a valid record.
  ///
  /// - Parameters:
  ///   - shared: what it shares with other records.
  ///   - people: names that other records introduced, and that it mentions.
  mutating func redact<Emitter: LineEmitter & ~Copyable>(
    _ line: ScannedLine, _ bytes: Span<UInt8>, _ maps: Span<UInt64>, _ emitter: borrowing Emitter,
    sharing shared: JoinedParts.Line? = nil, mentioning people: [[UInt8]] = []
  ) throws -> LineOutcome {
    isWhole = false
    hasEveryKey = false
    if let refusal = shared?.refusal { return .refused(refusal) }
    // What follows may be no record: conversations are searched by the same detector.
    defer {
      if looksForIdentity {
        redactor.forgetIdentity()
        looksForIdentity = false
      }
    }
    let present = scanner.fieldSet & knownSet
    if readsJSON, known.asksEveryRecord || (present != 0 && mayHoldIdentity(present, bytes)) {
      learnIdentity(line, bytes, maps)
    }
    if !people.isEmpty {
      looksForIdentity = true
      redactor.know(people)
      if readsJSON { scanWhole(line, bytes, maps, keys: true) }
    }
    if readsJSON, shared != nil || mayHoldCutValues(line, bytes, maps) {
      scanWhole(line, bytes, maps)
    } else if !readsJSON, shared != nil || !people.isEmpty {
      scanner.takeTextLine(line, bytes)
    }
    if let shared { redactor.share(shared.parts(from: line.start), values: shared.values) }
    var hints = Regions()
    if readsJSON {
      for field in 0..<Self.regionFields.count where scanner.fields[field].kind == .string {
        let text = bytes.extracting(scanner.fields[field].start..<scanner.fields[field].end)
        if Self.regionFields[field] == "locale" {
          hints.insert(locale: text)
        } else {
          hints.insert(text)
        }
      }
    }
    if asksForTenant {
      readTenant(bytes)
      let tenantNow = tenant
      if let key = try emitter.operatorKey(tenantNow.span) { redactor.use(key) }
    }
    let tenantNow = tenant
    do throws(RefusalReason) {
      try redactor.redact(
        line, scannedBy: &scanner, isWhole: isWhole, bytes, maps: maps, hints: hints,
        tenant: tenantNow.span)
      if redactor.hasPeople {
        try removePeople(line, bytes, maps, hints, tenantNow.span, sharing: shared)
      }
      if readsJSON, !redactor.findings.isEmpty {
        let places = redactor.places(in: line.start..<line.end, bytes)
        if !places.isEmpty || redactor.hasSeries {
          try removeSurvivors(at: places, line, bytes, maps, hints, tenantNow.span, sharing: shared)
        }
      }
    } catch {
      return .refused(error)
    }
    return .record
  }

  /// Replaces the names of whomever the record introduces wherever else they stand in it.
  @inline(never)
  private mutating func removePeople(
    _ line: ScannedLine, _ bytes: Span<UInt8>, _ maps: Span<UInt64>, _ hints: Regions,
    _ tenant: Span<UInt8>, sharing shared: JoinedParts.Line?
  ) throws(RefusalReason) {
    looksForIdentity = true
    guard redactor.knowPeople(of: line.start..<line.end, bytes, isJSON: readsJSON) else { return }
    if readsJSON { scanWhole(line, bytes, maps, keys: true) }
    if let shared { redactor.share(shared.parts(from: line.start), values: shared.values) }
    try redactor.redact(
      line, scannedBy: &scanner, isWhole: isWhole, bytes, maps: maps, hints: hints, tenant: tenant)
  }

  /// Replaces values that were found in one place of the record wherever else they stand in it.
  ///
  /// - Parameter places: where they could stand in one piece.
  /// - Throws: ``RefusalReason/unverified`` when one stands there still.
  @inline(never)
  private mutating func removeSurvivors(
    at places: [Range<Int>], _ line: ScannedLine, _ bytes: Span<UInt8>, _ maps: Span<UInt64>,
    _ hints: Regions,
    _ tenant: Span<UInt8>, sharing shared: JoinedParts.Line?
  ) throws(RefusalReason) {
    var parts = shared?.parts(from: line.start) ?? []
    var values = shared?.values ?? []
    var places = places
    for _ in 0..<Self.rounds {
      scanWhole(line, bytes, maps)
      if RecordRedactor.reachNames(places, scanner.leaves, bytes) {
        scanWhole(line, bytes, maps, keys: true)
      }
      let survivors = redactor.survivors(
        at: places, scanner.leaves, scanner.containers, bytes)
      if survivors.parts.isEmpty { return }
      for var part in survivors.parts {
        part.value =
          part.value.lowerBound + values.count..<part.value.upperBound + values.count
        parts.append(part)
      }
      values += survivors.values
      redactor.share(parts, values: values)
      try redactor.redact(
        line, scannedBy: &scanner, isWhole: true, bytes, maps: maps, hints: hints, tenant: tenant,
        repeats: true)
      places = redactor.places(in: line.start..<line.end, bytes)
    }
    throw .unverified
  }

  /// Rounds of replacing values wherever they stand before a record is given up.
  private static let rounds = 3
}

/// What becomes of lines: the difference between the commands.
protocol LineEmitter: ~Copyable {
  mutating func blank(_ line: ScannedLine, _ bytes: Span<UInt8>, _ result: inout ChunkResult) throws
  /// A record that may pass; a reason refuses it after all.
  mutating func record(
    _ line: ScannedLine, _ bytes: Span<UInt8>, _ maps: Span<UInt64>,
    _ examiner: borrowing ChunkExaminer, _ result: inout ChunkResult
  ) throws -> RefusalReason?
  mutating func refused(
    _ line: RefusedLine, _ bytes: Span<UInt8>, _ result: inout ChunkResult
  ) throws
  /// The key for a tenant's keyed tokens, where each has its own; nil where the run has one for all.
  func operatorKey(_ tenant: Span<UInt8>) throws -> SecretKey?
  /// The chunk's lines are through, or the run ends here.
  mutating func end(_ bytes: Span<UInt8>, _ result: inout ChunkResult) throws
  /// The chunk's lines come once more.
  mutating func restart()
}

extension LineEmitter where Self: ~Copyable {
  mutating func restart() {}
  func operatorKey(_ tenant: Span<UInt8>) throws -> SecretKey? { nil }
}
