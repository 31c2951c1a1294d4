import TestSupport
import Testing

/// What was found out about the values of one record never changes what is found in another.
@Suite struct StreamTests {
  /// Values that differ in their digits alone, and what the same digits mean under one name and not under another.
  private static let texts = [
    "m-00000000##", "c-41555501##", "41555501##", "20#6-11-0#T10:2#:00Z", "agt-06##", "web/4.12.##",
    "192.0.2.##", "+44 20 7946 09##", "020 7946 09##", "call 020 7946 09##", "0049##5550134", "",
    "4111 1111 1111 11##", "call 0##4155550134", "jo#@example.com", "2#:15", "é 12345##",
    "\\u0031#3456",
    "cvv ###", "12#.45#", "0#.##", "5#.00#", "1###.0#", "55#.01##",
    "five five five oh one ## oh one",
  ]
  private static let numbers = [
    "#", "####", "1####", "41555501##", "4111111111111111", "-12345##", "1.5", "0",
  ]
  private static let names = ["id", "phone", "note", "order", "text", "start_time"]
  private static let places = [[], ["GB"], ["US"], ["DE", "GB"]]

  /// The values of one form of records, each drawn anew from few.
  private static func record(_ form: [String], _ random: inout SplitMix64) -> String {
    let members = form.enumerated().map { index, name in
      let isNumber = index % 3 == 2
      let pattern = isNumber ? random.pick(numbers) : random.pick(texts)
      let value = String(
        pattern.map { $0 == "#" ? Character("\(1 + random.below(3))") : $0 })
      return "\"\(name)\":" + (isNumber ? value : "\"\(value)\"")
    }
    let first = "{\"first\":\(random.below(3)),\"agent\":\"agt-061\(random.below(2))\","
    return first + members.joined(separator: ",")
      + ",\"end\":\"of the record, and nothing behind\"}"
  }

  @Test(arguments: 0..<12)
  func recordsLeaveAStreamAsTheyLeaveAlone(seed: Int) throws {
    var random = SplitMix64(seed: seed)
    let forms = (0..<2).map { _ in (0..<1 + random.below(6)).map { _ in random.pick(Self.names) } }
    let stream = try RecordStream()
    let forgetful = try RecordStream(forgets: true)
    var place = random.pick(Self.places)
    for _ in 0..<400 {
      let line = Self.record(random.pick(forms), &random)
      if random.chance(1, in: 50) { place = random.pick(Self.places) }
      let output = try stream.redact(line, hints: place)
      let alone = try forgetful.redact(line, hints: place)
      #expect(output == alone, "\(line) \(place)")
    }
    #expect(stream.passedOver > 0)
  }
}
