import CByteScan
import Records
import TestSupport
import Testing

@Suite struct ByteMapsTests {
  enum Implementation: CaseIterable { case best, baseline, portable }

  /// Classifies with one implementation; the words are filled beforehand, so one left out shows.
  // Safety: the buffer has eight words for every started block, as the header asks.
  static func classify(
    _ bytes: [UInt8], _ gate: bytescan_gate, _ implementation: Implementation
  ) -> [UInt64] {
    var gate = gate
    let count = (bytes.count + 63) / 64 * ByteMaps.Map.count
    var words = [UInt64](repeating: 0xDEAD_BEEF, count: count + 1)
    let lines =
      switch implementation {
      case .best: unsafe bytescan_classify(bytes, bytes.count, &gate, &words)
      case .baseline: unsafe bytescan_classify_baseline(bytes, bytes.count, &gate, &words)
      case .portable: unsafe bytescan_classify_portable(bytes, bytes.count, &gate, &words)
      }
    #expect(lines == bytes.count { $0 == UInt8(ascii: "\n") })
    #expect(words[count] == 0xDEAD_BEEF)
    return Array(words[..<count])
  }

  /// What the header says, one byte after the other.
  static func reference(_ bytes: [UInt8], _ gate: bytescan_gate) -> [UInt64] {
    var words = [UInt64](repeating: 0, count: (bytes.count + 63) / 64 * ByteMaps.Map.count)
    var inString = false
    var afterScalar = false
    var backslashes = 0
    var triggers = (0..<4).map { _ in [Int]() }
    for (at, byte) in bytes.enumerated() {
      func mark(_ map: Int) { words[at / 64 * ByteMaps.Map.count + map] |= 1 << UInt64(at % 64) }
      func isDigit(_ at: Int) -> Bool { bytes.indices.contains(at) && 48...57 ~= bytes[at] }
      func isPoint(_ at: Int) -> Bool { isDigit(at - 1) && isDigit(at + 1) }
      let isEscaped = backslashes % 2 == 1
      backslashes = byte == UInt8(ascii: "\\") ? backslashes + 1 : 0
      var isScalar = false
      switch byte {
      case UInt8(ascii: "\n"):
        inString = false
        mark(ByteMaps.Map.structure)
      case UInt8(ascii: "\"") where !isEscaped:
        inString.toggle()
        mark(ByteMaps.Map.structure)
      case _ where inString || " \t\r".utf8.contains(byte): break
      case _ where "{}[]:,".utf8.contains(byte): mark(ByteMaps.Map.structure)
      default:
        isScalar = true
        if !afterScalar { mark(ByteMaps.Map.structure) }
      }
      afterScalar = isScalar
      // The closing quote, like the opening one, counts as neither trigger nor notable byte.
      if inString, byte == UInt8(ascii: "\\") || byte >= 0x80 || byte < 0x20 {
        mark(ByteMaps.Map.notable)
      }
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9") where inString: triggers[0].append(at)
      case UInt8(ascii: "@") where inString: triggers[1].append(at)
      case UInt8(ascii: ":") where inString: triggers[2].append(at)
      case UInt8(ascii: ".") where inString && isPoint(at): triggers[3].append(at)
      default: break
      }
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): mark(ByteMaps.Map.digit)
      case UInt8(ascii: "@"): mark(ByteMaps.Map.at)
      case UInt8(ascii: ":"): mark(ByteMaps.Map.colon)
      case UInt8(ascii: ".") where isPoint(at): mark(ByteMaps.Map.point)
      case UInt8(ascii: "\\"): mark(ByteMaps.Map.backslash)
      case ..<0x20 where byte != UInt8(ascii: "\n"): mark(ByteMaps.Map.control)
      default: break
      }
    }
    for (positions, least) in zip(triggers, [gate.digits, gate.ats, gate.colons, gate.points]) {
      for at in positions {
        let block = at / 64
        func held(_ blocks: ClosedRange<Int>) -> Int {
          positions.count { blocks.contains($0 / 64) }
        }
        let last = (bytes.count - 1) / 64
        let isSufficient =
          held(block - 1...block) >= Int(least)
          || (block < last && held(block...block + 1) >= Int(least))
        if isSufficient {
          words[block * ByteMaps.Map.count + ByteMaps.Map.notable] |= 1 << UInt64(at % 64)
        }
      }
    }
    return words
  }

  static let gates = [
    bytescan_gate(digits: 7, ats: 1, colons: 2, points: 3),
    bytescan_gate(digits: .max, ats: .max, colons: .max, points: .max),
    bytescan_gate(digits: 1, ats: 2, colons: 5, points: 40),
  ]

  static let alphabets: [[UInt8]] = [
    Array("\"\\".utf8), Array("\"\\\n".utf8), Array("\\\\\\\" \n".utf8),
    Array("{}[]:,\"\\ 1a\n".utf8), Array("0123456789/:;@?.-`".utf8),
    Array("\"a\t\r\u{0}\u{1F} \u{7F}é\n".utf8), Array(0...255),
  ]

  @Test(arguments: alphabets.indices, 0..<2)
  func implementationsAgreeWithTheReference(alphabet: Int, seed: Int) {
    var random = SplitMix64(seed: seed * 31 + alphabet)
    for length in 0...300 {
      let bytes = random.bytes(length, from: Self.alphabets[alphabet])
      let gate = Self.gates[length % Self.gates.count]
      let expected = Self.reference(bytes, gate)
      for implementation in Implementation.allCases {
        let found = Self.classify(bytes, gate, implementation)
        #expect(found == expected, "\(implementation), \(bytes)")
        if found != expected { return }
      }
    }
  }

  @Test(arguments: [62, 63, 64, 65, 127, 128])
  func backslashRunsCrossBlocks(start: Int) {
    for run in 0...130 {
      let bytes =
        Array(repeating: UInt8(ascii: " "), count: start - 1) + Array("\"".utf8)
        + Array(repeating: UInt8(ascii: "\\"), count: run) + Array("\",\"".utf8)
      let gate = Self.gates[0]
      for implementation in Implementation.allCases {
        #expect(
          Self.classify(bytes, gate, implementation) == Self.reference(bytes, gate), "\(run)")
      }
    }
  }

  @Test func storageIsReusedWithoutLeavingOldBits() {
    var maps = ByteMaps()
    let digits = [UInt8](repeating: UInt8(ascii: "7"), count: 200)
    maps.classify(digits.span, gate: TriggerGate())
    let letters = [UInt8](repeating: UInt8(ascii: "x"), count: 130)
    maps.classify(letters.span, gate: TriggerGate())
    let words = maps.words.prefix(3 * ByteMaps.Map.count)
    #expect(Array(words) == Self.reference(letters, Self.gates[1]))
  }
}
