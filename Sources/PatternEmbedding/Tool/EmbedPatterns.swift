import Foundation
import RuleFormat

/// Checks rule files and writes them as one Swift file.
///
/// `embed-patterns ROOT OUTPUT FILE…`: paths in diagnostics and rules are relative to ROOT. A
/// file that is refused ends the build with `file:line: error: reason`.
@main
struct EmbedPatterns {
  static func main() {
    let arguments = CommandLine.arguments.dropFirst()
    guard arguments.count >= 2 else {
      fail("usage: embed-patterns ROOT OUTPUT FILE…", code: 64)
    }
    let root = arguments[1]
    let output = arguments[2]
    do {
      var files: [RuleFile] = []
      for path in arguments.dropFirst(2) {
        let yaml = try String(contentsOf: URL(filePath: path), encoding: .utf8)
        files.append(try RuleFileParser.parse(yaml, file: relative(path, to: root)))
      }
      try RuleFile.checkUniqueIDs(files)
      let source = SwiftLiteral.file(holding: CompiledCatalogue.encode(files))
      try source.write(to: URL(filePath: output), atomically: true, encoding: .utf8)
    } catch let error as RuleFileError {
      fail("\(error.file):\(error.line): error: \(error.code.rawValue): \(error.detail)", code: 78)
    } catch {
      fail("embed-patterns: error: \(error)", code: 74)
    }
  }

  private static func relative(_ path: String, to root: String) -> String {
    let prefix = root.hasSuffix("/") ? root : root + "/"
    return path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path
  }

  private static func fail(_ message: String, code: Int32) -> Never {
    FileHandle.standardError.write(Data((message + "\n").utf8))
    exit(code)
  }
}
