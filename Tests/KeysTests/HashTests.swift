import Keys
import Testing

struct HashTests {
  /// SHA-256 of the one-block and two-block messages of FIPS 180-2, appendix B, and of nothing.
  @Test(arguments: [
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
  ])
  func streamDigestMatchesPublishedValues(text: String, expected: String) throws {
    var digest = try StreamDigest()
    for byte in text.utf8 { try digest.update([byte].span) }
    #expect(try digest.digestSoFar().bytes.hexadecimal == expected)
  }

  @Test func digestSoFarDoesNotEndTheStream() throws {
    var interrupted = try StreamDigest()
    try interrupted.update(Array("ab".utf8).span)
    let early = try interrupted.digestSoFar()
    try interrupted.update(Array("c".utf8).span)
    var whole = try StreamDigest()
    try whole.update(Array("abc".utf8).span)
    #expect(try interrupted.digestSoFar() == whole.digestSoFar())
    #expect(try early != whole.digestSoFar())
  }

  /// Computed with Python's `hmac` module: key 00…1f, the part's length as eight big-endian bytes,
  /// the part.
  @Test func keyedHashMatchesAnotherImplementation() throws {
    let key = try TestKey.counting()
    var hasher = try KeyedHasher(key: key)
    let expected = "8dd9401ea4e5af73c5d169c6484b3c13ab4b9e48b9a8c682b06bcd74e3d5bd6f"
    for _ in 0..<3 {
      #expect(try hasher.hash(Array("abc".utf8).span).bytes.hexadecimal == expected)
    }
  }

  @Test func framingKeepsPartsApart() throws {
    var hasher = try KeyedHasher(key: SecretKey.random())
    let first = try hasher.hash(Array("ab".utf8).span, Array("c".utf8).span)
    let second = try hasher.hash(Array("a".utf8).span, Array("bc".utf8).span)
    let joined = try hasher.hash(Array("abc".utf8).span)
    #expect(Set([first, second, joined]).count == 3)
  }

  @Test func digestsSurviveTheirBytes() throws {
    let bytes = try RandomBytes.bytes(count: 32)
    let found = Digest32(bytes.span)
    let digest = try #require(found)
    #expect(digest.bytes == bytes)
    #expect(digest.truncated.bytes == Array(bytes[..<16]))
    let short = Digest32(bytes.span.extracting(first: 31))
    #expect(short == nil)
    #expect(digest.truncated.hexadecimal == bytes[..<16].map { $0 }.hexadecimal)
  }
}

enum TestKey {
  /// The key of the bytes 00…1f.
  static func counting() throws -> SecretKey {
    let bytes = (0..<32).map { UInt8($0) }
    let key = SecretKey(copying: bytes.span)
    return try #require(key)
  }
}
