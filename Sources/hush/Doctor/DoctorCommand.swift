import ArgumentParser
import Pipeline

struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Says whether this machine, a key and a store are fit for use.",
    discussion: """
      Looks at limits, swap, rules and cryptography; with --store at the key, both files, their modes, room on the \
      disk, and whether records wait for a sweep. Nothing is changed, and no personal data is shown. The exit code \
      is 0 unless something has failed; `hush verify` looks at every seal.

      EXAMPLES
        hush doctor
        hush doctor --store chats.db --json
      """)

  @Option(help: ArgumentHelp("A store to look at.", valueName: "path"))
  var store: String?
  @Option(
    help: ArgumentHelp("The store's key ring; beside the store by default.", valueName: "path"))
  var keyRing: String?
  @Flag(help: "One JSON object.") var json = false
  @OptionGroup(title: "Key") var key: KeyArguments

  func run() throws {
    var checkup = Checkup()
    checkup.lookAtMachine()
    checkup.lookAtProgram()
    if let store {
      var file = StoreFileArguments()
      file.store = store
      file.keyRing = keyRing
      file.key = key
      checkup.look(at: file)
    }
    Terminal.ignoreClosedPipes()
    try Terminal.standardOutput((json ? checkup.object : checkup.text) + "\n")
    if let code = checkup.exitCode { throw CommandFailure(code, nil) }
  }
}

/// What was looked at, and how it stands.
struct Checkup {
  enum Standing: String {
    case ok
    /// Works, but somebody should know.
    case warning
    case failed
  }

  private struct Entry {
    let name: String
    let standing: Standing
    let sentence: String
  }

  private var entries: [Entry] = []
  /// The code of the first failure.
  private(set) var exitCode: Int32?

  mutating func note(_ name: String, _ standing: Standing, _ sentence: String) {
    entries.append(Entry(name: name, standing: standing, sentence: sentence))
  }

  /// Notes what `look` finds, or why it failed.
  mutating func note(_ name: String, _ look: () throws -> (Standing, String)) {
    do {
      let (standing, sentence) = try look()
      note(name, standing, sentence)
    } catch {
      let failure =
        CommandFailure(error) ?? CommandFailure(ExitCode.internalError, "something unforeseen")
      note(name, .failed, failure.message ?? "exit code \(failure.code)")
      exitCode = exitCode ?? failure.code
    }
  }

  var object: String {
    let checks = entries.map { entry in
      var check = JSONObjectWriter()
      check.add("name", entry.name)
      check.add("status", entry.standing.rawValue)
      check.add("message", entry.sentence)
      return check.finished
    }
    var object = JSONObjectWriter()
    object.add("ok", raw: exitCode == nil ? "true" : "false")
    object.add("version", BuildInfo.version)
    object.add("checks", raw: "[\(checks.joined(separator: ","))]")
    return object.finished
  }

  var text: String {
    entries.map { entry in
      let standing = entry.standing.rawValue
      let gap = String(repeating: " ", count: 8 - standing.count)
      return "\(standing)\(gap) \(entry.name): \(Terminal.escaped(entry.sentence))"
    }.joined(separator: "\n")
  }
}
