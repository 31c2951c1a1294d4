import Foundation

/// A parsed JSON value, for looking into what a command printed.
enum JSON: Equatable, Decodable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([JSON])
  case object([String: JSON])

  init(parsing text: String) throws {
    self = try JSONDecoder().decode(JSON.self, from: Data(text.utf8))
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode([JSON].self) {
      self = .array(value)
    } else {
      self = .object(try container.decode([String: JSON].self))
    }
  }

  subscript(_ name: String) -> JSON? {
    if case .object(let members) = self { members[name] } else { nil }
  }

  var string: String? { if case .string(let value) = self { value } else { nil } }
  var double: Double? { if case .number(let value) = self { value } else { nil } }
  var int: Int? { double.flatMap { Int(exactly: $0) } }
  var names: Set<String> { if case .object(let members) = self { Set(members.keys) } else { [] } }

  /// A time as RFC 3339, with or without a fraction.
  var time: Date? {
    guard let string else { return nil }
    return (try? Date(string, strategy: .iso8601))
      ?? (try? Date(string, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true)))
  }
}

/// The member names of an object in the order they are written.
func memberOrder(_ line: String, of expected: [String]) -> [String] {
  expected
    .compactMap { name in line.range(of: "\"\(name)\":").map { (name, $0.lowerBound) } }
    .sorted { $0.1 < $1.1 }
    .map(\.0)
}
