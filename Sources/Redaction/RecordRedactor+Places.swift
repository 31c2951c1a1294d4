import Detection
import Records

extension RecordRedactor {
  /// Digits that the shortest national number has, but for a few islands' (ITU-T E.129).
  private static let fewestDigits = 6

  /// Adds the places of the international phone numbers found: national ones beside them are likely.
  ///
  /// - Returns: whether there is a new one.
  func learnPlaces(_ hints: inout Regions) -> Bool {
    var isNew = false
    for found in findings {
      if case .internationalPhone(let plan) = found.finding.detail, hints.insert(seen: plan) {
        isNew = true
      }
    }
    return isNew
  }

  /// Whether some leaf has enough digits beside what was found in it for a phone number.
  ///
  /// Most records have none but in time stamps and ids, and need no second look.
  func holdsOtherDigits(_ leaves: [Leaf], _ bytes: Span<UInt8>) -> Bool {
    var next = 0
    for leaf in leaves {
      var digits = 0
      var at = leaf.start
      while next < findings.count, findings[next].finding.start < leaf.end {
        digits += countDigits(bytes, at, findings[next].finding.start)
        at = max(at, findings[next].finding.end)
        next += 1
      }
      digits += countDigits(bytes, at, leaf.end)
      if digits >= Self.fewestDigits, LeafShape.of(bytes, leaf.start, leaf.end) == .other {
        return true
      }
    }
    return false
  }

  /// Says of each finding in which of `leaves` it stands: the record has been scanned once more.
  mutating func renumberFindings(_ leaves: [Leaf]) {
    var leaf = 0
    for index in findings.indices {
      while leaves[leaf].end < findings[index].finding.end { leaf += 1 }
      findings[index].leaf = leaf
    }
  }

  private func countDigits(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
    var count = 0
    for position in start..<max(start, end) where bytes[position] &- UInt8(ascii: "0") < 10 {
      count += 1
    }
    return count
  }
}
