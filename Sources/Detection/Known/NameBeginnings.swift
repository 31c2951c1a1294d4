import Records

/// How the words of some names begin: by that alone most texts are told to hold none of them.
package struct NameBeginnings: Sendable {
  /// Up to three letters or digits of a word, in lower case, the first one lowest.
  private struct Beginning: Equatable {
    var letters: UInt32 = 0
    /// Of shorter words, only as many as they have.
    var mask: UInt32 = 0
  }

  private static let length = 3

  private var all: [Beginning] = []
  /// By five bits of the first letter, which are the same in both cases, whether a word begins with it.
  private var firsts: UInt32 = 0
  /// Whatever a text holds, it may hold one of them: a name has other letters than ASCII's, which texts may have
  /// without their accents.
  private var isFolded = false
  /// Words that begin with a digit may be of one of them.
  private var holdNumbers = false

  package init() {}

  mutating func removeAll() {
    if !all.isEmpty { all.removeAll(keepingCapacity: true) }
    firsts = 0
    isFolded = false
    holdNumbers = false
  }

  /// Adds the words of a name.
  package mutating func insert(wordsOf name: Span<UInt8>) {
    var isInside = false
    for index in name.indices {
      let byte = name[index]
      isFolded = isFolded || byte >= 0x80
      defer { isInside = byte.isASCIIAlphanumeric }
      guard byte.isASCIIAlphanumeric, !isInside else { continue }
      let beginning = Self.beginning(of: name, index, name.count)
      if !all.contains(beginning) { all.append(beginning) }
      firsts |= 1 << UInt32(byte & 31)
    }
  }

  /// Adds all numbers.
  mutating func insertNumbers() { holdNumbers = true }

  /// Whether one of the names may stand in a text: too often rather than too seldom.
  ///
  /// - Parameter isEncoded: it may stand there in base64 too.
  /// - Complexity: O(`range`), a few instructions a byte.
  package func mayStand(
    in text: Span<UInt8>, _ range: Range<Int>, isEncoded: Bool
  ) -> Bool {
    if isFolded { return true }
    var word = range.lowerBound
    for index in range {
      let byte = text[index]
      if byte.isASCIIAlphanumeric {
        if index == word, mayBegin(text, index, range.upperBound) { return true }
        continue
      }
      // Escapes in the manner of JSON, URLs and HTML.
      switch byte {
      case UInt8(ascii: "\\"), UInt8(ascii: "%"), UInt8(ascii: "&"), 0x80...: return true
      default: word = index + 1
      }
    }
    return isEncoded && SpanBytes.holdsBase64(text.extracting(range))
  }

  @inline(__always)
  private func mayBegin(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    if holdNumbers, text[start].isASCIIDigit { return true }
    guard firsts >> UInt32(text[start] & 31) & 1 != 0 else { return false }
    let letters = Self.beginning(of: text, start, end).letters
    return all.contains { letters & $0.mask == $0.letters }
  }

  @inline(__always)
  private static func beginning(of text: Span<UInt8>, _ start: Int, _ end: Int) -> Beginning {
    var beginning = Beginning()
    for place in 0..<min(length, end - start) {
      let byte = text[start + place]
      guard byte.isASCIIAlphanumeric else { break }
      beginning.letters |= UInt32(byte.asciiLowercased) << UInt32(8 * place)
      beginning.mask |= 0xFF << UInt32(8 * place)
    }
    return beginning
  }
}
