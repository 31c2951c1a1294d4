/// Turns away most of what stands in `speaker` or `from`, without allocating: roles and ids in almost every record.
package enum PartyFilter {
  /// Whether a value might name, address or number somebody.
  ///
  /// A name has a capital or a letter outside ASCII, an address an `@`, a number seven digits; one word that is
  /// a role is none of them.
  package static func mayNameSomebody(_ value: Span<UInt8>) -> Bool {
    var digits = 0
    var isWord = true
    var mayName = false
    var hash = FNV1a()
    for index in value.indices {
      let byte = value[index]
      if byte.isASCIIDigit { digits += 1 }
      if byte.isASCIIUppercase || byte.isNonASCII || byte == UInt8(ascii: "@")
        || byte == UInt8(ascii: "\\")
      {
        mayName = true
      }
      if !byte.isASCIILetter { isWord = false }
      hash.add(byte | 0x20)
    }
    if isWord, mayName { return !KnownWords.roles.contains(hash.value) }
    return mayName || digits >= 7
  }
}
