import ArgumentParser
import Foundation
import Glibc
import Keys
import Retention
import Storage

/// Which store a command works on.
struct StoreFileArguments: ParsableArguments {
  @Option(help: ArgumentHelp("The store.", valueName: "path"))
  var store: String

  @Option(
    help: ArgumentHelp("The store's key ring; beside the store by default.", valueName: "path"))
  var keyRing: String?

  @OptionGroup var key: KeyArguments

  /// Opens a store that exists.
  ///
  /// - Throws: ``CommandFailure`` with 66 when there is none, 77 without its key; `StoreError`.
  func open(mode: Store.Mode = .readWrite, role: String? = nil) throws -> Store {
    guard let id = try Store.identity(at: store) else {
      throw CommandFailure(ExitCode.noInput, "\(store): no such store")
    }
    return try open(with: rootKey(for: id), mode: mode, role: role)
  }

  /// Opens a store that exists with another key than the one that is named.
  func open(
    with rootKey: RootKey, mode: Store.Mode = .readWrite, role: String? = nil
  ) throws -> Store {
    try Store.open(store, keyRing: keyRing, rootKey: rootKey, mode: mode, role: role, now: .now)
  }

  /// Opens a store, making it and, if none was named, its key when it does not exist.
  ///
  /// - Throws: as ``open(mode:)``.
  func openOrCreate(role: String?) throws -> Store {
    if try Store.identity(at: store) != nil { return try open(role: role) }
    let id = try StoreID.random()
    let named = try key.rootKey()
    let keyFile = Self.defaultKeyFile(for: id)
    let rootKey = try named ?? RootKey.generate()
    if named == nil { try rootKey.write(toNewFile: keyFile) }
    do {
      try Store.create(at: store, keyRing: keyRing, id: id, rootKey: rootKey, now: .now)
    } catch {
      if named == nil { try? FileManager.default.removeItem(atPath: keyFile) }
      // Another process may have made the store a moment before; then it is that one that we work on.
      guard case .cannotCreate(store, EEXIST) = error, try Store.identity(at: store) != nil else {
        throw error
      }
      return try open(role: role)
    }
    if named == nil {
      Terminal.diagnostic("made a key for this store: \(keyFile)", .info)
      Terminal.diagnostic(
        "keep a copy elsewhere; without it nothing in the store can be read", .info)
    }
    return try Store.open(store, keyRing: keyRing, rootKey: rootKey, role: role, now: .now)
  }

  private func rootKey(for id: StoreID) throws -> RootKey {
    if let named = try key.rootKey() { return named }
    let path = Self.defaultKeyFile(for: id)
    do {
      return try RootKey.load(file: path)
    } catch RootKeyError.missing {
      throw CommandFailure(
        ExitCode.key,
        "\(store): no key named (--key-file, HUSH_KEY_FILE, --key-command), and none at \(path)")
    }
  }

  private static func defaultKeyFile(for id: StoreID) -> String {
    let environment = ProcessInfo.processInfo.environment
    let base =
      environment["XDG_DATA_HOME"].flatMap { $0.isEmpty ? nil : $0 }
      ?? (environment["HOME"] ?? NSHomeDirectory()) + "/.local/share"
    return "\(base)/hush/\(id).key"
  }
}

/// Which store a command works on, and in whose name.
struct StoreArguments: ParsableArguments {
  @OptionGroup var file: StoreFileArguments

  @Option(help: ArgumentHelp("Who does this, for the audit log.", valueName: "name"))
  var actor: String = Self.defaultActor

  @Option(
    help: ArgumentHelp("Why, for the audit log: a code, no personal data.", valueName: "code"))
  var reason: String?

  @Option(
    help: ArgumentHelp("In what role, for the audit log: a code such as dpo.", valueName: "code"))
  var role: String?

  /// The OS user as a code: a name where there is a usable one, the number otherwise.
  static var defaultActor: String {
    let name = NSUserName()
    let isCode = name.allSatisfy {
      $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0))
    }
    return isCode && (1...64).contains(name.count) ? name : "uid-\(getuid())"
  }

  /// Opens a store that exists; see ``StoreFileArguments/open(mode:)``.
  func open(mode: Store.Mode = .readWrite) throws -> Store {
    try file.open(mode: mode, role: role)
  }

  /// In whose name something is done now, and why.
  var deed: Deed { Deed(actor: actor, reason: reason, now: .now) }

  /// Opens a store or makes it; see ``StoreFileArguments/openOrCreate()``.
  func openOrCreate() throws -> Store { try file.openOrCreate(role: role) }
}

extension Timestamp {
  /// The present moment, by the system's clock.
  static var now: Timestamp {
    Timestamp(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down)))
  }
}

/// A purpose on the command line, by its name.
struct PurposeArgument: ExpressibleByArgument {
  let purpose: Purpose

  init(_ purpose: Purpose) { self.purpose = purpose }

  init?(argument: String) {
    guard let purpose = Purpose(name: argument) else { return nil }
    self.purpose = purpose
  }

  static var allValueStrings: [String] { Purpose.allCases.map(\.name) }
  var defaultValueDescription: String { purpose.name }
}

/// A moment on the command line: RFC 3339 or an epoch number.
struct MomentArgument: ExpressibleByArgument {
  let moment: Timestamp

  init?(argument: String) {
    guard let moment = Timestamp(parsing: argument) else { return nil }
    self.moment = moment
  }
}
