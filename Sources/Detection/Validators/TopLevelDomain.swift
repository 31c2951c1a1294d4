/// What the last label of a domain name is.
enum TopLevelDomain {
  /// In the root zone, or kept for documentation and tests (RFC 2606), or `.onion` (RFC 7686).
  case assigned
  /// Of networks of one's own: `.local` (RFC 6762), `.internal` (ICANN board resolution 2024.07.29.06) and what
  /// administrators have used for the same (RFC 6762 appendix G); `.invalid` and `.localhost` (RFC 2606).
  case privateUse
  case unknown

  /// Looks a label up, ASCII letters of either case.
  ///
  /// - Complexity: O(the label's length), expected.
  init(_ text: Span<UInt8>, _ label: Range<Int>) {
    guard label.count >= 2, label.count <= Self.longest else {
      self = .unknown
      return
    }
    self = Self.kinds[FNV1a(lowercasing: text, label).value] ?? .unknown
  }

  /// The longest beginning of a label outside ASCII that is a top-level domain: writing without spaces goes on behind it.
  static func longestPrefix(_ text: Span<UInt8>, _ label: Range<Int>) -> Int? {
    var end = min(label.upperBound, label.lowerBound + longest)
    while end > label.lowerBound + 1 {
      let isCut = end == label.upperBound || text[end].isNonASCII
      if isCut, case .assigned = TopLevelDomain(text, label.lowerBound..<end) { return end }
      end -= 1
    }
    return nil
  }

  private static let longest = 63

  /// By hash: no two of some 1,600 names share one, and a name of nobody's that does is no loss.
  private static let kinds: [UInt64: TopLevelDomain] = {
    var kinds: [UInt64: TopLevelDomain] = [:]
    kinds.reserveCapacity(2048)
    func add(_ names: String, _ kind: TopLevelDomain) {
      // By bytes: to take characters for white space asks Unicode's tables, a hundred times as much work.
      let text = Array(names.utf8)
      let isSpace: (UInt8) -> Bool = { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") }
      for name in text.split(whereSeparator: isSpace) {
        kinds[FNV1a(lowercasing: text.span, name.indices).value] = kind
      }
    }
    for names in [assignedNames, internationalisedNames, internationalisedUnicodeNames] {
      add(names, .assigned)
    }
    add("example test onion 测试 テスト", .assigned)
    add("local internal lan corp home intranet private localhost invalid localdomain", .privateUse)
    return kinds
  }()
}
