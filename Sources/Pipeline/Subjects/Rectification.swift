import Detection
package import Keys
package import Records
import Redaction
package import Storage

/// Why a correction was not made.
package enum RectificationError: Error, Sendable {
  /// There is no string or number at the pointer.
  case nothingThere
  /// There is an object or an array at the pointer.
  case container
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
    let found = Self.value(at: pointer, in: record)
    let corrected = try replacing(found, in: record, with: value)
    var examiner = try RecordExaminer(options)
    guard try examiner.examine(corrected.span, operatorKey: key) != .unexaminable else {
      throw RectificationError.refused(examiner.refusal ?? .unverified)
    }
    var content = examiner.content
    if tokens(in: record[..<found.start]) + tokens(in: record[found.end...]) == 0 {
      content.outdatedValues = tokens(in: record[found.start..<found.end])
    }
    return content
  }

  /// How many replaced values stand in a text, as operators leave them: `<EMAIL_ADDRESS>`.
  private static func tokens(in text: ArraySlice<UInt8>) -> Int {
    var count = 0
    var name: Int?
    for byte in text {
      switch byte {
      case UInt8(ascii: "<"): name = 0
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "_"):
        name = name.map { $0 + 1 }
      case UInt8(ascii: ">"), UInt8(ascii: ":"):
        if let length = name, length > 0 { count += 1 }
        name = nil
      default: name = nil
      }
    }
    return count
  }

  private static func replacing(
    _ found: FieldValue, in record: [UInt8], with value: String
  ) throws(RectificationError) -> [UInt8] {
    var text = Array(record[..<found.start])
    let bytes = Array(value.utf8)
    switch found.kind {
    case .absent: throw .nothingThere
    case .container: throw .container
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
