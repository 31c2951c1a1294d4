import Detection
import Foundation
import Keys
import Records
import Redaction

@testable import Pipeline

/// Quarantine files: the first line names the source, the rest is what it holds.
struct QuarantineTarget: FuzzTarget {
  private let examination: Examination
  private let folder = ScratchFolder()
  private let key: SecretKey

  private struct Entry: Decodable {
    var source: String
    var line: Int
    var offset: Int
    var length: Int
    var reason: String
    var raw: Data
    var sealed: Data
  }

  init() throws {
    let rules = try RuleSet(Catalogue.builtIn(), selection: Selection())
    examination = try Examination(Policy(), rules: rules)
    key = try SecretKey.random()
  }

  mutating func examine(_ input: [UInt8]) throws {
    let end = input.firstIndex(of: 10) ?? input.startIndex
    let source = String(decoding: input[..<end], as: UTF8.self)
    let text = Array(input[end...])
    guard !text.isEmpty else { return }
    let result = try examination.examine(text, .jsonLines)
    let path = folder.path + "/q"
    folder.remove("q")
    var options = QuarantineOptions(path: path)
    options.includesRaw = true
    options.sealingKey = key
    var file = try QuarantineFile(options)
    try file.write(examination.refusedItem, source: source, linesBefore: 0)
    let lines = try Data(contentsOf: URL(fileURLWithPath: path)).split(separator: 10)
    law(lines.count == result.refused.count, "a line for each refused one")
    for (line, refused) in zip(lines, result.refused) {
      let entry = try JSONDecoder().decode(Entry.self, from: line)
      law(entry.source == source, "the source is named")
      law(entry.line == refused.line + 1 && entry.reason == refused.reason.rawValue, "its place")
      let raw = Array(text[entry.offset..<entry.offset + entry.length])
      law(Array(entry.raw) == raw, "the line is kept")
      law(try open(entry) == raw, "the line is sealed")
    }
  }

  private func open(_ entry: Entry) throws -> [UInt8] {
    var context = try SealingContext()
    var text: [UInt8] = []
    let sealed = Array(entry.sealed)
    let identity = Array("\(entry.source)\n\(entry.offset)".utf8)
    try context.open(sealed.span, under: key, associated: identity.span, appendingTo: &text)
    return text
  }
}
