import ArgumentParser
import Foundation
import Keys
import Pipeline

/// Where the root key comes from.
struct KeyArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A file with the root key: 32 bytes in base64 on one line, mode 0600. Also HUSH_KEY_FILE.",
      valueName: "file"))
  var keyFile: String?

  @Option(
    help: ArgumentHelp(
      "A shell command that prints the root key, for key management services.",
      valueName: "command"))
  var keyCommand: String?

  func validate() throws {
    if keyFile != nil, keyCommand != nil {
      throw ValidationError("--key-file and --key-command can't be combined.")
    }
  }

  /// The key that was named, by option or environment; nil when none was.
  ///
  /// - Throws: ``RootKeyError`` when a named key is missing, malformed or readable by others.
  func rootKey() throws -> RootKey? {
    if let keyCommand { return try RootKey.load(command: keyCommand) }
    let path = keyFile ?? ProcessInfo.processInfo.environment["HUSH_KEY_FILE"]
    guard let path, !path.isEmpty else { return nil }
    return try RootKey.load(file: path)
  }

  /// - Throws: ``CommandFailure`` with 77 when no key was named.
  func requiredRootKey(for what: String) throws -> RootKey {
    guard let key = try rootKey() else {
      throw CommandFailure(
        ExitCode.key,
        "\(what) need a key: --key-file, HUSH_KEY_FILE or --key-command. "
          + "Make one with: (umask 077; head -c 32 /dev/urandom | base64 > hush.key)")
    }
    return key
  }
}

extension CommandFailure {
  init(key error: RootKeyError) {
    let message =
      switch error {
      case .missing(let path): "\(path): no such key file"
      case .notRegularFile(let path): "\(path): a key file is a regular file, not a link"
      case .readableByOthers(let path):
        "\(path): others can read this key; chmod 600 it, and replace it if they may have"
      case .malformed(let source): "\(source): a key is 32 bytes in base64 on one line"
      case .unreadable(let path, let code): "\(path): \(Self.describe(code))"
      case .commandFailed(let status): "the key command ended with status \(status)"
      case .cannotCreate(let path, let code): "\(path): \(Self.describe(code))"
      case .crypto: "libcrypto refused to work"
      }
    self.init(ExitCode.key, message)
  }
}

/// What happens to lines that can't be examined.
struct QuarantineArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Append refused lines' positions and reasons to this file and go on. Sealed lines too, with a key.",
      valueName: "file"))
  var quarantine: String?

  @Flag(help: "Keep refused lines in the clear, in base64: personal data in a file.")
  var quarantineRaw = false

  func validate() throws {
    if quarantineRaw, quarantine == nil {
      throw ValidationError("--quarantine-raw needs --quarantine.")
    }
  }

  func options(_ key: KeyArguments) throws -> QuarantineOptions? {
    guard let quarantine else { return nil }
    var options = QuarantineOptions(path: quarantine)
    options.includesRaw = quarantineRaw
    options.sealingKey = try key.rootKey()?.quarantineKey()
    return options
  }
}
