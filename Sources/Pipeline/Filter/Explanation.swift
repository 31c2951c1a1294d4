import Detection
import Redaction
import RuleFormat

/// What `scan` says of a finding beside where and what it is.
package struct ScanDetail: Sendable {
  /// The text that was found: personal data.
  package var showsText = false
  /// Why it was found, and what was refused and by what.
  package var explains = false

  package init() {}
}

/// Puts into words how a candidate was judged.
enum Explanation {
  /// `view`, `trigger`, `validator`, `context`, `vetoes`, `region` and what the score is made of.
  static func object(
    _ finding: Finding, _ note: CandidateNote, _ rules: RuleSet
  ) -> JSONObjectWriter {
    let rule = rules.rules[finding.rule].rule
    var object = JSONObjectWriter()
    object.add("view", finding.view.name)
    if rule.id.hasPrefix("known/") {
      object.add("trigger", raw: "null")
    } else {
      object.add("trigger", text(rule.trigger))
    }
    object.add("validator", raw: rule.validator.map(JSONObjectWriter.quoted) ?? "null")
    object.add("context", raw: list(note.context))
    object.add("vetoes", raw: list(note.vetoes))
    object.add("region", raw: list(rule.regions))
    object.add("base_score", raw: ScanEmitter.decimal(note.baseScore))
    object.add("adjustment", raw: ScanEmitter.decimal(note.adjustment))
    object.add("region_bonus", raw: ScanEmitter.decimal(note.regionBonus))
    return object
  }

  /// What refused a candidate: `by` is `validator`, `veto`, `score`, `overlap` or `allow`; `name` says which.
  static func refusal(
    _ finding: Finding, _ note: CandidateNote, _ rules: RuleSet
  ) -> JSONObjectWriter {
    var object = JSONObjectWriter()
    switch note.refusal {
    case .validator:
      object.add("by", "validator")
      object.add("name", rules.rules[finding.rule].rule.validator ?? "none")
    case .score where !note.vetoes.isEmpty:
      object.add("by", "veto")
      object.add("name", note.vetoes[0])
    case .score:
      object.add("by", "score")
      object.add("name", ScanEmitter.decimal(rules.minScore))
    case .overlap(let winner):
      object.add("by", "overlap")
      object.add("name", rules.rules[winner].id)
    case .allowed, nil:
      object.add("by", "allow")
    }
    return object
  }

  private static func list(_ words: [String]) -> String {
    "[" + words.map(JSONObjectWriter.quoted).joined(separator: ",") + "]"
  }

  private static func text(_ trigger: Trigger) -> String {
    switch trigger {
    case .cluster(let byteClass, let count, let gap, let form):
      "\(count) \(byteClass.rawValue)" + (gap > 1 ? " within \(gap)" : "")
        + (form.run > 1 ? ", \(form.run) in a row" : "")
        + (form.groups > 1 ? ", \(form.groups) groups" : "")
        + (form.mixed > 0 ? ", \(form.mixed) letters and digits mixed" : "")
        + Trigger.Beside.leads.filter { form.beside.contains($0.value) }.map {
          ", \($0.key) before"
        }.joined()
        + Trigger.Beside.tails.filter { form.beside.contains($0.value) }.map {
          ", \($0.key) behind"
        }.joined()
        + (form.alphanumeric > 1 ? ", \(form.alphanumeric) letters and digits in a row" : "")
    case .literals(let literals): literals.joined(separator: " | ")
    }
  }
}
