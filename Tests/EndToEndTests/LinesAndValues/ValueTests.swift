import Testing

/// Every string, key and number at every depth is examined, and nothing else changes.
@Suite struct ValueTests {
  struct Case: CustomTestStringConvertible {
    let input: String
    let output: String
    var testDescription: String { input }

    init(_ input: String, _ output: String) {
      self.input = input
      self.output = output
    }
  }

  private func expect(_ example: Case) throws {
    let outcome = try Scratch().hush("redact", stdin: example.input + "\n")
    #expect(outcome.text == example.output + "\n")
    #expect(outcome.exitCode == 0)
    #expect(outcome.stderr.isEmpty)
  }

  static let records = [
    Case(#""jane@example.com""#, #""<EMAIL_ADDRESS>""#),
    Case("4111111111111111", #""<CREDIT_CARD>""#),
    Case(#"["jane@example.com",["ann@example.org"]]"#, #"["<EMAIL_ADDRESS>",["<EMAIL_ADDRESS>"]]"#),
    Case(
      #"{"z":"jane@example.com","a":{"y":null,"b":["ann@example.org"]}}"#,
      #"{"z":"<EMAIL_ADDRESS>","a":{"y":null,"b":["<EMAIL_ADDRESS>"]}}"#),
    Case(
      #"{ "a" : [ 1 ,  "jane@example.com" ] ,"b":1.50 }  "#,
      #"{ "a" : [ 1 ,  "<EMAIL_ADDRESS>" ] ,"b":1.50 }  "#),
    Case(
      #"{"t":"jane@example.com, ann@example.org and 4111 1111 1111 1111."}"#,
      #"{"t":"<EMAIL_ADDRESS>, <EMAIL_ADDRESS> and <CREDIT_CARD>."}"#),
    Case(
      #"{"a":"jane@example.com","a":"ann@example.org"}"#,
      #"{"a":"<EMAIL_ADDRESS>","a":"<EMAIL_ADDRESS>"}"#),
  ]

  @Test(arguments: records)
  func onlyTheValueChanges(example: Case) throws { try expect(example) }

  static let keys = [
    Case(#"{"jane@example.com":1}"#, #"{"<EMAIL_ADDRESS>":1}"#),
    Case(#"{"mail of jane@example.com":true}"#, #"{"mail of <EMAIL_ADDRESS>":true}"#),
    Case(
      #"{"jane@example.com":1,"ann@example.org":2,"bob@example.net":3}"#,
      #"{"<EMAIL_ADDRESS>":1,"<EMAIL_ADDRESS>_2":2,"<EMAIL_ADDRESS>_3":3}"#),
    Case(
      #"{"<EMAIL_ADDRESS>":0,"jane@example.com":1}"#,
      #"{"<EMAIL_ADDRESS>":0,"<EMAIL_ADDRESS>_2":1}"#),
    // Each object counts for itself.
    Case(
      #"[{"jane@example.com":1},{"jane@example.com":{"ann@example.org":2}}]"#,
      #"[{"<EMAIL_ADDRESS>":1},{"<EMAIL_ADDRESS>":{"<EMAIL_ADDRESS>":2}}]"#),
    Case(#"{"jane\u0040example.com":1}"#, #"{"<EMAIL_ADDRESS>":1}"#),
    Case(#"{"4111111111111111":"x"}"#, #"{"<CREDIT_CARD>":"x"}"#),
  ]

  @Test(arguments: keys)
  func aKeyThatHoldsAValueIsRewritten(example: Case) throws { try expect(example) }

  @Test func aRewrittenKeyNeverMeetsALaterOne() throws {
    let outcome = try Scratch().hush(
      "redact", stdin: #"{"jane@example.com":1,"<EMAIL_ADDRESS>":2,"<EMAIL_ADDRESS>_2":3}"#)
    #expect(try JSON(parsing: outcome.text).names.count == 3)
    #expect(outcome.exitCode == 0)
  }

  static let numbers = [
    Case(#"{"phone":14155550123}"#, #"{"phone":"<PHONE_NUMBER>"}"#),
    Case(#"{"card":4111111111111111,"n":3}"#, #"{"card":"<CREDIT_CARD>","n":3}"#),
    Case("[ 4111111111111111 ]", #"[ "<CREDIT_CARD>" ]"#),
    Case(#"{"card":4111111111111111.0}"#, #"{"card":4111111111111111.0}"#),
    Case(#"{"card":4111111111111111e0}"#, #"{"card":4111111111111111e0}"#),
    Case(#"{"phone":1.4155550123e10}"#, #"{"phone":1.4155550123e10}"#),
    Case(
      #"{"n":[0,-0,-1,1.50,1e5,1E+5,123456789012345678901234567890]}"#,
      #"{"n":[0,-0,-1,1.50,1e5,1E+5,123456789012345678901234567890]}"#),
  ]

  @Test(arguments: numbers)
  func aNumberThatIsPersonalDataBecomesAString(example: Case) throws { try expect(example) }

  static let escapes = [
    // Hidden behind escapes, found all the same.
    Case(#"{"t":"jane\u0040example.com"}"#, #"{"t":"<EMAIL_ADDRESS>"}"#),
    Case(#"{"t":"\u006aane@example\u002ecom"}"#, #"{"t":"<EMAIL_ADDRESS>"}"#),
    Case(#"{"t":"4111\u00201111 1111\u00201111"}"#, #"{"t":"<CREDIT_CARD>"}"#),
    // The escape before a value is not part of it.
    Case(#"{"t":"hi\njane@example.com\tbye"}"#, #"{"t":"hi\n<EMAIL_ADDRESS>\tbye"}"#),
    Case(#"{"t":"\\jane@example.com\\"}"#, #"{"t":"\\<EMAIL_ADDRESS>\\"}"#),
    Case(#"{"t":"\"jane@example.com\""}"#, #"{"t":"\"<EMAIL_ADDRESS>\""}"#),
    // Bytes outside values keep their spelling.
    Case(
      #"{"t":"caf\u00e9 \/ \u0041 jane@example.com \b\f\r\u001f"}"#,
      #"{"t":"caf\u00e9 \/ \u0041 <EMAIL_ADDRESS> \b\f\r\u001f"}"#),
    Case(#"{"t":"a\u0000b jane@example.com"}"#, #"{"t":"a\u0000b <EMAIL_ADDRESS>"}"#),
    Case(#"{"a\u0062":"\u0063"}"#, #"{"a\u0062":"\u0063"}"#),
  ]

  @Test(arguments: escapes)
  func escapesAreSeenThroughAndKept(example: Case) throws { try expect(example) }

  static let unicode = [
    Case(#"{"t":"😀jane@example.com😀"}"#, #"{"t":"😀<EMAIL_ADDRESS>😀"}"#),
    Case(
      #"{"t":"👩‍👩‍👧 e\#u{301} jane@example.com 東京 привет"}"#,
      #"{"t":"👩‍👩‍👧 e\#u{301} <EMAIL_ADDRESS> 東京 привет"}"#),
    Case(
      #"{"t":"\ud83d\ude00 jane@example.com \ud83d\ude00"}"#,
      #"{"t":"\ud83d\ude00 <EMAIL_ADDRESS> \ud83d\ude00"}"#),
    Case(#"{"t":"\ud83d"}"#, #"{"t":"\ud83d"}"#),
    Case(#"{"t":"\ude00\ud83d"}"#, #"{"t":"\ude00\ud83d"}"#),
    Case(#"{"\udfff":"\ud83d jane@example.com"}"#, #"{"\udfff":"\ud83d <EMAIL_ADDRESS>"}"#),
    Case("\"4111 1111 1111 1111\u{B2}\"", "\"<CREDIT_CARD>\u{B2}\""),
  ]

  @Test(arguments: unicode)
  func textAroundAValueIsIntact(example: Case) throws { try expect(example) }

  /// Shapes that other tools take for cards, phones and addresses.
  static let lookalikes = [
    #"{"id":"123e4567-e89b-12d3-a456-426614174000","at":"2025-11-03T10:15:30.123456Z"}"#,
    #"{"timestamp":1700000000000,"created":1700000000,"seq":42}"#,
    #"{"sha":"4111111111111111aaaabbbbccccddddeeeeffff","v":"10.4.2"}"#,
    #"{"trace":"4bf92f3577b34da6a3ce929d0e0e4736","span":"00f067aa0ba902b7"}"#,
    #"{"text":"Order 20240115-000123 shipped on 2024-01-15 at 10:30:00"}"#,
    #"{"ref":"4111 1111 1111 1112","note":"12 @ 3.50, 5 @ 4"}"#,
  ]

  @Test(arguments: lookalikes)
  func identifiersAndTimesAreNotPersonalData(line: String) throws {
    try expect(Case(line, line))
  }

  @Test func theLimitsOfAValueAreNotWidened() throws {
    try expect(
      Case(
        #"{"t":"(jane@example.com) <ann@example.org>; see 192.0.2.44."}"#,
        #"{"t":"(<EMAIL_ADDRESS>) <<EMAIL_ADDRESS>>; see <IP_ADDRESS>."}"#))
  }
}
