import Detection
import Testing

@Suite struct EmailAddressTests {
  @Test(arguments: [
    ("jane@example.com", "jane@example.com"), ("jane@example.com-", "jane@example.com"),
    ("jane@mail.example.co.uk", "jane@mail.example.co.uk"),
    ("jane..doe.@example.org", "jane..doe.@example.org"),
    ("jane@xn--bcher-kva.example", "jane@xn--bcher-kva.example"),
    ("jane@example.xn--p1ai", "jane@example.xn--p1ai"), ("用户@例子.广告", "用户@例子.广告"),
    ("jane@example.com_", "jane@example.com"),
    ("jane@my_shop.example.com", "jane@my_shop.example.com"),
    ("jane@example.com.5", "jane@example.com"), ("jane@[192.0.2.1]", "jane@[192.0.2.1]"),
    ("jane@192.0.2.1", "jane@192.0.2.1"), ("jane@example.com.thanks", "jane@example.com"),
    ("jane@mail.firma.con", "jane@mail.firma.con"),
  ])
  func takes(_ text: String, _ value: String) {
    #expect(checked(.email, text)?.value == value)
  }

  @Test(arguments: [
    "jane@example", "jane@example.c", "left-pad@1.3.0", "jane@.example.com", "jane@",
    "@example.com",
    "jane@example..com", "jane@-example.com", "jane@[192.0.2.1",
  ])
  func refuses(_ text: String) {
    #expect(checked(.email, text) == nil)
  }

  // RFC 1035 section 2.3.4: 63 octets a label; RFC 5321 section 4.5.3.1.2: 255 a domain.
  @Test func keepsToLengthLimitsOfDomains() {
    let label = String(repeating: "a", count: 63)
    #expect(checked(.email, "jane@\(label).com") != nil)
    #expect(checked(.email, "jane@a\(label).com")?.adjustment == -0.3)
    let long = Array(repeating: label, count: 4).joined(separator: ".")
    #expect(checked(.email, "jane@\(long).com")?.value == "jane@\(long)")
    #expect(checked(.email, "\(label)\(label)@example.com") != nil)
  }

  @Test func doubtsDigitsBehindTheTopLevelDomain() throws {
    let verdict = try #require(checked(.email, "jane@example.com2"))
    #expect(verdict.adjustment < 0)
  }

  @Test(arguments: [
    ("from jane&bob‹@example.com›", "jane&bob@example.com"),
    ("'jane‹@example.com›'", "jane@example.com"),
    ("邮箱是jane‹@example.com谢谢›", "jane@example.com"), ("写给用户‹@例子.公司谢谢›", "写给用户@例子.公司"),
    ("=jané‹@example.com›", "jané@example.com"), ("😀jane‹@example.com›", "jane@example.com"),
    ("x:jane‹@example.com.Thanks›", "jane@example.com"),
    ("@jane‹@social.example›", "jane@social.example"),
  ])
  func reachesBackOverTheLocalPart(_ text: String, _ value: String) {
    #expect(checked(.email, text)?.value == value)
  }

  @Test func noLocalPartIsTooLong() throws {
    let address = String(repeating: "a", count: 3000) + "@example.com"
    #expect(try find("to " + address).values == [address])
  }

  @Test(arguments: [
    "jane@example.png", "jane@example.Bye", "none@none.cob", "jane@192.0.2.1", "jane@hq.internal",
    "jane@printer.local", "jane@new_shop.com",
    "jane..doe@example.com", "jane.@example.com", "jane@example.co_m",
  ])
  func doubtsWhatNobodyCanHave(_ text: String) throws {
    #expect(try #require(checked(.email, text)).adjustment < -0.5)
  }

  @Test(arguments: ["jane@example.con", "JANE@EXAMPLE.CON", "jane@studio.italia"])
  func takesASlipInTheTopLevelDomain(_ text: String) throws {
    #expect(try find("to \(text) it goes").values == [text])
  }

  @Test(arguments: [
    "com", "COM", "uk", "museum", "xn--p1ai", "рф", "公司", "example", "test", "onion", "post", "zip",
  ])
  func knowsTopLevelDomains(_ name: String) throws {
    #expect(try #require(checked(.email, "jane@example.\(name)")).adjustment == 0)
  }
}
