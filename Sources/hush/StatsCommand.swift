import ArgumentParser
import Pipeline
import Retention
import Storage

struct StatsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stats",
    abstract:
      "Says what a store holds: rows and bytes by tenant and class, next expiry, holds, quarantine.",
    discussion: """
      EXAMPLES
        hush stats --store chats.db
        hush stats --store chats.db --json
        hush stats --store chats.db --daily --tenant acme
        hush stats --store chats.db --tenant acme
      """)

  @Flag(help: "Daily counts by tenant, class and entity too; they stay when the records go.")
  var daily = false
  @Option(help: ArgumentHelp("Only what is this tenant's.", valueName: "name"))
  var tenant: String?
  @Flag(help: "One JSON object.") var json = false
  @OptionGroup(title: "Store") var store: StoreArguments

  func run() throws {
    let opened = try store.open(mode: .readOnly)
    let figures = try opened.statistics(tenant: tenant)
    let counts = daily ? try DailyFigures(opened.dailyCounts(tenant: tenant)) : nil
    Terminal.ignoreClosedPipes()
    try Terminal.standardOutput(
      json
        ? Self.object(figures, counts) + "\n" : Self.text(figures) + (counts?.text ?? ""))
  }

  private static func object(_ figures: StoreStatistics, _ daily: DailyFigures?) -> String {
    var object = JSONObjectWriter()
    object.add("rows", Int(figures.rows))
    object.add("bytes", Int(figures.bytes))
    object.add("file_bytes", raw: figures.fileBytes.map(String.init) ?? "null")
    object.add("tenants", Int(figures.tenants))
    object.add("subjects", Int(figures.subjects))
    object.add("conversations", Int(figures.conversations))
    object.add("next_expiry", raw: figures.nextExpiry.map { "\"\($0.rfc3339)\"" } ?? "null")
    object.add("holds", Int(figures.holds))
    object.add("key_ring", figures.keyRing.rawValue)
    let quarantined = figures.quarantined
    object.add("quarantine", raw: quarantined.map { "\($0.values.reduce(0, +))" } ?? "null")
    var reasons = JSONObjectWriter()
    for (reason, count) in (quarantined ?? [:]).sorted(by: { $0.key < $1.key }) {
      reasons.add(reason, Int(count))
    }
    object.add("quarantine_reasons", raw: quarantined == nil ? "null" : reasons.finished)
    object.add(
      "next_quarantine_expiry",
      raw: figures.nextQuarantineExpiry.map { "\"\($0.rfc3339)\"" } ?? "null")
    let shares = figures.shares.map { share in
      var entry = JSONObjectWriter()
      entry.add("tenant", share.tenant)
      entry.add("class", share.dataClass.name)
      entry.add("rows", Int(share.rows))
      entry.add("bytes", Int(share.bytes))
      entry.add("next_expiry", raw: share.nextExpiry.map { "\"\($0.rfc3339)\"" } ?? "null")
      return entry.finished
    }
    object.add("by_tenant_and_class", raw: "[\(shares.joined(separator: ","))]")
    if let daily { daily.add(to: &object) }
    return object.finished
  }

  private static func text(_ figures: StoreStatistics) -> String {
    var lines = [
      "\(figures.rows) records of \(figures.subjects) subjects in \(figures.conversations) "
        + "conversations, \(figures.bytes) bytes sealed"
        + (figures.fileBytes.map { ", \($0) bytes in the file" } ?? "")
    ]
    for share in figures.shares {
      let expiry = share.nextExpiry.map { ", the first expires \($0.rfc3339)" } ?? ""
      lines.append(
        "  \(share.tenant), \(share.dataClass.name): \(share.rows) records, \(share.bytes) bytes\(expiry)"
      )
    }
    lines.append("next expiry: \(figures.nextExpiry?.rfc3339 ?? "none")")
    lines.append("holds: \(figures.holds)")
    switch figures.keyRing {
    case .same: break
    case .newer:
      lines.append("the store is older than its key ring: see `hush verify` and `hush restore`")
    case .older:
      lines.append(
        "the key ring is older than the store: the next command that writes destroys again what it lacks"
      )
    }
    if let quarantined = figures.quarantined {
      let reasons = quarantined.sorted { $0.key < $1.key }
        .map { "\($0.value) \($0.key)" }.joined(separator: ", ")
      let lineCount = quarantined.values.reduce(0, +)
      lines.append("quarantine: \(lineCount)\(reasons.isEmpty ? "" : " (\(reasons))")")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

/// The daily counts as they are shown.
private struct DailyFigures {
  private let counts: [DailyCount]
  private let withheld: Int64

  init(_ figures: (counts: [DailyCount], withheld: Int64)) {
    counts = figures.counts
    withheld = figures.withheld
  }

  func add(to object: inout JSONObjectWriter) {
    let entries = counts.map { count in
      var entry = JSONObjectWriter()
      entry.add("day", count.day)
      entry.add("tenant", count.tenant)
      entry.add("class", count.dataClass.name)
      entry.add("entity", raw: count.entity.map(JSONObjectWriter.quoted) ?? "null")
      entry.add("records", Int(count.records))
      entry.add("findings", Int(count.findings))
      return entry.finished
    }
    object.add("daily", raw: "[\(entries.joined(separator: ","))]")
    object.add("daily_withheld", Int(withheld))
  }

  var text: String {
    var lines = counts.map { count in
      "  \(count.day) \(count.tenant), \(count.dataClass.name): "
        + (count.entity.map {
          "\($0) \(count.findings) times in \(counted(count.records, "record"))"
        }
          ?? counted(count.records, "record"))
    }
    lines.insert(
      "daily counts, kept when the records go:\(counts.isEmpty && withheld == 0 ? " none" : "")",
      at: 0)
    if withheld > 0 {
      lines.append(
        "  \(counted(withheld, "group")) of fewer than \(Store.smallestGroup) people not shown")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
