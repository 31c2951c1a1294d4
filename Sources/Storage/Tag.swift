/// Which texts may lie in the clear beside sealed rows: codes and names of operators.
///
/// Free text would sooner or later hold what the store is there to hide.
enum Tag {
  /// How long a tag may be.
  static let maximumLength = 64

  /// Checks a code such as a jurisdiction or a reason. Throws `StoreError.badTag`.
  static func checkCode(_ code: String?, name: String) throws(StoreError) {
    try check(code, name: name, alsoAllowed: "._-:+")
  }

  /// Checks the name of whoever acts. Throws `StoreError.badTag`.
  static func checkActor(_ actor: String) throws(StoreError) {
    try check(actor, name: "actor", alsoAllowed: "._-")
  }

  private static func check(
    _ tag: String?, name: String, alsoAllowed: String
  ) throws(StoreError) {
    guard let tag else { return }
    let isAllowed = tag.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      default: alsoAllowed.utf8.contains(byte)
      }
    }
    guard isAllowed, (1...maximumLength).contains(tag.utf8.count) else {
      throw .badTag(name: name)
    }
  }
}
