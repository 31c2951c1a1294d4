import Retention
import Testing

struct RetentionScheduleTests {
  private static let start = Timestamp(milliseconds: 1_704_067_200_000)

  @Test func conversationsAreKeptNinetyDays() throws {
    let rule = try #require(RetentionSchedule().rule(for: .conversation))
    #expect(
      rule.expiry(occurredAt: Self.start, accountDeletedAt: nil)?.rfc3339
        == "2024-03-31T00:00:00Z")
  }

  @Test func accountDataIsKeptThreeYearsFromTheDeletion() throws {
    let rule = try #require(RetentionSchedule().rule(for: .account))
    #expect(rule.expiry(occurredAt: Self.start, accountDeletedAt: nil) == nil)
    let deleted = Self.start.adding(days: 10)
    #expect(
      rule.expiry(occurredAt: Self.start, accountDeletedAt: deleted)
        == deleted.adding(days: 1_095))
  }

  @Test func aggregatesHaveNoEnd() throws {
    let rule = try #require(RetentionSchedule().rule(for: .aggregate))
    #expect(rule.expiry(occurredAt: Self.start, accountDeletedAt: Self.start) == nil)
  }

  @Test(arguments: [
    DataClass.run, .stepOutcome, .evidence, .recording, .transcript, .credential,
    .webhookDelivery, .securityLog, .consent,
  ])
  func otherClassesHaveNoBuiltInPeriod(dataClass: DataClass) {
    #expect(RetentionSchedule().rule(for: dataClass) == nil)
  }

  /// Every set of layers: the highest one present decides, longer or shorter.
  @Test(arguments: 0..<16)
  func theHighestLayerDecides(present: Int) {
    var schedule = RetentionSchedule()
    let layers = RetentionLayer.allCases.enumerated().filter { present & 1 << $0.offset != 0 }
    for (index, layer) in layers.shuffled() {
      schedule.set(
        RetentionRule(period: .days([50, 5, 500, 7][index])), for: .transcript, layer: layer)
    }
    let expected = layers.map(\.offset).max().map { Period.days([50, 5, 500, 7][$0]) }
    #expect(schedule.rule(for: .transcript)?.period == expected)
  }

  @Test func layersRankAsPromised() {
    #expect(RetentionLayer.contract > .customer)
    #expect(RetentionLayer.customer > .plan)
    #expect(RetentionLayer.plan > .builtIn)
  }

  @Test(arguments: [
    ("conversation", true), ("step_outcome", true), ("a1", true), ("", false), ("A", false),
    ("1a", false), ("_a", false), ("a-b", false), ("a b", false), ("é", false),
    (String(repeating: "a", count: 32), true), (String(repeating: "a", count: 33), false),
  ])
  func classNamesAreWellFormed(name: String, isValid: Bool) {
    #expect((DataClass(name: name) != nil) == isValid)
    #expect((DataClass(name: Array(name.utf8).span) != nil) == isValid)
  }

  @Test func builtInCodesStayWhatTheyAre() {
    let registry = DataClassRegistry()
    #expect(registry.code(of: .conversation) == 1)
    #expect(registry.code(of: .consent) == 12)
    #expect(Set(DataClassRegistry.builtIn.map(\.code)).count == DataClassRegistry.builtIn.count)
    for entry in DataClassRegistry.builtIn {
      #expect(registry.dataClass(of: entry.code) == entry.dataClass)
    }
  }
}
