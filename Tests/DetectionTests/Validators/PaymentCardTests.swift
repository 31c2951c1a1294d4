import Detection
import Testing

@Suite struct PaymentCardTests {
  // The schemes' and processors' published test numbers.
  @Test(arguments: [
    "4111111111111111", "4012888888881881", "4222222222222", "5555555555554444",
    "5105105105105100", "2223003122003222", "2720992593319364", "378282246310005",
    "371449635398431", "30569309025904", "38520000023237", "6011111111111117", "6011000990139424",
    "3530111333300000", "3566002020360505", "6200000000000005", "6205500000000000004",
    "6759649826438453", "5000000000000611", "2200000000000004",
  ])
  func takesTestNumbers(_ number: String) {
    #expect(checked(.paymentCard, number)?.value == number)
  }

  @Test(arguments: [
    "4111111111111112",  // the check digit
    "1111111111111117", "7992739871300000",  // no scheme's digits
    "411111111111116", "55555555555544",  // no scheme's length
    "1700000000000", "0000000000000000", "41111111111",
  ])
  func refuses(_ number: String) {
    #expect(checked(.paymentCard, number) == nil)
  }

  @Test(arguments: [
    ("4111 1111 1111 1111", "4111 1111 1111 1111"),
    ("4111-1111-1111-1111 12/27", "4111-1111-1111-1111"),
    ("3782 822463 10005 1227 1234", "3782 822463 10005"),
    ("4111 1111 1111 1111 2024 03 01 10 30", "4111 1111 1111 1111"),
    ("4111\t1111\t1111\t1111", "4111\t1111\t1111\t1111"),
  ])
  func endsWhereTheNumberEnds(_ text: String, _ value: String) {
    #expect(checked(.paymentCard, text)?.value == value)
  }

  @Test(arguments: [
    "‹4111111111111111›0", "1‹4111111111111111›", "a‹4111111111111111›", "‹4111111111111111›f",
    "0.‹4111111111111111›", "‹4111111111111111›.25",
    "‹41111111-1111-1111›-8111-411111111111",
    "3fa85f64-5717-4562-b3fc-‹424242424242›",
  ])
  func refusesPiecesOfOtherThings(_ text: String) {
    #expect(checked(.paymentCard, text) == nil)
  }

  @Test func doubtsNumbersInsideIdentifiersAndOddLengths() throws {
    #expect(try #require(checked(.paymentCard, "4111111111111111")).adjustment == 0)
    #expect(try #require(checked(.paymentCard, "tx_7_‹4111111111111111›")).adjustment < -0.4)
    #expect(try #require(checked(.paymentCard, "4222222222222")).adjustment < 0)
    #expect(try #require(checked(.paymentCard, "4 11111111111 111 1")).adjustment < 0)
  }
}
