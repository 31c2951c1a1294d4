import Detection
import RuleFormat
import Testing

/// What is left out to be fast must not be missed.
@Suite struct DismissalTests {
  /// Explaining runs every rule everywhere, so it finds what would be found without any dismissal.
  @Test(arguments: [
    ("call 0639984567", "", [String]()), ("0639984567", "phone", []), ("0639984567", "id", []),
    ("0639984567", "id", ["FR"]), ("NIP PL 1234563218", "", []), ("PL 1234563218", "", []),
    ("AU 51824753556", "", []), ("536-90-4399", "", []),
    ("my ssn is 536904399", "", []), ("536904399", "", ["US"]), ("AB123456C", "", []),
    ("order 4111111111111111", "", []), ("00-11-22-33-44-5e", "", []),
    ("1EG4-TE5-MK73", "", []), ("12345678Z", "", ["ES"]), ("12.345.678-Z dni", "", []),
    ("RSS MRA 85T10 A562S", "", []), ("codice fiscale RSSMRA85T10A562S", "", []),
    ("2024-11-22T10:30:00Z", "dob", []), ("0xx11 3123-4567 telefone", "", []),
    ("call 1-2-3-4-5-6-7-8-9-0", "", []), ("wa.me/14155550123", "", []),
  ])
  func whatIsFoundDoesNotDependOnExplaining(
    _ text: String, _ name: String, _ places: [String]
  ) throws {
    for least in [Float(0), 0.3, 0.5] {
      let rules = try Rules.selected { $0.minScore = least }
      var quick = Detector(rules)
      var thorough = Detector(rules)
      thorough.explains = true
      #expect(
        try findText(text, name: name, hints: places, &quick)
          == findText(text, name: name, hints: places, &thorough))
    }
  }

  @Test func aLeafInWhichNothingWasFoundIsRememberedForItsNameAndPlacesOnly() throws {
    let rules = try Rules.selected { _ in }
    var detector = Detector(rules)
    for _ in 0..<2 {
      #expect(try findLeaf("0639984567", name: "id", hints: [], &detector).isEmpty)
      #expect(try findLeaf("0639984567", name: "phone", hints: [], &detector) == ["0639984567"])
      #expect(try findLeaf("0639984567", name: "id", hints: ["FR"], &detector) == ["0639984567"])
      #expect(try findLeaf("0639984568", name: "id", hints: [], &detector).isEmpty)
    }
  }

  private func findLeaf(
    _ text: String, name: String, hints: [String], _ detector: inout Detector
  ) throws -> [String] {
    try findValues(ofMember: name, text, hints: hints, &detector)
  }
}
