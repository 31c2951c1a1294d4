import Foundation
import PackagePlugin

/// Runs `embed-patterns` over the YAML files of the target that uses it.
///
/// A build command, not a pre-build one: it runs only when a rule file was changed, added or
/// removed. Files are found through the target, whose folder they sit in, so that SwiftPM
/// notices new ones by itself.
@main
struct EmbedPatternsPlugin: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    guard let target = target as? SourceModuleTarget else { return [] }
    let rules = target.sourceFiles(withSuffix: "yaml").map(\.url)
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
    let output = context.pluginWorkDirectoryURL.appending(path: "PatternCatalogue+Compiled.swift")
    return [
      .buildCommand(
        displayName: "Checking and embedding \(rules.count) rule files",
        executable: try context.tool(named: "embed-patterns").url,
        arguments: [context.package.directoryURL.path(), output.path()] + rules.map { $0.path() },
        inputFiles: rules,
        outputFiles: [output])
    ]
  }
}
