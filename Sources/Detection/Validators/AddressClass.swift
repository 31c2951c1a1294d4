/// What an IP address is for: the IANA special-purpose address registries (RFC 6890) and multicast (RFC 5771, RFC 4291).
///
/// Names are what policy files call them.
package enum AddressClass: String, Sendable, CaseIterable {
  /// Anyone's on the Internet.
  case `public`
  /// 10/8, 172.16/12, 192.168/16 (RFC 1918), fc00::/7 (RFC 4193), fec0::/10, 64:ff9b:1::/48 (RFC 8215), and
  /// what a carrier's customers share, 100.64/10 (RFC 6598).
  case `private`
  case loopback
  case linkLocal = "link-local"
  /// 192.0.2/24, 198.51.100/24, 203.0.113/24 (RFC 5737), 2001:db8::/32 (RFC 3849), 3fff::/20 (RFC 9637).
  case documentation
  case multicast
  /// 0/8 (RFC 791) and `::`.
  case unspecified
  /// 255.255.255.255 (RFC 919).
  case broadcast
  /// Protocol assignments, benchmarks, discards and what is kept for later: no host has such an address for long.
  case reserved

  /// - Parameter address: the four bytes, the first in the highest bits.
  init(v4 address: UInt32) {
    for block in Self.blocksV4 where address >> (32 - block.width) == block.prefix {
      self = block.kind
      return
    }
    self = .public
  }

  /// - Parameter address: the sixteen bytes, the first in the highest bits.
  init(v6 address: UInt128) {
    // The IPv4 address that is mapped (RFC 4291 section 2.5.5.2) or translated (RFC 6052) says what it is.
    let isEmbedded = address >> 32 == 0xFFFF || address >> 32 == 0x0064_FF9B << 64
    if isEmbedded {
      self = AddressClass(v4: UInt32(truncatingIfNeeded: address))
      return
    }
    for block in Self.blocksV6 where address >> UInt128(128 - block.width) == block.prefix {
      self = block.kind
      return
    }
    self = .public
  }

  private struct Block<Bits: Sendable>: Sendable {
    var prefix: Bits
    var width: Bits
    var kind: AddressClass

    init(_ prefix: Bits, _ width: Bits, _ kind: AddressClass) {
      self.prefix = prefix
      self.width = width
      self.kind = kind
    }
  }

  // Narrower blocks stand before the wider ones around them.
  private static let blocksV4: [Block<UInt32>] = [
    Block(0xFFFF_FFFF, 32, .broadcast), Block(0xC000_02, 24, .documentation),
    Block(0xC633_64, 24, .documentation), Block(0xCB00_71, 24, .documentation),
    Block(0xC000_00, 24, .reserved), Block(0xC058_63, 24, .reserved), Block(0xC0A8, 16, .private),
    Block(0xA9FE, 16, .linkLocal), Block(0xC612 >> 1, 15, .reserved), Block(0xAC1, 12, .private),
    Block(0x6440 >> 6, 10, .private), Block(0x00, 8, .unspecified), Block(0x0A, 8, .private),
    Block(0x7F, 8, .loopback), Block(0xE, 4, .multicast), Block(0xF, 4, .reserved),
  ]

  private static let blocksV6: [Block<UInt128>] = [
    Block(0, 128, .unspecified), Block(1, 128, .loopback), Block(0x100 << 48, 64, .reserved),
    Block(0x0064_FF9B_0001, 48, .private), Block(0x2001_0002_0000, 48, .reserved),
    Block(0x2001_0DB8, 32, .documentation), Block(0x2001_0010 >> 4, 28, .reserved),
    Block(0x2001_0020 >> 4, 28, .reserved), Block(0x3FFF_0, 20, .documentation),
    Block(0x5F00, 16, .reserved), Block(0xFE80 >> 6, 10, .linkLocal),
    Block(0xFEC0 >> 6, 10, .private), Block(0xFF, 8, .multicast), Block(0xFC >> 1, 7, .private),
  ]
}
