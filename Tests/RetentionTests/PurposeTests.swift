import Retention
import Testing

struct PurposeTests {
  @Test(arguments: Purpose.allCases, Purpose.allCases)
  func rowsAreReadForTheirOwnPurposeOrTheFourOthers(purpose: Purpose, row: Purpose) {
    let always: Set<Purpose> = [.access, .portability, .legal, .security]
    let expected = purpose != .training && (purpose == row || always.contains(purpose))
    #expect(purpose.mayRead(rowKeptFor: row) == expected)
  }

  @Test(arguments: Purpose.allCases)
  func namesLeadBack(purpose: Purpose) {
    #expect(Purpose(name: purpose.name) == purpose)
    #expect(purpose.dataUse.contains(".") || purpose == .training)
  }

  @Test(arguments: ["", "advertising", "sale", "Service"])
  func noOtherPurposeExists(name: String) {
    #expect(Purpose(name: name) == nil)
  }
}
