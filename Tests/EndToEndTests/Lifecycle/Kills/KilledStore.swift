import Foundation
import Testing

/// A store whose commands are killed, and the root keys it may have.
struct KilledStore {
  let scratch: Scratch
  /// The key the store has, and the one a rotation gives it.
  private(set) var key = "key"
  private(set) var spareKey = "spare"

  init() throws {
    let store = try Store()
    try store.scratch.writeKey(spareKey, filledWith: 4)
    scratch = store.scratch
    for tenant in 0..<3 {
      try store.add([#"{"tenant":"t\#(tenant)","user_id":"u0","session_id":"k0","text":"first"}"#])
    }
  }

  func hush(_ arguments: [String]) throws -> Outcome {
    try scratch.hush(arguments + flags, stdin: [])
  }

  /// Runs a command that is killed after a while, unless it has ended by then.
  func killed(_ arguments: [String], afterMilliseconds milliseconds: UInt32) throws -> Outcome {
    let process = try scratch.start(arguments + flags)
    usleep(milliseconds * 1_000)
    process.signal(SIGKILL)
    return try process.wait()
  }

  private var flags: [String] { ["--store", "s.db", "--key-file", key] }

  /// Opens the store, which finishes what was cut off; with whichever key a rotation left it.
  mutating func reopen() throws {
    let look = ["records", "--purpose", "service", "--limit", "1"]
    var opened = try hush(look)
    if opened.exitCode == 77 {
      // The ring has the other key: the same command ends the rotation, unless all that was left
      // to do is done by any opening.
      let ended = try hush(["key", "rotate", "--new-key-file", spareKey])
      #expect([0, 77].contains(ended.exitCode), "\(ended.messages)")
      swapKeys()
      opened = try hush(look)
    }
    #expect(opened.exitCode == 0, "\(opened.messages)")
    let verified = try hush(["verify", "--no-rescan"])
    #expect(verified.exitCode == 0, "\(verified.text)")
  }

  mutating func swapKeys() { swap(&key, &spareKey) }

  /// Everything the store says of itself.
  func figures() throws -> KilledStoreFigures { try KilledStoreFigures(self) }

  /// What is read of a person, for a purpose.
  func records(of person: [String], for purpose: String = "service") throws -> Int {
    let read = try hush(["records", "--purpose", purpose, "--limit", "5"] + person)
    #expect([0, 66].contains(read.exitCode), "\(read.messages)")
    return read.lines.count
  }
}

/// How many rows a store has, and who asked for what.
struct KilledStoreFigures {
  let rows: Int
  /// By number.
  let holds: [Int: JSON]
  /// By identity.
  let requests: [String: JSON]

  init(_ store: KilledStore) throws {
    func values(_ command: String...) throws -> [JSON] {
      let answer = try store.hush(command + ["--json"])
      #expect(answer.exitCode == 0, "\(answer.messages)")
      return try answer.values()
    }
    rows = try #require(try values("stats").first?["rows"]?.int)
    let listed = try values("hold", "list", "--all").compactMap { hold in
      hold["hold_id"]?.int.map { ($0, hold) }
    }
    holds = Dictionary(uniqueKeysWithValues: listed)
    let asked = try values("subject", "list").compactMap { request in
      request["subject_request_id"]?.string.map { ($0, request) }
    }
    requests = Dictionary(uniqueKeysWithValues: asked)
  }

  /// The numbers of the holds that have not been released.
  var liveHolds: Set<Int> {
    Set(holds.filter { $0.value["released_at"] == .null }.keys)
  }
}
