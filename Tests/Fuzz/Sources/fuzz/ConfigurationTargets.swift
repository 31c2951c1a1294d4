import Detection
import Foundation
import Keys
import Pipeline
import Records
import Redaction
import RuleFormat

/// Rule files, and what rules that are taken do with their own examples.
struct RulesTarget: FuzzTarget {
  mutating func examine(_ input: [UInt8]) throws {
    let file: RuleFile
    do throws(RuleFileError) {
      file = try RuleFileParser.parse(String(decoding: input, as: UTF8.self), file: "fuzzed.yaml")
    } catch { return }
    do throws(RuleSetError) {
      for rule in file.rules { _ = try RuleTrial.failures(of: rule) }
      _ = try RuleSet(file.rules, selection: Selection())
    } catch {}
  }
}

/// Policy files, and what policies that are taken do with a record.
struct PolicyTarget: FuzzTarget {
  private static let record = Array(
    #"{"a":{"b":"jane@example.com"},"c":["192.0.2.7",4111111111111111],"d":12.5}"#.utf8)
  private let rules: RuleSet

  init() throws {
    rules = try RuleSet(Catalogue.builtIn(), selection: Selection())
  }

  mutating func examine(_ input: [UInt8]) throws {
    let policy: Policy
    do throws(PolicyFileError) {
      policy = try PolicyFile.parse(
        String(decoding: input, as: UTF8.self), entities: rules.entities, base: Policy())
    } catch { return }
    // Keyed operators need a key, which is the caller's to see to.
    guard !policy.needsKey else { return }
    let result = try Examination(policy, rules: rules).examine(Self.record, .jsonLines)
    for record in result.records {
      law(Skeleton.isJSON(record.written[...]), "JSON stays JSON")
      law(Skeleton.of(record.written[...]) == Skeleton.of(Self.record[...]), "no value goes")
    }
  }
}

/// Key files.
struct KeyFileTarget: FuzzTarget {
  private let folder = ScratchFolder()

  mutating func examine(_ input: [UInt8]) throws {
    let path = folder.path + "/key"
    folder.remove("key")
    _ = FileManager.default.createFile(
      atPath: path, contents: Data(input), attributes: [.posixPermissions: 0o600])
    let key: RootKey
    do throws(RootKeyError) { key = try RootKey.load(file: path) } catch { return }
    // Only one spelling of a key is taken.
    let copy = folder.path + "/copy"
    try key.write(toNewFile: copy)
    defer { folder.remove("copy") }
    let written = try Array(Data(contentsOf: URL(fileURLWithPath: copy)))
    law(written.starts(with: input.prefix(44)), "a key that was read is written alike")
  }
}
