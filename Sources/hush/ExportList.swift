import Pipeline
import Retention
import Storage

extension [ExportNote] {
  /// The exports as a JSON array.
  var json: String {
    let entries = map { export in
      var entry = JSONObjectWriter()
      entry.add("export_id", Int(export.id))
      entry.add("purpose", export.purpose.name)
      entry.add("created_at", export.createdAt.rfc3339)
      entry.add("file", export.path)
      entry.add("records", Int(export.records))
      return entry.finished
    }
    return "[\(entries.joined(separator: ","))]"
  }

  /// What is to be done about them, for people.
  var sentence: String {
    if isEmpty { return "No export holds the person." }
    return "These exports hold the person, and have to be dealt with:"
      + map { "\n  export \($0.id) for \($0.purpose.name), \($0.createdAt.rfc3339): \($0.path)" }
      .joined()
  }
}
