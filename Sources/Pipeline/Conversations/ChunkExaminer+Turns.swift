import Detection
import Records
import Redaction

extension ChunkExaminer {
  /// Notes what the record at hand is as a turn of its conversation; a record that names none costs nothing.
  mutating func noteTurn(
    _ line: ScannedLine, _ bytes: Span<UInt8>, _ maps: Span<UInt64>, _ result: inout ChunkResult
  ) {
    // Given the scanner or the redactor instead of what is asked of them, a call would have a copy made.
    guard
      let conversation = turns?.conversation(scanner.fields, bytes, maps, lineStart: line.start)
    else { return }
    if !seesTurns { seeTurns(line, bytes, maps) }
    var speaker: UInt64 = 0
    // A record that says nothing may still name people.
    var text = FieldValue(kind: .string, start: line.start, end: line.start)
    if let own = turns?.text(scanner.fields) {
      text = own
      speaker = turns?.speaker(scanner.fields, among: scanner.fieldSet, bytes) ?? 0
    } else if scanner.containers.count > 1, let inner = innerText(line, bytes, maps) {
      (text, speaker) = inner
    }
    note(text, by: speaker, in: conversation, line, bytes, isJSON: true, &result)
  }

  /// Notes a line of text that says who speaks: the lines of a source are one conversation.
  mutating func noteTextTurn(_ line: ScannedLine, _ bytes: Span<UInt8>, _ item: WorkItem) {
    guard let (speaker, text) = Self.labelledText(line, bytes) else { return }
    note(
      FieldValue(kind: .string, start: text.lowerBound, end: text.upperBound), by: speaker,
      in: UInt64(item.source), line, bytes, isJSON: false, &item.result)
  }

  private static func labelledText(
    _ line: ScannedLine, _ bytes: Span<UInt8>
  ) -> (speaker: UInt64, text: Range<Int>)? {
    var end = line.end
    if end > line.start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return SpeakerLabel.read(bytes, line.start, end).map { ($0.speaker, $0.text..<end) }
  }

  private mutating func note(
    _ text: FieldValue, by speaker: UInt64, in conversation: UInt64, _ line: ScannedLine,
    _ bytes: Span<UInt8>, isJSON: Bool, _ result: inout ChunkResult
  ) {
    var end = OpenText.End()
    if text.end > text.start {
      end = turns?.end(of: text, bytes, redactor.findings, isNamed: isJSON) ?? end
    }
    if end.isOpen { result.leavesOpen = true }
    if end.asks { result.asks = true }
    let found = result.foundInTurns.count
    for entry in redactor.findings {
      let finding = entry.finding
      result.foundInTurns.append(
        FoundInTurn(place: finding.start..<finding.end, entity: finding.entity))
    }
    let introduced = result.people.count
    if redactor.hasPeople {
      result.people += redactor.people
      people.add(redactor.people, to: conversation, in: 0)
    }
    result.turns.append(
      TurnNote(
        line: result.lines, record: line.start..<line.end, text: text.start..<text.end,
        conversation: conversation, speaker: speaker, end: end,
        found: found..<result.foundInTurns.count, people: introduced..<result.people.count))
  }

  /// The names that a record mentions of those whom earlier ones of its conversation introduced.
  @inline(never)
  mutating func mentionedPeople(
    _ line: ScannedLine, _ bytes: Span<UInt8>, _ maps: Span<UInt64>, _ item: WorkItem
  ) -> [[UInt8]] {
    let number = item.result.lines
    if item.joined.hasTurns { return item.joined.people[number] ?? [] }
    let conversation: UInt64?
    switch item.form {
    case .jsonLines:
      conversation = turns?.conversation(scanner.fields, bytes, maps, lineStart: line.start)
    case .text:
      conversation = Self.labelledText(line, bytes) == nil ? nil : UInt64(item.source)
    default: conversation = nil
    }
    guard let conversation else { return [] }
    let record = line.start..<line.end
    let names = mentioned(people.names(in: conversation, bytes, record), record, bytes)
    if !names.isEmpty { item.joined.people[number] = names }
    return names
  }

  /// Which of some names stand in a turn of an item.
  mutating func mentioned(
    _ names: [[UInt8]], in note: TurnNote, of item: WorkItem
  ) -> [[UInt8]] {
    let chunk = item.chunk
    readsJSON = item.form.isJSON
    return mentioned(names, note.record, chunk.bytes)
  }

  private mutating func mentioned(
    _ names: [[UInt8]], _ record: Range<Int>, _ bytes: Span<UInt8>
  ) -> [[UInt8]] {
    var mentioned: [[UInt8]] = []
    for name in names where redactor.mentions(name, in: record, bytes, isJSON: readsJSON) {
      mentioned.append(name)
    }
    return mentioned
  }

  /// Looks for the texts and speakers of records from now on: streams whose records name no conversation do without.
  private mutating func seeTurns(
    _ line: ScannedLine, _ bytes: Span<UInt8>, _ maps: Span<UInt64>
  ) {
    seesTurns = true
    guard let names = turns?.names else { return }
    scanner = JSONScanner(gate: gate, fields: FieldTable(names, anyOf: TurnFields.texts))
    _ = scanner.scanLine(bytes, maps: maps, from: line.start)
  }

  /// The last text of a record that has it further down, and who says it there.
  private mutating func innerText(
    _ line: ScannedLine, _ bytes: Span<UInt8>, _ maps: Span<UInt64>
  ) -> (FieldValue, UInt64)? {
    scanWhole(line, bytes, maps)
    let leaves = scanner.leaves
    guard
      let text = leaves.last(where: { $0.isValue && $0.container >= 0 && $0.traits.isText })
    else { return nil }
    let speaker = leaves.first {
      $0.isValue && $0.container == text.container && $0.traits.isSpeaker
    }
    let kind = text.isEscaped ? FieldValue.Kind.escapedString : .string
    return (
      FieldValue(kind: kind, start: text.start, end: text.end),
      speaker.map { TurnReader.number(bytes, $0.start, $0.end) } ?? 0
    )
  }

  /// Examines the turns of a chunk that may share values with each other.
  ///
  /// - Returns: whether any do.
  mutating func joinTurns(within item: WorkItem) -> Bool {
    guard item.result.leavesOpen || item.result.asks else { return false }
    var conversations = OpenConversations(mostTurns: settings.turns?.mostTurns ?? 0)
    var introduced = IntroducedPeople()
    let chunk = item.chunk
    for note in item.result.turns {
      if introduced.hasOthers(note.conversation, than: item.number) {
        let names = introduced.names(in: note.conversation, chunk.bytes, note.record)
        item.joined.know(mentioned(names, note.record, chunk.bytes), line: note.line)
      }
      introduced.add(item.result.people[note.people], to: note.conversation, in: item.number)
      if note.text.isEmpty { continue }
      let joined = conversations.take(note, in: item.number, chunk.bytes).joined
      if joined.isEmpty { continue }
      let isWhole = join(
        joined.map { turn in
          turn.question.map { HeldItems.Turn(item: nil, note: turn.note, question: $0) }
            ?? HeldItems.Turn(item: item, note: turn.note)
        })
      item.joined.examined[joined.map(\.note.line)] = isWhole
      if isWhole { conversations.close(note.conversation) }
      for turn in joined {
        introduced.add(
          item.joined.introduced(line: turn.note.line), to: note.conversation, in: nil)
      }
    }
    defer { item.joined.isChanged = false }
    return item.joined.isChanged
  }

  /// Examines turns as one list, and notes in their items what they share.
  ///
  /// They are read as the elements of a list in a record would be, so whatever format they have, their texts make a series.
  /// - Returns: whether a value was found that ends where the last of them does, so that there is no more to come.
  mutating func join(_ turns: HeldItems.Group) -> Bool {
    let last = turns[turns.count - 1].note
    let isJSON = turns[turns.count - 1].item?.form.isJSON ?? true
    var text: [UInt8] = isJSON ? [UInt8(ascii: "[")] : []
    var starts: [Int] = []
    for turn in turns {
      starts.append(text.count)
      if let chunk = turn.item?.chunk {
        appendBytes(chunk.bytes.extracting(turn.note.record), to: &text)
      } else {
        text.append(contentsOf: turn.question)
      }
      text.append(UInt8(ascii: isJSON ? "," : "\n"))
    }
    if isJSON { text[text.count - 1] = UInt8(ascii: "]") }
    for turn in turns { turn.item?.joined.forget(line: turn.note.line) }
    var covered = last.text.lowerBound
    let isAboutCard = turns.contains { $0.note.end.isAboutCard }
    do throws(RefusalReason) {
      let parts =
        try isJSON ? findCut(inListOf: text.span) : findCut(turns, startingAt: starts, text.span)
      var placed: [(turn: Int, part: Finding)] = []
      // Values of which a part was not found in its record by itself, by where they lie.
      var news: Set<Range<Int>> = []
      for part in parts {
        guard let turn = starts.lastIndex(where: { $0 <= part.start }) else { continue }
        var own = part
        own.start -= starts[turn]
        own.end -= starts[turn]
        placed.append((turn, own))
        if !turns[turn].hasFound(own) { news.insert(part.value) }
      }
      for (turn, own) in placed {
        let value = redactor.cutValue(of: own)
        if news.contains(own.value) {
          turns[turn].item?.joined.add(own, value: value, line: turns[turn].note.line)
          if settings.rules.introduces(own) {
            turns[turn].item?.joined.introduce(value, line: turns[turn].note.line)
          }
        }
        if turn == turns.count - 1,
          !mayGoOn(
            own, value, isKeyed: last.text.count <= Self.longestKey, isAboutCard: isAboutCard)
        {
          covered = max(covered, last.record.lowerBound + own.end)
        }
      }
    } catch {
      for turn in turns { turn.item?.joined.refuse(line: turn.note.line, error) }
      return true
    }
    guard let chunk = turns[turns.count - 1].item?.chunk else { return true }
    let end = OpenText.end(
      chunk.bytes, last.text.lowerBound, last.text.upperBound, covered: covered)
    return covered > last.text.lowerBound && !end.isOpen && !end.endsWithDigits
  }

  private mutating func findCut(
    inListOf records: Span<UInt8>
  ) throws(RefusalReason) -> [Finding] {
    turnMaps.classify(records, gate: gate)
    let maps = turnMaps.words
    scanner.endsAtLF = true
    scanner.scanEveryLeaf(records, maps: maps.span, from: 0, keys: false)
    return try redactor.findCut(scanner.leaves, scanner.containers, records)
  }

  private mutating func findCut(
    _ turns: HeldItems.Group, startingAt starts: [Int], _ lines: Span<UInt8>
  ) throws(RefusalReason) -> [Finding] {
    let segments = turns.enumerated().map { index, turn in
      let shift = starts[index] - turn.note.record.lowerBound
      return TextSegment(
        leaf: index, start: turn.note.text.lowerBound + shift,
        end: turn.note.text.upperBound + shift, isEscaped: false, speaker: turn.note.speaker)
    }
    return try redactor.findCut(segments, lines)
  }

  /// Whether what was found could be the beginning of a card's number: no other value begins as another.
  private func mayGoOn(
    _ finding: Finding, _ value: ArraySlice<UInt8>, isKeyed: Bool, isAboutCard: Bool
  ) -> Bool {
    let entity = settings.rules.entities[finding.entity]
    guard entity == "PHONE_NUMBER" || isKeyed && entity == "CREDIT_CARD" else { return false }
    let digits = value.filter { $0 &- UInt8(ascii: "0") < 10 }
    // Major industry identifiers of payment cards (ISO/IEC 7812-1).
    guard let first = digits.first, 3...6 ~= first &- UInt8(ascii: "0"),
      value.first != UInt8(ascii: "+")
    else { return false }
    return isKeyed
      ? digits.count < Self.commonCard
      : (isAboutCard || digits.count > Self.longestNationalNumber)
        && digits.count < Self.shortestCard
  }

  /// A key that was pressed.
  private static let longestKey = 2
  /// Digits of a telephone number that nobody says without a plus: more are few countries'.
  private static let longestNationalNumber = 10
  /// ISO/IEC 7812-1 has shorter numbers, no payment scheme does.
  private static let shortestCard = 13
  /// Digits of nearly all cards' numbers.
  private static let commonCard = 16
}
