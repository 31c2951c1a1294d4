import Records

/// Reads the three forms of a list of values.
enum ValueListFile {
  struct Entry {
    var line: Int
    var entity: String?
    /// Where the value stands in the file.
    var value: Range<Int>
    /// The value, where the file spells it differently.
    var decoded: [UInt8]?
  }

  /// - Throws: ``ValueListError`` with `bad-utf8`, or the line and `bad-json` or `bad-value`.
  static func entries(_ bytes: [UInt8]) throws(ValueListError) -> [Entry] {
    guard isUTF8(bytes.span) else { throw ValueListError(line: 1, reason: "bad-utf8") }
    let lines = lines(bytes)
    guard let first = lines.first else { return [] }
    if bytes[first.range.lowerBound] == UInt8(ascii: "{") { return try objects(bytes, lines) }
    if let columns = header(bytes, first.range) {
      return try rows(bytes, lines.dropFirst(), columns)
    }
    return lines.map { Entry(line: $0.number, value: $0.range) }
  }

  private struct Line {
    var number: Int
    var range: Range<Int>
  }

  /// Lines that are not blank, without the white space around them.
  private static func lines(_ bytes: [UInt8]) -> [Line] {
    var lines: [Line] = []
    var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var number = 0
    while start < bytes.count {
      var end = start
      while end < bytes.count, bytes[end] != UInt8(ascii: "\n") { end += 1 }
      number += 1
      var low = start
      var high = end
      while low < high, bytes[low] <= 0x20 { low += 1 }
      while low < high, bytes[high - 1] <= 0x20 { high -= 1 }
      if low < high { lines.append(Line(number: number, range: low..<high)) }
      start = end + 1
    }
    return lines
  }

  private static func objects(
    _ bytes: [UInt8], _ lines: [Line]
  ) throws(ValueListError) -> [Entry] {
    var chunk = Chunk(bytes)
    var gate = TriggerGate()
    gate.everything = true
    chunk.classify(gate: gate)
    let maps = chunk.maps.words
    var scanner = JSONScanner(gate: gate, fields: FieldTable(["entity", "value"]))
    var entries: [Entry] = []
    for line in lines {
      let scanned = scanner.scanLine(bytes.span, maps: maps.span, from: line.range.lowerBound)
      guard case .record = scanned.outcome else {
        throw ValueListError(line: line.number, reason: "bad-json")
      }
      let value = scanner.fields[1]
      guard value.isScalar, value.end > value.start else {
        throw ValueListError(line: line.number, reason: "bad-value")
      }
      var entry = Entry(line: line.number, value: value.start..<value.end)
      if value.kind == .escapedString {
        var decoded: [UInt8] = []
        JSONEscapes.decode(bytes.span, value.start, value.end, into: &decoded)
        entry.decoded = decoded
      }
      let entity = scanner.fields[0]
      if entity.kind == .string {
        entry.entity = String(decoding: bytes[entity.start..<entity.end], as: UTF8.self)
      }
      entries.append(entry)
    }
    return entries
  }

  /// Which columns hold entity and value; nil when the line is no header.
  private static func header(_ bytes: [UInt8], _ line: Range<Int>) -> (entity: Int?, value: Int)? {
    let names = String(decoding: bytes[line], as: UTF8.self).lowercased().split(separator: ",")
      .map { $0.filter { $0 != "\"" && $0 != " " } }
    guard let value = names.firstIndex(of: "value"), names.count <= 2 else { return nil }
    let entity = names.firstIndex(of: "entity")
    return names.count == 2 && entity == nil ? nil : (entity, value)
  }

  private static func rows(
    _ bytes: [UInt8], _ lines: ArraySlice<Line>, _ columns: (entity: Int?, value: Int)
  ) throws(ValueListError) -> [Entry] {
    var entries: [Entry] = []
    for line in lines {
      let cells = cells(bytes, line.range)
      guard cells.count > max(columns.value, columns.entity ?? 0), !cells[columns.value].isEmpty
      else { throw ValueListError(line: line.number, reason: "bad-value") }
      var entry = Entry(line: line.number, value: 0..<0, decoded: cells[columns.value])
      if let entity = columns.entity, !cells[entity].isEmpty {
        entry.entity = String(decoding: cells[entity], as: UTF8.self)
      }
      entries.append(entry)
    }
    return entries
  }

  /// A row's cells (RFC 4180); a quoted cell ends with its line.
  private static func cells(_ bytes: [UInt8], _ line: Range<Int>) -> [[UInt8]] {
    var cells: [[UInt8]] = [[]]
    var isQuoted = false
    var at = line.lowerBound
    while at < line.upperBound {
      let byte = bytes[at]
      if isQuoted {
        if byte == UInt8(ascii: "\"") {
          if at + 1 < line.upperBound, bytes[at + 1] == byte {
            cells[cells.count - 1].append(byte)
            at += 1
          } else {
            isQuoted = false
          }
        } else {
          cells[cells.count - 1].append(byte)
        }
      } else if byte == UInt8(ascii: "\""), cells[cells.count - 1].isEmpty {
        isQuoted = true
      } else if byte == UInt8(ascii: ",") {
        cells.append([])
      } else {
        cells[cells.count - 1].append(byte)
      }
      at += 1
    }
    return cells
  }
}
