import TestSupport
import Testing

@testable import Detection

/// Findings that overlap become one, and nothing that any rule saw is left standing.
@Suite struct OverlapTests {
  static func findings(_ random: inout SplitMix64) -> [Finding] {
    (0..<random.below(12)).map { _ in
      let start = random.below(60)
      return Finding(
        start: start, end: start + 1 + random.below(15), entity: random.below(4),
        rule: random.below(9), score: Float(random.below(5)) / 4)
    }
  }

  static func resolve(_ findings: [Finding], in text: String) -> [Finding] {
    let bytes = Array(text.utf8)
    var findings = findings
    resolveOverlaps(&findings, in: bytes.span)
    return findings
  }

  static let letters = String(repeating: "x", count: 80)

  @Test(arguments: 0..<400)
  func resultsAreDisjointAndCoverEveryLetterAndDigit(seed: Int) {
    var random = SplitMix64(seed: seed)
    let before = Self.findings(&random)
    let dense = random.chance(1, in: 2)
    let text = String(
      decoding: random.bytes(80, from: Array((dense ? "x" : "x7 .-   ").utf8)), as: UTF8.self)
    let after = Self.resolve(before, in: text)
    for (one, next) in zip(after, after.dropFirst()) { #expect(one.end <= next.start) }
    let seen = Set(before.flatMap { $0.start..<$0.end })
    let covered = Set(after.flatMap { $0.start..<$0.end })
    #expect(covered.isSubset(of: seen))
    let bytes = Array(text.utf8)
    #expect(seen.subtracting(covered).allSatisfy { " .-".utf8.contains(bytes[$0]) })
    for result in after {
      // Entity, rule and score are one finding's, not a mixture, and that finding is covered whole.
      #expect(
        before.contains {
          $0.score == result.score && $0.rule == result.rule && $0.entity == result.entity
            && result.start <= $0.start && $0.end <= result.end
        })
    }
    for finding in before {
      let over = after.filter { $0.start < finding.end && finding.start < $0.end }
      #expect(over.contains { $0.score >= finding.score }, "only a better one may push one out")
    }
  }

  @Test(arguments: 0..<100)
  func theOrderInWhichRulesRanMakesNoDifference(seed: Int) {
    var random = SplitMix64(seed: 1000 + seed)
    let findings = Self.findings(&random).enumerated().map { number, finding in
      Finding(
        start: finding.start, end: finding.end, entity: finding.entity, rule: number,
        score: finding.score)
    }
    let once = Self.resolve(findings, in: Self.letters)
    let again = Self.resolve(findings.shuffled(using: &random), in: Self.letters)
    #expect(once.map(\.rule) == again.map(\.rule))
    #expect(once.map(\.start) == again.map(\.start))
  }

  static let low = Finding(start: 0, end: 10, entity: 0, rule: 0, score: 0.5)
  static let high = Finding(start: 8, end: 12, entity: 1, rule: 1, score: 0.9)
  static let short = Finding(start: 2, end: 5, entity: 2, rule: 2, score: 0.5)
  static let twin = Finding(start: 0, end: 10, entity: 3, rule: 3, score: 0.5)

  @Test(arguments: [
    ([low, high], [1]), ([short, low], [0]), ([twin, low], [0]), ([high, short], [2, 1]),
    // One that overlaps both does not make one value of two.
    ([short, low, high], [2, 1]),
  ])
  func theHigherScoreWinsThenTheLongerThenTheEarlierRule(
    _ findings: [Finding], _ rules: [Int]
  ) {
    #expect(Self.resolve(findings, in: Self.letters).map(\.rule) == rules)
  }

  @Test func whatALoserSawGoesToTheWinnerUnlessItIsPunctuation() {
    let found = Self.resolve([Self.low, Self.high], in: Self.letters)
    #expect(found.map(\.start) == [0])
    let spaced = Self.resolve([Self.low, Self.high], in: String(repeating: "-", count: 80))
    #expect(spaced.map(\.start) == [8])
  }

  @Test func findingsThatOnlyTouchStayTwo() {
    let right = Finding(start: 5, end: 9, entity: 0, rule: 0, score: 1)
    let left = Finding(start: 0, end: 5, entity: 1, rule: 1, score: 1)
    #expect(Self.resolve([right, left], in: Self.letters).map(\.start) == [0, 5])
  }
}
