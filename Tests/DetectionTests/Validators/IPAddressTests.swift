import Detection
import Testing

@Suite struct IPAddressTests {
  @Test(arguments: [
    ("192.0.2.1", "192.0.2.1"), ("0.0.0.0", "0.0.0.0"), ("255.255.255.255", "255.255.255.255"),
    ("net ‹198.51.100.0›/24", "198.51.100.0"), ("at ‹203.0.113.9›:8080", "203.0.113.9"),
    ("It is ‹192.0.2.1›. Yes", "192.0.2.1"), ("‹192.000.002.001›", "192.000.002.001"),
    ("地址‹192.0.2.1›吗", "192.0.2.1"), ("‹192.0.2.1›-192.0.2.9", "192.0.2.1"),
  ])
  func takesDottedQuads(_ text: String, _ value: String) {
    #expect(checked(.ipv4, text)?.value == value)
  }

  @Test(arguments: [
    "256.0.2.1", "192.0.2", "192.0.2.01", "1.02.3.4", "v‹1.2.3.4›", "‹1.2.3.4›.5", "0.‹1.2.3.4›",
    "‹1.2.3.4›-rc1", "‹1.2.3.4›+build", "‹1.2.3.4›x", "1.2..4",
  ])
  func refusesWhatIsNoDottedQuad(_ text: String) {
    #expect(checked(.ipv4, text) == nil)
  }

  @Test func doubtsProductVersions() throws {
    #expect(try #require(checked(.ipv4, "Browser/‹1.5.0.7›")).adjustment == -0.5)
    #expect(try #require(checked(.ipv4, "http://‹192.0.2.1›/x")).adjustment == 0)
  }

  @Test(arguments: [
    ("2001:db8::1", "2001:db8::1"), ("::1", "::1"), ("2001:db8::", "2001:db8::"),
    ("2001:DB8:0:0:8:800:200C:417A", "2001:DB8:0:0:8:800:200C:417A"),
    ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7::"), ("::2:3:4:5:6:7:8", "::2:3:4:5:6:7:8"),
    ("::ffff:192.0.2.128", "::ffff:192.0.2.128"),
    ("64:ff9b::192.0.2.33", "64:ff9b::192.0.2.33"),
    ("1:2:3:4:5:6:192.0.2.1", "1:2:3:4:5:6:192.0.2.1"),
    ("fe80::1%eth0", "fe80::1%eth0"), ("2001:db8::1:", "2001:db8::1"),
    ("[‹2001:db8::1›]:443", "2001:db8::1"), ("fe80::1%", "fe80::1"),
  ])
  func takesEveryTextForm(_ text: String, _ value: String) {
    #expect(checked(.ipv6, text)?.value == value)
  }

  @Test(arguments: [
    "10:30:00", "00:1A:2B:3C:4D:5E", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1::2::3", "a::b",
    "dead::beef", "std‹::1›", "list[‹1::2›]", ":::1", "12345::1", "1:2:3:4:5:6:7:8::",
    "::1‹::2›", "::256.0.2.1", "1:2:3:4:5:6:7:192.0.2.1",
  ])
  func refusesWhatIsNoIPv6Address(_ text: String) {
    #expect(checked(.ipv6, text) == nil)
  }

  @Test func doubtsTwoColons() throws {
    #expect(try #require(checked(.ipv6, "::")).adjustment < -0.5)
  }
}
