import Records
import TestSupport
import Testing

@Suite struct UTF8Tests {
  /// Scalars at the edges of the encoding's lengths and of what Unicode allows.
  static let scalars: [Unicode.Scalar] = [
    "\u{0}", "a", "\u{7F}", "\u{80}", "\u{7FF}", "\u{800}", "\u{D7FF}", "\u{E000}", "\u{FFFD}",
    "\u{FFFF}", "\u{10000}", "\u{1F600}", "\u{10FFFF}",
  ]
  /// Bytes that begin, continue or can't stand in a sequence.
  static let edges: [UInt8] = [
    0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xED,
    0xEF, 0xF0, 0xF4, 0xF5, 0xFF,
  ]

  private func isValid(_ bytes: [UInt8]) -> Bool { isUTF8(bytes.span) }

  private func agreesWithSwift(_ bytes: [UInt8]) -> Bool {
    isValid(bytes) == (String(validating: bytes, as: UTF8.self) != nil)
  }

  @Test(arguments: 0..<8)
  func randomBytes(seed: Int) {
    var random = SplitMix64(seed: seed)
    for round in 0..<4000 {
      let bytes = random.bytes(round % 40, from: Self.edges)
      #expect(agreesWithSwift(bytes), "\(bytes)")
    }
  }

  @Test(arguments: 0..<8)
  func mutatedText(seed: Int) {
    var random = SplitMix64(seed: 100 + seed)
    var valid = 0
    for _ in 0..<3000 {
      var text = String.UnicodeScalarView()
      for _ in 0..<random.below(24) { text.append(random.pick(Self.scalars)) }
      var bytes = Array(String(text).utf8)
      random.mutate(&bytes, with: Self.edges, times: random.below(3))
      #expect(agreesWithSwift(bytes), "\(bytes)")
      if isValid(bytes) { valid += 1 }
    }
    #expect((500..<2900).contains(valid), "both verdicts must be common")
  }

  @Test(arguments: [
    [0xC0, 0xAF], [0xE0, 0x80, 0xAF], [0xF0, 0x80, 0x80, 0xAF], [0xED, 0xA0, 0x80],
    [0xED, 0xBF, 0xBF], [0xF4, 0x90, 0x80, 0x80], [0xC2], [0xE2, 0x82], [0xF0, 0x9F, 0x98],
    [0x80], [0xFE],
  ])
  func refusesOverlongSurrogateAndTruncatedForms(bytes: [UInt8]) {
    let padding = Array("seven..".utf8)
    #expect(!isValid(bytes))
    #expect(!isValid(padding + bytes))
    #expect(!isValid(bytes + padding))
  }
}
