import CorpusText
import Foundation

/// Writes a corpus to the output: `corpus --mode typical --mb 200 --seed 1`.
@main
struct CorpusCommand {
  private static let bytesPerWrite = 1 << 20

  static func main() throws {
    var mode = Corpus.Mode.typical
    var size = 10_000_000
    var seed: UInt64 = 1
    var arguments = CommandLine.arguments.dropFirst()
    while let name = arguments.popFirst() {
      guard let value = arguments.popFirst() else { usage() }
      switch name {
      case "--mode":
        guard let known = Corpus.Mode(rawValue: value) else { usage() }
        mode = known
      case "--mb":
        guard let megabytes = Int(value), megabytes > 0 else { usage() }
        size = megabytes * 1_000_000
      case "--seed":
        guard let number = UInt64(value) else { usage() }
        seed = number
      default: usage()
      }
    }
    try write(Corpus(mode, seed: seed), size: size)
  }

  /// Writes whole records until there are `size` bytes or a little more.
  private static func write(_ corpus: Corpus, size: Int) throws {
    var corpus = corpus
    var written = 0
    var buffer: [UInt8] = []
    buffer.reserveCapacity(bytesPerWrite * 2)
    while written < size {
      buffer.removeAll(keepingCapacity: true)
      while buffer.count < min(bytesPerWrite, size - written) { corpus.appendRecord(to: &buffer) }
      try FileHandle.standardOutput.write(contentsOf: Data(buffer))
      written += buffer.count
    }
  }

  private static func usage() -> Never {
    let modes = Corpus.Mode.allCases.map(\.rawValue).joined(separator: "|")
    FileHandle.standardError.write(
      Data("usage: corpus [--mode \(modes)] [--mb N] [--seed N]\n".utf8))
    exit(64)
  }
}
