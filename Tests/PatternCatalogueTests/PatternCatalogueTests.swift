import Detection
import Foundation
import PatternCatalogue
import RuleFormat
import Testing

@Suite struct PatternCatalogueTests {
  /// The folder the catalogue is built from, beside this one's parent.
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Patterns")

  static let fileNames: [String] =
    (try? FileManager.default.contentsOfDirectory(atPath: folder.path()))?
    .filter { $0.hasSuffix(".yaml") }.sorted() ?? []

  static let catalogue: [RuleFile] =
    (try? CompiledCatalogue.decode(PatternCatalogue.compiled)) ?? []

  @Test func holdsEveryFileOfTheFolder() {
    #expect(!Self.fileNames.isEmpty)
    #expect(Self.catalogue.count == Self.fileNames.count)
  }

  @Test(arguments: fileNames)
  func embeds(_ name: String) throws {
    let yaml = try String(contentsOf: Self.folder.appending(path: name), encoding: .utf8)
    let file = try RuleFileParser.parse(yaml, file: "Patterns/\(name)")
    #expect(Self.catalogue.contains(file))
  }

  @Test func hasNoIDTwice() {
    #expect(throws: Never.self) { try RuleFile.checkUniqueIDs(Self.catalogue) }
  }

  @Test(arguments: catalogue.flatMap(\.rules).map(\.id))
  func isComplete(_ id: String) throws {
    let rule = try #require(Self.catalogue.lazy.flatMap(\.rules).first { $0.id == id })
    if let validator = rule.validator {
      #expect(Validator(name: validator) != nil, "no validator \(validator)")
    }
    #expect(!rule.title.isEmpty)
    #expect(!rule.source.isEmpty)
    #expect(rule.examples.match.count >= 2)
    #expect(rule.examples.noMatch.count >= 2)
    // Phones and cards share one pass over clusters only while their gaps agree.
    if case .cluster(.digit, _, let gap, _) = rule.trigger { #expect(gap == 4) }
  }

  @Test(arguments: catalogue.flatMap(\.rules).map(\.id))
  func livesUpToItsExamples(_ id: String) throws {
    let rule = try #require(Self.catalogue.lazy.flatMap(\.rules).first { $0.id == id })
    let failures = try RuleTrial.failures(of: rule)
    #expect(failures.isEmpty, "\(failures)")
  }
}
