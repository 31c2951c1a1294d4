import Records

/// What listeners say while somebody else goes on speaking: `mm-hmm`, `okay, go ahead`.
enum Backchannel {
  /// Longer turns say something of their own.
  private static let longest = 48

  /// Whether a turn consists of such words alone, or of no words at all.
  static func isAll(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    guard end - start <= longest else { return false }
    var at = start
    while at < end {
      guard isWordByte(bytes[at]) else {
        at += 1
        continue
      }
      var next = at
      while next < end, isWordByte(bytes[next]) { next += 1 }
      guard words.contains(FNV1a(lowercasing: bytes, at..<next).value) else { return false }
      at = next
    }
    return true
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    byte.isASCIILetter || byte.isASCIIDigit || byte >= 0x80 || byte == UInt8(ascii: "'")
  }

  /// By their hashes.
  private static let words: Set<UInt64> = {
    let words = """
      ok okay k mm mmm mhm hm hmm mmhm mmhmm uh huh um yes yeah yep yup ya right sure alright all go ahead got it and \
      then next please continue thanks thank you great perfect good fine i'm i am listening with cool ready i see \
      sí si vale claro bien siga dígame diga oui ouais d'accord très bien allez y ja genau gut weiter bitte klar \
      sim certo pode falar tá sì va bene prego dica goed prima ga door haan theek hai
      """
    return Set(words.split(separator: " ").map { FNV1a(String($0)).value })
  }()
}
