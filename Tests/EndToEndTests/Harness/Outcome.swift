import Foundation
import Testing

/// What a finished run left behind.
struct Outcome {
  let stdout: [UInt8]
  let stderr: [UInt8]
  let exitCode: Int32

  var text: String { String(decoding: stdout, as: UTF8.self) }
  var messages: String { String(decoding: stderr, as: UTF8.self) }

  /// The lines of stdout, without their LF.
  var lines: [String] { text.lines }

  /// Every line of stdout, parsed.
  func values() throws -> [JSON] { try lines.map(JSON.init(parsing:)) }

  /// The last line of stderr, parsed: where `--summary -` writes.
  func summary() throws -> JSON { try JSON(parsing: #require(messages.lines.last)) }
}

extension String {
  /// Split at LF; a last line without one counts, the nothing after a last LF does not.
  var lines: [String] {
    var lines = split(separator: "\n" as Unicode.Scalar, omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines.map(String.init)
  }

  private func split(
    separator: Unicode.Scalar, omittingEmptySubsequences: Bool
  ) -> [Substring] {
    // By scalar: as a Character, CR LF is one separator of its own.
    unicodeScalars.split(
      separator: separator, omittingEmptySubsequences: omittingEmptySubsequences
    ).map(Substring.init)
  }
}

/// Where two byte strings part, or nil if they are the same. An expectation on the arrays
/// themselves would print megabytes.
func firstDifference(_ left: [UInt8], _ right: [UInt8]) -> Int? {
  if left == right { return nil }
  return zip(left, right).enumerated().first { $1.0 != $1.1 }?.offset
    ?? min(left.count, right.count)
}

extension [UInt8] {
  /// Whether these bytes stand anywhere in this array.
  func contains(text: String) -> Bool { Data(self).range(of: Data(text.utf8)) != nil }
}
