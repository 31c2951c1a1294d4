import Detection
import Records
import Redaction

/// WebVTT and SubRip; the first byte says which.
struct CaptionsTarget: FuzzTarget {
  private let examination: Examination

  init() throws {
    let rules = try RuleSet(Catalogue.builtIn(), selection: Selection())
    examination = try Examination(Policy(), rules: rules)
  }

  mutating func examine(_ input: [UInt8]) throws {
    var choices = Choices(input)
    let form = choices.pick([InputForm.webVTT, .subRip])
    let text = Array(choices.rest)
    guard !text.isEmpty else { return }
    let first = try examination.examine(text, form)
    guard first.refused.isEmpty else { return }
    law(Self.timings(first.output) == Self.timings(text), "times stay")
    let again = try examination.examine(first.output, form)
    law(again.refused.isEmpty, "what was written can be read")
    law(again.output == first.output, "what was written holds nothing to find")
  }

  private static func timings(_ text: [UInt8]) -> Int {
    text.split(separator: UInt8(ascii: "\n")).count { line in
      let line = Array(line)
      let end = line.last == UInt8(ascii: "\r") ? line.count - 1 : line.count
      return CaptionTiming(line.span, from: 0, upTo: end) != nil
    }
  }
}
