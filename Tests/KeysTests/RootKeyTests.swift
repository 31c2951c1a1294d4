import Foundation
import Keys
import Testing

struct RootKeyTests {
  private let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("hush-keys-\(UUID().uuidString)").path

  /// 32 bytes 00…1f in base64.
  private static let line = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="

  private func write(_ text: String, mode: Int = 0o600) throws -> String {
    let path = folder + "/a.key"
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    return path
  }

  @Test func newKeyFileLoadsAgain() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let key = try RootKey.generate()
    let path = folder + "/deep/er/k.key"
    try key.write(toNewFile: path)
    #expect(try RootKey.load(file: path).id == key.id)
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    let folderAttributes = try FileManager.default.attributesOfItem(atPath: folder + "/deep/er")
    #expect(folderAttributes[.posixPermissions] as? Int == 0o700)
    #expect(throws: RootKeyError.cannotCreate(path: path, errno: EEXIST)) {
      try RootKey.generate().write(toNewFile: path)
    }
    #expect(try RootKey.load(file: path).id == key.id)
  }

  @Test(arguments: ["", "\n", "\r\n"])
  func oneLineWithOrWithoutEnd(end: String) throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    _ = try RootKey.load(file: write(Self.line + end))
  }

  @Test(arguments: [
    "", "\n", line + "\n\n", " " + line, line + " ", line + "\n" + line,
    String(line.dropLast()), "AAAA", String(line.dropLast(2)) + "9=", line.lowercased() + "A",
    String(repeating: "A", count: 44), String(repeating: "*", count: 43) + "=",
    String(repeating: "A", count: 5_000),
  ])
  func anythingElseIsMalformed(text: String) throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = try write(text)
    #expect(throws: RootKeyError.self) { try RootKey.load(file: path) }
  }

  @Test(arguments: [0o640, 0o604, 0o620, 0o610, 0o601, 0o666])
  func fileForOthersIsRefused(mode: Int) throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = try write(Self.line, mode: mode)
    #expect(throws: RootKeyError.readableByOthers(path: path)) { try RootKey.load(file: path) }
  }

  @Test func missingFileAndFolderAreToldApart() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    _ = try write(Self.line)
    let missing = folder + "/none.key"
    let folder = self.folder
    #expect(throws: RootKeyError.missing(path: missing)) { try RootKey.load(file: missing) }
    #expect(throws: RootKeyError.notRegularFile(path: folder)) { try RootKey.load(file: folder) }
  }

  @Test func commandGivesTheKeyOfItsOutput() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let fromFile = try RootKey.load(file: write(Self.line))
    #expect(try RootKey.load(command: "echo \(Self.line)").id == fromFile.id)
    #expect(throws: RootKeyError.commandFailed(status: 3)) {
      try RootKey.load(command: "echo \(Self.line); exit 3")
    }
    #expect(throws: RootKeyError.malformed(source: "command")) {
      try RootKey.load(command: "echo no")
    }
  }

  @Test func idAndOperatorKeyDependOnTheKeyAlone() throws {
    let key = try TestKey.counting()
    let again = try TestKey.counting()
    let (first, second) = (try RootKey(key), try RootKey(again))
    #expect(first.id == second.id)
    #expect(try RootKey.generate().id != first.id)
    var hasher = try KeyedHasher(key: first.operatorKey())
    var other = try KeyedHasher(key: second.operatorKey())
    #expect(try hasher.hash([1].span) == other.hash([1].span))
  }

  @Test func printingAKeyShowsNothingOfIt() throws {
    let bytes = [UInt8](repeating: 0xAB, count: 32)
    let made = SecretKey(copying: bytes.span)
    let key = try #require(made)
    var dumped = ""
    dump(key, to: &dumped)
    dumped += String(describing: key) + String(reflecting: try RootKey(key))
    #expect(!dumped.lowercased().contains("abab") && !dumped.contains("171"))
  }

  @Test func wrappedKeyNeedsItsRootAndItsPlace() throws {
    let root = try RootKey.generate()
    var wrapping = try KeyWrapping(root: root)
    let key = try SecretKey.random()
    let wrapped = try wrapping.wrap(key, associated: [1].span)
    #expect(wrapped.count == KeyWrapping.byteCount)
    var first = try KeyedHasher(key: key)
    var second = try KeyedHasher(key: wrapping.unwrap(wrapped.span, associated: [1].span))
    #expect(try first.hash([5].span) == second.hash([5].span))
    #expect(throws: CryptoError.notAuthentic) {
      _ = try wrapping.unwrap(wrapped.span, associated: [2].span)
    }
    var others = try KeyWrapping(root: .generate())
    #expect(throws: CryptoError.notAuthentic) {
      _ = try others.unwrap(wrapped.span, associated: [1].span)
    }
  }
}
