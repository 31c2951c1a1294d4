import Records
import Storage

/// Which members of a record name what lies outside it: recordings, transcripts, screenshots.
///
/// Top-level members are told by their exact names, those below by theirs without regard to case,
/// underscores and hyphens.
package struct ReferenceFields: Sendable {
  /// Top-level members that are a reference, or hold or lead to some.
  private static let top = """
    recording_url recordingUrl stereo_recording_url stereoRecordingUrl recording_id recordingId \
    recording recordings artifact artifacts evidence call message
    """

  /// Members that are a URL or an object's id wherever they stand.
  private static let references: Set<[UInt8]> = names(
    """
    recordingurl stereorecordingurl monorecordingurl videorecordingurl recordinguri recordingid recordingsid \
    recordingpath audiourl videourl transcripturl logurl pcapurl screenshoturl artifacturl artifactid \
    evidenceurl attachmenturl objectkey objectid storageuri storagekey
    """)

  /// Members below which anything that locates or identifies counts, and what does.
  private static let holders: Set<[UInt8]> = names(
    "recording recordings artifact artifacts evidence screenshot screenshots attachment attachments"
  )
  private static let locators: Set<[UInt8]> = names(
    "url uri href id sid key path location presignedurl downloadurl storageurl")

  /// How far below a top-level member is looked.
  private static let depth = 5

  /// Names to look for at the top level.
  let names: [String]
  private let keys: [[UInt8]]
  /// What the caller adds.
  private let pointers: [[String]]

  /// - Parameter pointers: the segments of JSON Pointers to more references.
  package init(mapped pointers: [[String]] = []) {
    names = Self.top.split(separator: " ").map(String.init)
    keys = names.map { Self.key(Array($0.utf8)[...]) }
    self.pointers = pointers
  }

  /// The scanner's fields that mean work, as a set of bits.
  ///
  /// - Parameter numbers: the scanner's field number of each of ``names``.
  func fieldSet(_ numbers: ArraySlice<Int>) -> UInt128 {
    numbers.reduce(0) { $0 | 1 << UInt128($1) }
  }

  /// Whether every record must be asked, because the caller named members.
  var asksEveryRecord: Bool { !pointers.isEmpty }

  /// What a scanned record refers to.
  func references(
    _ scanner: borrowing JSONScanner, numbers: ArraySlice<Int>, _ bytes: Span<UInt8>,
    _ maps: Span<UInt64>, lineStart: Int
  ) -> [ExternalReference] {
    var found: [(pointer: String, value: FieldValue)] = []
    for (index, number) in numbers.enumerated() {
      let field = scanner.fields[number]
      if field.isScalar {
        if Self.references.contains(keys[index]) || Self.holders.contains(keys[index]) {
          found.append((JSONPointer.text([names[index]]), field))
        }
      } else if field.kind == .container {
        let isHolder = Self.holders.contains(keys[index])
        ScalarVisit.scalars(below: field.start, depth: Self.depth, bytes, maps: maps) {
          path, value in
          guard Self.refers(path, isHolder: isHolder, bytes) else { return }
          found.append((JSONPointer.text([names[index]] + Self.segments(path, bytes)), value))
        }
      }
    }
    for pointer in pointers {
      let value = JSONScanner.value(at: pointer, bytes, maps: maps, lineFrom: lineStart)
      if value.isScalar { found.append((JSONPointer.text(pointer), value)) }
    }
    return found.compactMap { pointer, value in
      var text: [UInt8] = []
      JSONEscapes.decode(bytes, value.start, value.end, into: &text)
      return text.isEmpty ? nil : ExternalReference(member: Array(pointer.utf8), value: text)
    }
  }

  /// Whether the scalar at the end of a way is a reference: by its own name, or by standing in a
  /// holder and saying where or which.
  private static func refers(
    _ path: [ScalarVisit.Step], isHolder: Bool, _ bytes: Span<UInt8>
  ) -> Bool {
    var isHeld = isHolder
    var last: [UInt8]?
    for step in path {
      guard case .member(let range) = step else { continue }
      if let last, holders.contains(last) { isHeld = true }
      var name: [UInt8] = []
      JSONEscapes.decode(bytes, range.lowerBound, range.upperBound, into: &name)
      last = key(name[...])
    }
    // A list's own element goes by the list's name.
    guard let last else { return isHolder }
    if references.contains(last) || holders.contains(last) { return true }
    return isHeld && locators.contains(last)
  }

  private static func segments(_ path: [ScalarVisit.Step], _ bytes: Span<UInt8>) -> [String] {
    path.map { step in
      switch step {
      case .element(let index): return String(index)
      case .member(let range):
        var name: [UInt8] = []
        JSONEscapes.decode(bytes, range.lowerBound, range.upperBound, into: &name)
        return String(decoding: name, as: UTF8.self)
      }
    }
  }

  /// A name in lower case without underscores and hyphens.
  private static func key(_ name: ArraySlice<UInt8>) -> [UInt8] {
    name.compactMap { byte in
      if byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") { return nil }
      return byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte
    }
  }

  private static func names(_ list: String) -> Set<[UInt8]> {
    Set(list.split(separator: " ").map { Array($0.utf8) })
  }
}
