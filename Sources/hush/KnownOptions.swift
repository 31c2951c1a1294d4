import ArgumentParser
import Pipeline
import Records

/// Whose names and numbers are looked for beside those that records usually give.
struct KnownOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Look for the value at this JSON Pointer in the whole of its record; * is any one step.",
      valueName: "known=/pointer"))
  var map: [String] = []

  func validate() throws {
    for entry in map {
      guard try KnownMapping.pointer(entry) != nil else {
        throw ValidationError("--map takes known and a JSON Pointer: --map known=/customer/alias")
      }
    }
  }

  /// The usual members and those of `--map`. Only what ``validate()`` has let pass is asked.
  var fields: KnownFields {
    KnownFields(mapped: map.compactMap { try? KnownMapping.pointer($0) })
  }
}

/// A `--map known=/pointer`.
enum KnownMapping {
  /// The pointer's segments; nil when the entry maps something else.
  ///
  /// - Throws: `ValidationError` when it maps `known` to anything but a JSON Pointer with a step.
  static func pointer(_ entry: String) throws -> [String]? {
    guard entry.hasPrefix("known=") else { return nil }
    let text = String(entry.dropFirst("known=".count))
    guard let segments = JSONPointer.segments(text), !segments.isEmpty else {
      throw ValidationError("--map known takes a JSON Pointer: --map known=/customer/alias")
    }
    return segments
  }
}
