import Testing

@testable import Detection

@Suite struct DigestTests {
  /// FIPS 180-4's examples, as NIST's Cryptographic Standards and Guidelines page prints them.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func sha256(text: String, expected: String) {
    #expect(Self.hex(SHA256.digest(Self.bytes(text), count: text.utf8.count)) == expected)
  }

  /// The empty text's is in Ethereum's Yellow Paper, the second's in many a client's tests; the third fills a block.
  @Test(arguments: [
    ("", "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"),
    ("abc", "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45"),
    (
      String(repeating: "a", count: 135),
      "34367dc248bbd832f4e3e69dfaac2f92638bd0bbd18f2912ba4ef454919cf446"
    ),
  ])
  func keccak256(text: String, expected: String) {
    #expect(Self.hex(Keccak256.digest(Self.bytes(text), count: text.utf8.count)) == expected)
  }

  private static func bytes(_ text: String) -> InlineArray<136, UInt8> {
    var bytes = InlineArray<136, UInt8>(repeating: 0)
    for (index, byte) in text.utf8.enumerated() { bytes[index] = byte }
    return bytes
  }

  private static func hex(_ digest: InlineArray<32, UInt8>) -> String {
    digest.indices.map { index in
      let text = String(digest[index], radix: 16)
      return text.count == 1 ? "0" + text : text
    }.joined()
  }
}
