import CorpusText
import Records

/// Records to go through, and the rules' view of them.
enum Input {
  private static let seed: UInt64 = 20_260_101

  /// Whole records of a corpus, `size` bytes or a little more.
  static func records(_ mode: Corpus.Mode, size: Int = 256 << 10) -> [UInt8] {
    var corpus = Corpus(mode, seed: seed)
    var bytes: [UInt8] = []
    while bytes.count < size { corpus.appendRecord(to: &bytes) }
    return bytes
  }

  /// What is said in a corpus, turn by turn.
  static func turns(_ mode: Corpus.Mode, size: Int = 128 << 10) -> [String] {
    var corpus = Corpus(mode, seed: seed)
    var turns: [String] = []
    var length = 0
    while length < size {
      var turn: [UInt8] = []
      corpus.appendTurn(to: &turn)
      turns.append(String(decoding: turn, as: UTF8.self))
      length += turn.count
    }
    return turns
  }

  /// One record for each text, which is its only string.
  static func records(of texts: [String]) -> [UInt8] {
    var bytes: [UInt8] = []
    for text in texts {
      bytes += #"{"text":""#.utf8
      JSONEscapes.encode(Array(text.utf8).span, into: &bytes)
      bytes += "\"}\n".utf8
    }
    return bytes
  }
}

enum MicroError: Error {
  case noRecord
  case noSuchFamily(rule: String)
}
