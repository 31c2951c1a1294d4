/// What kind of data a record is; its retention period hangs on it.
///
/// Any well-formed name is a class, so that a tenant can have its own. Only those with a period
/// can be stored.
public struct DataClass: Hashable, Sendable {
  /// One to 32 characters: a lower-case letter, then lower-case letters, digits and underscores.
  public let name: String

  /// The class of this name, or nil when the name is not well-formed.
  public init?(name: String) {
    let bytes = Array(name.utf8)
    guard Self.isWellFormed(bytes.span) else { return nil }
    self.name = name
  }

  /// The class of this name, or nil when the name is not well-formed.
  public init?(name: Span<UInt8>) {
    guard Self.isWellFormed(name) else { return nil }
    var bytes: [UInt8] = []
    for index in name.indices { bytes.append(name[index]) }
    self.name = String(decoding: bytes, as: UTF8.self)
  }

  private init(known name: String) {
    self.name = name
  }

  private static func isWellFormed(_ name: Span<UInt8>) -> Bool {
    guard (1...32).contains(name.count), isLetter(name[0]) else { return false }
    for index in 1..<name.count {
      let byte = name[index]
      guard isLetter(byte) || isDigit(byte) || byte == UInt8(ascii: "_") else { return false }
    }
    return true
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z")
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }

  public static let conversation = DataClass(known: "conversation")
  public static let account = DataClass(known: "account")
  public static let credential = DataClass(known: "credential")
  public static let aggregate = DataClass(known: "aggregate")
  public static let run = DataClass(known: "run")
  public static let stepOutcome = DataClass(known: "step_outcome")
  public static let evidence = DataClass(known: "evidence")
  public static let recording = DataClass(known: "recording")
  public static let transcript = DataClass(known: "transcript")
  public static let webhookDelivery = DataClass(known: "webhook_delivery")
  public static let securityLog = DataClass(known: "security_log")
  public static let consent = DataClass(known: "consent")
}
