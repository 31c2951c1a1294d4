import Records
import RuleFormat
import TestSupport
import Testing

@testable import Detection

/// Clusters and windows against what a reader with a pencil would mark.
@Suite struct ClusterTests {
  struct Cluster: Equatable {
    var first: Int
    var last: Int
    var count: Int
  }

  static func byteClasses(of byte: UInt8) -> [Trigger.ByteClass] {
    switch byte {
    case UInt8(ascii: "@"): [.at]
    case UInt8(ascii: "0")...UInt8(ascii: "9"): [.digit, .token]
    case UInt8(ascii: ":"): [.colon]
    case UInt8(ascii: "."): [.dot]
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"):
      [.letter, .token]
    case UInt8(ascii: "%"): [.percent]
    case UInt8(ascii: "_"): [.underscore, .token]
    case UInt8(ascii: "+"): [.token]
    case UInt8(ascii: "-"): [.hyphen]
    case UInt8(ascii: "/"): [.slash]
    default: []
    }
  }

  static func holds(_ bytes: [UInt8], _ at: Int, _ byteClass: Trigger.ByteClass) -> Bool {
    guard byteClass == .point else { return byteClasses(of: bytes[at]).contains(byteClass) }
    return bytes[at] == UInt8(ascii: ".") && at > 0 && at + 1 < bytes.count
      && [at - 1, at + 1].allSatisfy { byteClasses(of: bytes[$0]).contains(.digit) }
  }

  static func reference(
    _ bytes: [UInt8], _ range: Range<Int>, _ byteClass: Trigger.ByteClass, gap: Int, least: Int
  ) -> [Cluster] {
    var clusters: [Cluster] = []
    for at in range where holds(bytes, at, byteClass) {
      if let previous = clusters.last, at - previous.last <= gap {
        clusters[clusters.count - 1].last = at
        clusters[clusters.count - 1].count += 1
      } else {
        clusters.append(Cluster(first: at, last: at, count: 1))
      }
    }
    return clusters.filter { $0.count >= least }
  }

  private func find(
    _ bytes: [UInt8], _ range: Range<Int>, _ byteClass: Trigger.ByteClass, gap: Int, least: Int
  ) -> Clusters {
    var maps = ByteMaps()
    var gate = TriggerGate()
    if byteClass == .token { gate.tokens = least }
    maps.classify(bytes.span, gate: gate)
    let words = maps.words
    var clusters = Clusters()
    clusters.find(
      ClusterKind(byteClass: byteClass, gap: gap), least: least, bytes.span, maps: words.span,
      from: range.lowerBound, to: range.upperBound)
    return clusters
  }

  private static func part(of bytes: [UInt8], _ random: inout SplitMix64) -> Range<Int> {
    let start = random.below(bytes.count + 1)
    return start..<start + random.below(bytes.count - start + 1)
  }

  @Test(arguments: Trigger.ByteClass.allCases, 0..<4)
  func clustersAreThoseOfTheDefinition(byteClass: Trigger.ByteClass, seed: Int) {
    var random = SplitMix64(seed: seed)
    for _ in 0..<300 {
      let dense = random.chance(1, in: 2)
      let alphabet = Array((dense ? "1@:.a%_-/" : "1@:.a%_-/          ~~~~~~~~").utf8)
      let bytes = random.bytes(random.below(260), from: alphabet)
      let range = Self.part(of: bytes, &random)
      // Tokens have no gaps.
      let gap = byteClass == .token ? 1 : 1 + random.below(6)
      let least = 1 + random.below(4)
      let found = find(bytes, range, byteClass, gap: gap, least: least)
      let expected = Self.reference(bytes, range, byteClass, gap: gap, least: least)
      #expect(
        found.all.map { Cluster(first: $0.first, last: $0.last, count: $0.count) } == expected)
      #expect(found.largest == expected.map(\.count).max() ?? 0)
    }
  }

  @Test(arguments: 0..<8)
  func windowsAreDisjointAndCoverExactlyWhatIsInReach(seed: Int) {
    var random = SplitMix64(seed: 100 + seed)
    for _ in 0..<300 {
      let bytes = random.bytes(random.below(300), from: Array("1          ".utf8))
      let range = Self.part(of: bytes, &random)
      let (gap, count, reach) = (1 + random.below(5), 1 + random.below(3), random.below(20))
      let clusters = find(bytes, range, .digit, gap: gap, least: 1)
      var windows: [Range<Int>] = [0..<1]
      let search = RuleSet.Search(
        kind: ClusterKind(byteClass: .digit, gap: gap), count: count, form: Trigger.ClusterForm(),
        reach: reach, rules: 0..<1)
      clusters.windows(
        of: search, from: range.lowerBound, to: range.upperBound, into: &windows)
      var covered: Set<Int> = []
      for cluster in Self.reference(bytes, range, .digit, gap: gap, least: count) {
        let low = max(range.lowerBound, cluster.first - reach)
        covered.formUnion(low..<min(range.upperBound, cluster.last + 1 + reach))
      }
      #expect(Set(windows.flatMap { $0 }) == covered)
      for (one, next) in zip(windows, windows.dropFirst()) {
        #expect(one.upperBound < next.lowerBound, "windows that meet are one")
      }
    }
  }

  @Test(arguments: [
    ("m-0000000001", Measures(count: 10, number: 10, run: 10, groups: 1, row: 10, mixed: 0)),
    ("c-91b72265b1f5", Measures(count: 9, number: 5, run: 5, groups: 4, row: 12, mixed: 12)),
    ("(415) 555-0123", Measures(count: 10, number: 10, run: 4, groups: 3, row: 4, mixed: 0)),
    ("at 11am, 12", Measures(count: 2, number: 2, run: 2, groups: 1, row: 4, mixed: 4)),
    ("12x 345", Measures(count: 5, number: 3, run: 3, groups: 2, row: 3, mixed: 3)),
    ("ABC 1-2", Measures(count: 2, number: 2, run: 1, groups: 2, row: 1, mixed: 0)),
    ("abc1", Measures(count: 1, number: 1, run: 1, groups: 1, row: 4, mixed: 4)),
  ])
  func digitsAreMeasured(_ text: String, _ expected: Measures) throws {
    let bytes = Array(text.utf8)
    let first = try #require(find(bytes, 0..<bytes.count, .digit, gap: 4, least: 1).all.first)
    #expect(
      Measures(
        count: first.count, number: first.number, run: first.run, groups: first.groups,
        row: first.alphanumeric, mixed: first.mixed) == expected)
  }

  @Test(
    arguments: [
      ("+44 20", Trigger.Beside.plus), ("+ (44", .plus), ("+   44", []),
      ("0049", .prefix), ("00 49", .prefix), ("01149", .prefix), ("0000000001", []), ("0110", []),
      ("AB 123456", .letters), ("DE89", .letters), ("xy--12", []), ("m-12", []), ("Q12", []),
      ("12345678Z", .letterBehind), ("12345678-Z", .letterBehind), ("12  Z", []),
      ("QQ1234567L", [.letters, .letterBehind]), ("12 345", []),
    ] as [(String, Trigger.Beside)])
  func whatStandsBesideDigitsIsNoted(_ text: String, _ expected: Trigger.Beside) throws {
    let bytes = Array(text.utf8)
    let first = try #require(find(bytes, 0..<bytes.count, .digit, gap: 4, least: 1).all.first)
    #expect(first.beside == expected)
  }

  struct Measures: Equatable, Sendable {
    var count: Int
    var number: Int
    var run: Int
    var groups: Int
    var row: Int
    var mixed: Int
  }

  /// A search wakes for exactly the clusters that it takes, whatever the others ask for.
  @Test(arguments: 0..<4)
  func theTableKnowsWhichSearchesTakeACluster(seed: Int) {
    var random = SplitMix64(seed: 200 + seed)
    let searches = (0..<90).map { _ in
      RuleSet.Search(
        kind: ClusterKind(byteClass: .digit, gap: 4), count: 1 + random.below(40),
        form: Trigger.ClusterForm(
          number: 1 + random.below(12), run: 1 + random.below(6), groups: 1 + random.below(8),
          alphanumeric: 1 + random.below(20), mixed: random.below(12),
          beside: Trigger.Beside(rawValue: UInt8(random.below(16) & random.below(16)))),
        reach: 0, rules: 0..<1)
    }
    let plan = SearchPlan(searches)
    for _ in 0..<500 {
      let bytes = random.bytes(random.below(120), from: Array("00123456789 -+ab".utf8))
      for cluster in find(bytes, 0..<bytes.count, .digit, gap: 4, least: 1).all {
        var awake = [UInt64](repeating: 0, count: plan.width)
        plan.wake(cluster, ofKind: 0, &awake)
        for (number, search) in searches.enumerated() where search.takes(cluster) {
          #expect(awake[number / 64] >> UInt64(number % 64) & 1 == 1)
        }
        let asleep = searches.indices.filter { awake[$0 / 64] >> UInt64($0 % 64) & 1 == 0 }
        #expect(asleep.allSatisfy { !searches[$0].takes(cluster) })
      }
    }
  }
}
