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

  static func reference(
    _ bytes: [UInt8], _ range: Range<Int>, _ byteClass: Trigger.ByteClass, gap: Int, least: Int
  ) -> [Cluster] {
    var clusters: [Cluster] = []
    for at in range where byteClasses(of: bytes[at]).contains(byteClass) {
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
      clusters.windows(
        count: count, reach: reach, from: range.lowerBound, to: range.upperBound, into: &windows)
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
}
