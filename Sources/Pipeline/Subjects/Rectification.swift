import Detection
package import Keys
package import Records
import Redaction
package import Storage

/// Why a correction was not made.
package enum RectificationError: Error, Sendable {
  /// There is no string or number at the pointer.
  case nothingThere
  /// The corrected record can't be examined, for this reason, so it may not be stored.
  case refused(RefusalReason)
}

/// Puts a value into a record and redacts the record anew.
package enum Rectification {
  /// - Parameters:
  ///   - record: one JSON value, as it is stored.
  ///   - pointer: the segments of a JSON Pointer to a string or a number.
  ///   - value: what takes its place: a number where one stood, if it is one; else a string.
  ///   - key: the tenant's pseudonym key.
  /// - Throws: ``RectificationError``; `CryptoError` when libcrypto refuses.
  package static func correct(
    _ record: [UInt8], at pointer: [String], to value: String, _ options: RunOptions,
    key: SecretKey
  ) throws -> RecordContent {
    let corrected = try replacing(record, at: pointer, with: value)
    var examiner = try RecordExaminer(options)
    guard try examiner.examine(corrected.span, operatorKey: key) != .unexaminable else {
      throw RectificationError.refused(examiner.refusal ?? .unverified)
    }
    return examiner.content
  }

  private static func replacing(
    _ record: [UInt8], at pointer: [String], with value: String
  ) throws(RectificationError) -> [UInt8] {
    let found = Self.value(at: pointer, in: record)
    var text = Array(record[..<found.start])
    let bytes = Array(value.utf8)
    switch found.kind {
    case .absent, .container: throw .nothingThere
    case .string, .escapedString: JSONEscapes.encode(bytes.span, into: &text)
    case .number:
      let number = Self.value(at: [], in: bytes)
      if number.kind == .number, number.start == 0, number.end == bytes.count {
        text += bytes
      } else {
        text += Array(JSONObjectWriter.quoted(value).utf8)
      }
    }
    return text + record[found.end...]
  }

  private static func value(at pointer: [String], in text: [UInt8]) -> FieldValue {
    var maps = ByteMaps()
    maps.classify(text.span, gate: TriggerGate())
    let words = maps.words
    return JSONScanner.value(at: pointer, text.span, maps: words.span, lineFrom: 0)
  }
}
