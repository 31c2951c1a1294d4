package import Detection
package import Records

extension RecordRedactor {
  /// Examines the record that `scanner` has scanned last, leaves the result in ``edits``, ``replacements`` and
  /// ``findings``, and tells the scanner in which values nothing was found: it passes them over from now on.
  ///
  /// What can be found in a value depends on the places that its record names. Where these are others than before, the
  /// record is scanned once more, and so it is where a telephone number in it names a place.
  ///
  /// - Parameters:
  ///   - isWhole: every string is a leaf, so values that stand in several are found too.
  ///   - hints: places the record names.
  ///   - tenant: whose pseudonyms to use.
  ///   - repeats: the record is the one before, and shares more with others now.
  /// - Throws: ``RefusalReason``: what can't be examined or verified must not leave.
  package mutating func redact(
    _ line: ScannedLine, scannedBy scanner: inout JSONScanner, isWhole: Bool, _ bytes: Span<UInt8>,
    maps: Span<UInt64>, hints: Regions, tenant: Span<UInt8>, repeats: Bool = false
  ) throws(RefusalReason) {
    defer { if !sharedParts.parts.isEmpty { sharedParts = ([], []) } }
    if hints != passingHints {
      passingHints = hints
      scanner.forgetValues()
      if scanner.hasPassedOver { scanner.scanAgain(bytes, maps: maps, from: line.start) }
    }
    if scanner.leaves.isEmpty {
      forgetRecord()
      return
    }
    try replace(
      scanner.leaves, scanner.containers, isWhole, bytes, maps, hints, tenant, repeats: repeats)
    for (leaf, varying) in innocent {
      scanner.passOver(scanner.leaves[leaf], bytes, varying: varying)
    }
    var hints = hints
    guard learnPlaces(&hints) else { return }
    if scanner.hasPassedOver {
      scanner.scanAgain(bytes, maps: maps, from: line.start)
      renumberFindings(scanner.leaves)
    }
    if holdsOtherDigits(scanner.leaves, bytes) {
      try replace(scanner.leaves, scanner.containers, isWhole, bytes, maps, hints, tenant)
    }
  }
}
