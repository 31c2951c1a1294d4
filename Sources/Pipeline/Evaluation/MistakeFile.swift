/// Lists misses and false alarms with their texts, one JSON object a line: personal data, for one's own eyes.
package struct MistakeFile {
  private let file: OutputFile

  /// Opens the file, mode 0600, in place of what it held.
  ///
  /// - Throws: ``PipelineError/cannotCreate(path:code:)``, also when the path is a link or no regular file.
  package init(_ path: String) throws(PipelineError) { file = try OutputFile.replacing(path) }

  /// How many scalars of the text are shown on either side.
  private static let surroundings = 40

  /// - Throws: ``PipelineError/writeFailed(path:code:)``.
  package func write(
    _ mistakes: [Mistake], in labelled: LabelledCase, source: String
  ) throws(PipelineError) {
    guard !mistakes.isEmpty else { return }
    let scalars = Array(labelled.text.unicodeScalars)
    func text(_ range: Range<Int>) -> String {
      var text = String.UnicodeScalarView()
      text.append(contentsOf: scalars[range.clamped(to: 0..<scalars.count)])
      return String(text)
    }
    var lines = ""
    for mistake in mistakes {
      let range = mistake.range
      var entry = JSONObjectWriter()
      entry.add("source", source)
      entry.add("line", labelled.line)
      entry.add("id", labelled.id)
      entry.add("kind", mistake.kind.rawValue)
      entry.add("entity", mistake.entity)
      entry.add("start", range.lowerBound)
      entry.add("end", range.upperBound)
      entry.add("text", text(range))
      if let found = mistake.found {
        entry.add("rule", found.rule)
        entry.add("score", raw: ScanEmitter.decimal(found.score))
      }
      if let region = labelled.region { entry.add("region", region) }
      entry.add("before", text(max(0, range.lowerBound - Self.surroundings)..<range.lowerBound))
      entry.add("after", text(range.upperBound..<range.upperBound + Self.surroundings))
      lines += entry.finished + "\n"
    }
    try file.write(lines)
  }
}
