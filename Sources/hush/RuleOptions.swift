import ArgumentParser
import Detection
import Foundation
import Redaction
import RuleFormat

/// Which rules run: the options that `redact`, `scan`, `ingest` and `patterns` share.
struct RuleOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Find these entities and no others (A,B).", valueName: "entities"))
  var only: String?

  @Option(help: ArgumentHelp("Don't find these entities (A,B).", valueName: "entities"))
  var except: String?

  @Option(help: ArgumentHelp("How sure a finding must be, 0 to 1.", valueName: "score"))
  var minScore: Float = 0.5

  @Option(
    help: ArgumentHelp(
      "Places whose national formats to expect (US,GB), beside what records say themselves.",
      valueName: "codes"))
  var region: String?

  @Option(
    help: ArgumentHelp("A folder with rule files to add to the built-in ones.", valueName: "dir"))
  var patterns: [String] = []

  @Option(
    help: ArgumentHelp(
      "Values to find as they are: one a line, CSV with the header entity,value, or JSONL of them.",
      valueName: "file"))
  var known: [String] = []

  @Option(
    help: ArgumentHelp(
      "Values to replace always, in the same forms; they win over --allow.", valueName: "file"))
  var deny: [String] = []

  @Option(
    help: ArgumentHelp(
      "Values never to replace, in the same forms; @example.com stands for all addresses there.",
      valueName: "file"))
  var allow: [String] = []

  func validate() throws {
    if only != nil, except != nil {
      throw ValidationError("--only and --except can't be combined.")
    }
    for names in [only, except] {
      if let names, Self.list(names).isEmpty {
        throw ValidationError("--only and --except take entity names: A,B.")
      }
    }
    guard (0...1).contains(minScore) else {
      throw ValidationError("--min-score is a number from 0 to 1.")
    }
  }

  /// Every rule there is: the built-in ones and those of `--patterns`.
  ///
  /// - Throws: ``RuleFileError`` for a bad file, ``CommandFailure`` for a folder that can't be read.
  func knownRules() throws -> [Rule] {
    var rules = try Catalogue.builtIn()
    var files: [RuleFile] = [RuleFile(family: "built-in", rules: rules)]
    for folder in patterns {
      guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
        throw CommandFailure(ExitCode.noInput, "\(folder): no such folder, or it can't be read")
      }
      for name in names.sorted() where name.hasSuffix(".yaml") || name.hasSuffix(".yml") {
        let path = folder + "/" + name
        let text = try ConfigurationFile.text(path)
        let file = try RuleFileParser.parse(text, file: path)
        files.append(file)
        rules += file.rules
      }
    }
    try RuleFile.checkUniqueIDs(files)
    return rules
  }

  /// The compiled rules of the run.
  ///
  /// - Throws: as ``knownRules()``, and ``RuleSetError``.
  func ruleSet() throws -> RuleSet {
    var selection = Selection()
    selection.only = only.map { Set(Self.list($0)) }
    selection.except = Set(except.map(Self.list) ?? [])
    selection.minScore = minScore
    for code in region.map(Self.list) ?? [] where !selection.regions.insert(code) {
      throw CommandFailure(ExitCode.usage, "--region takes ISO 3166 codes like US,GB")
    }
    for file in known { try add(file, as: .roster, to: &selection.lists) }
    for file in deny { try add(file, as: .denied, to: &selection.lists) }
    for file in allow { try add(file, as: .allowed, to: &selection.lists) }
    return try RuleSet(try knownRules(), selection: selection)
  }

  /// - Throws: ``CommandFailure`` with 66 for a file that can't be read, 78 for one that holds a bad line.
  private func add(
    _ path: String, as purpose: ValueLists.Purpose, to lists: inout ValueLists
  ) throws {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw CommandFailure(ExitCode.noInput, "\(path): no such file, or it can't be read")
    }
    do {
      try lists.add(Array(data), as: purpose)
    } catch {
      throw CommandFailure(ExitCode.configuration, "\(path):\(error.line): \(error.reason)")
    }
  }

  private static func list(_ text: String) -> [String] {
    text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
  }
}

/// How findings are replaced.
struct PolicyOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What takes a value's place: \(Operator.commandLine.joined(separator: ", ")).",
      valueName: "operator"))
  var `operator`: String = Operator.replace.rawValue

  @Option(
    help: ArgumentHelp(
      "A YAML file: operators by entity or path, paths to keep.", valueName: "file"))
  var policy: String?

  func validate() throws {
    guard Operator.commandLine.contains(`operator`) else {
      throw ValidationError(
        "unknown operator; there are \(Operator.commandLine.joined(separator: ", ")).")
    }
  }

  /// - Throws: ``CommandFailure`` with 78 and the line for a bad policy file, 66 for a missing one.
  func policy(entities: [String]) throws -> Policy {
    var base = Policy()
    base.defaultOperator = Operator(rawValue: `operator`) ?? .replace
    guard let path = policy else { return base }
    let text = try ConfigurationFile.text(path)
    do {
      return try PolicyFile.parse(text, entities: entities, base: base)
    } catch {
      throw CommandFailure(ExitCode.configuration, "\(path):\(error.line): \(error.reason)")
    }
  }
}

/// Files that say what to do, not what to do it to.
enum ConfigurationFile {
  /// - Throws: ``CommandFailure`` with 66 when the file can't be read, 78 when it is not UTF-8.
  static func text(_ path: String) throws -> String {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw CommandFailure(ExitCode.noInput, "\(path): no such file, or it can't be read")
    }
    guard let text = String(data: data, encoding: .utf8) else {
      throw CommandFailure(ExitCode.configuration, "\(path): not UTF-8")
    }
    return text
  }
}

extension Operator {
  /// The operators that `--operator` takes; keeping is for policies.
  static var commandLine: [String] { allCases.filter { $0 != .keep }.map(\.rawValue) }
}
