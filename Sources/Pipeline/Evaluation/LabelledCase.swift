package import Foundation

/// A text in which people have marked what is personal, and how far their marks go.
package struct LabelledCase: Sendable {
  /// A marked value; positions count Unicode scalars.
  package struct Label: Sendable {
    package var type: String
    package var range: Range<Int>
  }

  /// Its line in its file, from 1.
  package var line: Int
  package var id: String
  package var text: String
  package var labels: [Label]
  /// Types of which every value is marked; nil when that holds for whatever can be found.
  package var labelledTypes: Set<String>?
  /// Findings of the labelled types that touch no mark are false alarms.
  package var isComplete: Bool
  /// The place that its record would name.
  package var region: String?
}

/// Why a labelled file can't be used; it never carries a text of the file.
package struct LabelledFileError: Error, Sendable {
  package enum Reason: String, Sendable {
    /// Not JSON, or not UTF-8.
    case badJSON = "bad-json"
    /// A member is missing or of the wrong type.
    case badCase = "bad-case"
    /// A span is empty, or outside its text.
    case badSpan = "bad-span"
  }

  package var source: String
  package var line: Int
  package var reason: Reason
}

extension LabelledCase {
  /// The members of a case that mean something here; others are ignored.
  private struct Form: Decodable {
    struct Span: Decodable {
      var type: String
      var start: Int
      var end: Int
    }

    /// Files number their cases or name them.
    enum Identifier: Decodable {
      case name(String)
      case number(Int)

      init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if let number = try? value.decode(Int.self) {
          self = .number(number)
        } else {
          self = .name(try value.decode(String.self))
        }
      }
    }

    var id: Identifier?
    var text: String
    var spans: [Span]?
    var labelledTypes: [String]?
    var complete: Bool?
    var region: String?

    enum CodingKeys: String, CodingKey {
      case id, text, spans, complete, region
      case labelledTypes = "labelled_types"
    }
  }

  /// Reads a file's cases, one a line; blank lines are skipped.
  ///
  /// - Parameter source: how errors call the file.
  /// - Throws: ``LabelledFileError`` for the first line that is no case.
  package static func read(_ data: Data, source: String) throws(LabelledFileError) -> [LabelledCase]
  {
    var cases: [LabelledCase] = []
    let decoder = JSONDecoder()
    for (index, bytes) in data.split(separator: 0x0A, omittingEmptySubsequences: false)
      .enumerated()
    where !bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) {
      do throws(LabelledFileError.Reason) {
        cases.append(try read(Data(bytes), line: index + 1, decoder))
      } catch {
        throw LabelledFileError(source: source, line: index + 1, reason: error)
      }
    }
    return cases
  }

  private static func read(
    _ bytes: Data, line: Int, _ decoder: JSONDecoder
  ) throws(LabelledFileError.Reason) -> LabelledCase {
    let form: Form
    do {
      form = try decoder.decode(Form.self, from: bytes)
    } catch DecodingError.dataCorrupted {
      throw .badJSON
    } catch {
      throw .badCase
    }
    let length = form.text.unicodeScalars.count
    var labels: [Label] = []
    for span in form.spans ?? [] {
      guard span.start >= 0, span.start < span.end, span.end <= length else { throw .badSpan }
      labels.append(Label(type: span.type, range: span.start..<span.end))
    }
    var id = "line \(line)"
    switch form.id {
    case .name(let name): id = name
    case .number(let number): id = String(number)
    case nil: break
    }
    return LabelledCase(
      line: line, id: id, text: form.text, labels: labels,
      labelledTypes: form.labelledTypes.map(Set.init), isComplete: form.complete ?? true,
      region: form.region)
  }
}

extension LabelledFileError.Reason: Error {}
