import Detection
import Testing

/// What an IP address is for, at both ends of each block of the registries (RFC 6890).
@Suite struct AddressClassTests {
  private func kind(_ text: String) throws -> AddressClass? {
    let validator = try #require(Validator(name: text.contains(":") ? "ipv6" : "ipv4"))
    let bytes = Array(text.utf8)
    let verdict = validator.check(bytes.span, 0..<bytes.count)
    guard let verdict, case .address(let kind) = verdict.detail else { return nil }
    return kind
  }

  @Test(arguments: [
    ("8.8.8.8", AddressClass.public), ("1.1.1.1", .public), ("223.255.255.255", .public),
    ("9.255.255.255", .public), ("10.0.0.0", .private), ("10.255.255.255", .private),
    ("11.0.0.0", .public), ("172.15.255.255", .public), ("172.16.0.0", .private),
    ("172.31.255.255", .private), ("172.32.0.0", .public), ("192.168.0.0", .private),
    ("192.168.255.255", .private), ("192.169.0.0", .public), ("100.63.255.255", .public),
    ("100.64.0.0", .private), ("100.127.255.255", .private), ("100.128.0.0", .public),
    ("127.0.0.1", .loopback), ("127.255.255.255", .loopback), ("128.0.0.0", .public),
    ("169.254.0.0", .linkLocal), ("169.254.255.255", .linkLocal), ("169.255.0.0", .public),
    ("192.0.2.255", .documentation), ("198.51.100.0", .documentation),
    ("203.0.113.7", .documentation), ("203.0.114.0", .public), ("192.0.0.8", .reserved),
    ("198.18.0.0", .reserved), ("198.19.255.255", .reserved), ("198.20.0.0", .public),
    ("224.0.0.1", .multicast), ("239.255.255.255", .multicast), ("240.0.0.1", .reserved),
    ("255.255.255.254", .reserved), ("255.255.255.255", .broadcast), ("0.0.0.0", .unspecified),
    ("0.255.255.255", .unspecified),
  ])
  func ofFourBytes(_ text: String, _ expected: AddressClass) throws {
    #expect(try kind(text) == expected)
  }

  @Test(arguments: [
    ("::1", AddressClass.loopback), ("::", .unspecified), ("::2", .public),
    ("2001:db8::1", .documentation), ("2001:db9::1", .public), ("3fff:fff::1", .documentation),
    ("fe80::1%eth0", .linkLocal), ("febf::1", .linkLocal), ("fec0::1", .private),
    ("fc00::1", .private), ("fdff:1::1", .private), ("fe00::1", .public), ("ff02::1", .multicast),
    ("2606:4700::1111", .public), ("100::7", .reserved), ("2001:2::1", .reserved),
    ("2001:10::1", .reserved), ("64:ff9b:1::1", .private),
    // A mapped or translated IPv4 address is what that is.
    ("::ffff:192.168.1.1", .private), ("::ffff:127.0.0.1", .loopback),
    ("::ffff:c000:201", .documentation),
    ("64:ff9b::10.0.0.1", .private), ("0:0:0:0:0:ffff:8.8.8.8", .public),
  ])
  func ofSixteenBytes(_ text: String, _ expected: AddressClass) throws {
    #expect(try kind(text) == expected)
  }
}
