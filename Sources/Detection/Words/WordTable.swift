import Records
import RuleFormat

/// The words of all rules' contexts, each once: one pass over a text finds those of all rules.
struct WordTable: Sendable {
  /// A word and what may stand beside it.
  struct Word: Hashable, Sendable {
    /// ASCII letters in lower case.
    var bytes: [UInt8]
    var anyLettersBefore: Bool
    var anyLettersAfter: Bool

    init(_ written: String) {
      var bytes = Array(written.utf8).map(\.asciiLowercased)
      let before = bytes.first == UInt8(ascii: "*")
      let after = bytes.last == UInt8(ascii: "*")
      if before { bytes.removeFirst() }
      if after { bytes.removeLast() }
      let standsAlone = (bytes.first ?? 0) < 0x80
      self.bytes = bytes
      anyLettersBefore = before || !standsAlone
      anyLettersAfter = after || !standsAlone
    }

    /// Whether every row of digits in it stands behind a letter.
    var hasDigitsBehindLettersOnly: Bool {
      bytes.indices.allSatisfy { index in
        !bytes[index].isASCIIDigit
          || index > 0 && (bytes[index - 1].isASCIILetter || bytes[index - 1].isASCIIDigit)
      }
    }

    /// Whether the word's letters at `start` in a text are the word and no part of another.
    func stands(in text: Span<UInt8>, at start: Int) -> Bool {
      (anyLettersBefore || Self.isWordStart(text, start))
        && (anyLettersAfter || Self.isWordEnd(text, start + bytes.count))
        && ReplacementToken.range(around: start..<start + bytes.count, in: text) == nil
    }

    private static func isWordStart(_ text: Span<UInt8>, _ position: Int) -> Bool {
      guard position > 0 else { return true }
      let before = text[position - 1]
      return !before.isASCIILetter || (before.isASCIILowercase && !text[position].isASCIILowercase)
    }

    private static func isWordEnd(_ text: Span<UInt8>, _ position: Int) -> Bool {
      guard position < text.count else { return true }
      let after = text[position]
      return !after.isASCIILetter
        || (text[position - 1].isASCIILowercase && !after.isASCIILowercase)
    }
  }

  let words: [Word]
  /// Words of 64 bits for a set of words.
  let width: Int
  /// What the words are made of, a literal for all words of the same letters; nil where there are no words.
  let literals: LiteralSet?
  /// Words of each literal, as a range of ``wordsOfLiterals``.
  private let literalStarts: [Int]
  private let wordsOfLiterals: [Int]
  /// By the words as rules write them.
  private let numbers: [String: Int]

  init(_ rules: [Rule]) {
    var numbers: [String: Int] = [:]
    var places: [Word: Int] = [:]
    var words: [Word] = []
    // Rules share lists: most words have been seen before.
    for written in rules.flatMap({ ($0.context?.words ?? []) + ($0.vetoes?.words ?? []) })
    where numbers[written] == nil {
      let word = Word(written)
      guard !word.bytes.isEmpty else { continue }
      if places[word] == nil {
        places[word] = words.count
        words.append(word)
      }
      numbers[written] = places[word]
    }
    self.numbers = numbers
    self.words = words
    width = (words.count + 63) / 64
    let byLetters = Dictionary(grouping: words.indices) { words[$0].bytes }
    // Those that may begin inside another word come last.
    let inner = Set(words.filter(\.anyLettersBefore).map(\.bytes))
    let letters = byLetters.keys
      .map { (letters: $0, areInner: inner.contains($0)) }
      .sorted { left, right in
        left.areInner == right.areInner
          ? left.letters.lexicographicallyPrecedes(right.letters) : right.areInner
      }
      .map(\.letters)
    var starts: [Int] = [0]
    var ordered: [Int] = []
    for literal in letters {
      ordered += byLetters[literal] ?? []
      starts.append(ordered.count)
    }
    literalStarts = starts
    wordsOfLiterals = ordered
    literals =
      letters.isEmpty ? nil : LiteralSet(letters, words: letters.count - inner.count)
  }

  /// The number of a word as a rule writes it; nil for one that no rule has.
  func number(of written: String) -> Int? { numbers[written] }

  /// The words that are made of a literal.
  func words(of literal: Int) -> Range<Int> { literalStarts[literal]..<literalStarts[literal + 1] }

  func word(at place: Int) -> Int { wordsOfLiterals[place] }
}
