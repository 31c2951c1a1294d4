import Retention
import Testing

struct TimestampTests {
  /// Milliseconds from Python's `datetime` for the RFC 3339 rows, by hand for the numbers.
  @Test(arguments: [
    ("1970-01-01T00:00:00Z", 0),
    ("2024-01-01T00:00:07Z", 1_704_067_207_000),
    ("2024-02-29T23:59:59.999Z", 1_709_251_199_999),
    ("2024-02-29t23:59:59.9z", 1_709_251_199_900),
    ("2024-02-29 23:59:59.99Z", 1_709_251_199_990),
    ("2024-02-29T23:59:59.123456789Z", 1_709_251_199_123),
    ("2024-01-01T02:00:07+02:00", 1_704_067_207_000),
    ("2023-12-31T18:30:07-05:30", 1_704_067_207_000),
    ("2024-01-01T00:00:07-00:00", 1_704_067_207_000),
    ("2016-12-31T23:59:60Z", 1_483_228_800_000),
    ("1969-12-31T23:59:59.999Z", -1),
    ("0000-01-01T00:00:00Z", -62_167_219_200_000),
    ("9999-12-31T23:59:59Z", 253_402_300_799_000),
    ("0", 0), ("-0.001", -1), ("1704067207", 1_704_067_207_000),
    ("1704067207.25", 1_704_067_207_250), ("1704067207.1239", 1_704_067_207_123),
    ("99999999999", 99_999_999_999_000), ("100000000000", 100_000_000_000),
    ("1704067207123", 1_704_067_207_123), ("99999999999999", 99_999_999_999_999),
    ("100000000000000", 100_000_000_000), ("1704067207123456", 1_704_067_207_123),
    ("1704067207123.9", 1_704_067_207_123), ("1.704067207E9", 1_704_067_207_000),
    ("1.704067207123e12", 1_704_067_207_123),
  ])
  func acceptedForms(text: String, milliseconds: Int) throws {
    let timestamp = try #require(Timestamp(parsing: text))
    #expect(timestamp.milliseconds == Int64(milliseconds))
  }

  @Test(arguments: [
    "", " ", "-", ".", "1.", ".5", "+1", "1e", "e9", "1e400", "nan", "0x10", "12a", "1 ",
    "1234567890123456789", "2024-01-01", "2024-01-01T00:00:07", "2024-01-01T00:00:07.Z",
    "2024-13-01T00:00:00Z", "2023-02-29T00:00:00Z", "2024-01-00T00:00:00Z",
    "2024-01-01T24:00:00Z", "2024-01-01T00:60:00Z", "2024-01-01T00:00:61Z",
    "2024-01-01X00:00:00Z", "2024-01-01T00:00:00+24:00", "2024-01-01T00:00:00+0200",
    "2024-01-01T00:00:00Zx", "2024-01-01T00:00:00+02:0", "2024/01/01T00:00:00Z", "yesterday",
    "2024-01-01T00:00:00ZZZZZZZZZZZZ", "-024-01-01T00:00:00Z",
  ])
  func everythingElseIsUnreadable(text: String) {
    #expect(Timestamp(parsing: text) == nil)
  }

  @Test func formattedTimesParseToThemselves() {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<2_000 {
      let timestamp = Timestamp(
        milliseconds: .random(in: -62_167_219_200_000...253_402_300_799_999, using: &generator))
      #expect(Timestamp(parsing: timestamp.rfc3339) == timestamp)
    }
  }

  @Test func millisecondsAreWrittenOnlyWhenThereAreSome() {
    #expect(Timestamp(milliseconds: 1_704_067_207_000).rfc3339 == "2024-01-01T00:00:07Z")
    #expect(Timestamp(milliseconds: 1_704_067_207_050).rfc3339 == "2024-01-01T00:00:07.050Z")
    #expect(Timestamp(milliseconds: -1).rfc3339 == "1969-12-31T23:59:59.999Z")
  }

  @Test func everyDayOfFourCenturiesFollowsTheOneBefore() throws {
    var expected = try #require(CivilDate(year: 1_800, month: 1, day: 1))
    let first = expected.daysSinceEpoch
    for offset in 0..<146_097 {
      let date = CivilDate(daysSinceEpoch: first + offset)
      #expect(date == expected && date.daysSinceEpoch == first + offset)
      if let next = CivilDate(year: date.year, month: date.month, day: date.day + 1) {
        expected = next
      } else if let next = CivilDate(year: date.year, month: date.month + 1, day: 1) {
        expected = next
      } else {
        expected = try #require(CivilDate(year: date.year + 1, month: 1, day: 1))
      }
    }
    #expect(expected == CivilDate(year: 2_200, month: 1, day: 1))
  }

  @Test(arguments: [(0, 0), (-1, -1), (86_399_999, 0), (86_400_000, 1), (-86_400_001, -2)])
  func daysBeginAtMidnight(milliseconds: Int, day: Int) {
    #expect(Timestamp(milliseconds: Int64(milliseconds)).day == day)
  }

  @Test func addingDaysStopsAtTheEnds() {
    #expect(Timestamp(milliseconds: .max - 1).adding(days: 1).milliseconds == .max)
    #expect(Timestamp(milliseconds: 0).adding(days: .max).milliseconds == .max)
    #expect(Timestamp(milliseconds: 0).adding(days: .min).milliseconds == .min)
  }

  @Test(arguments: [
    (nil, true), (0, false), (1_000_000, false), (1_000_000 + 86_400_000, false),
    (1_000_000 + 86_400_001, true),
  ])
  func claimedTimesAreBelievedUpToADayAhead(claimed: Int?, isClamped: Bool) {
    let now = Timestamp(milliseconds: 1_000_000)
    let time = EventTime(
      claimed: claimed.map { Timestamp(milliseconds: Int64($0)) }, ingestedAt: now)
    #expect(time.isClamped == isClamped)
    #expect(time.moment.milliseconds == (isClamped ? 1_000_000 : Int64(claimed ?? 0)))
  }
}
