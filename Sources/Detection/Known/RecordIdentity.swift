/// What a member of a record says of the person it belongs to.
package enum IdentityKind: Sendable, Equatable {
  /// A person's name, whole or in part.
  case name
  case givenName
  case familyName
  /// Somebody, by name, address or number; or a role or id, which tell nobody's name.
  case party
  case email
  case phone
  case address
  /// Whatever it is, it is to be found: the caller says so.
  case any
}

/// Gathers the values by which one record's own identity is found in its text.
struct RecordIdentity {
  /// What the values are findings of, as numbers in ``KnownValues/Meaning``: see ``entities``.
  private enum Entity: Int {
    case person, email, phone, address, other
  }

  /// The names of those numbers.
  static let entities = [
    "PERSON", "EMAIL_ADDRESS", "PHONE_NUMBER", "STREET_ADDRESS", "KNOWN_VALUE",
  ]

  /// The number of people's names.
  static var person: Int { Entity.person.rawValue }

  static func isContact(_ entity: Int) -> Bool {
    entity == Entity.email.rawValue || entity == Entity.phone.rawValue
  }

  /// Longer values are texts.
  private static let longestValue = 200

  private(set) var values = KnownValues()
  /// There is more than addresses, which rules find as well as a comparison does.
  private(set) var isWorthSearching = false
  /// How the values' words begin.
  private(set) var beginnings = NameBeginnings()
  private var words = Words()
  private var given: [Word] = []
  private var family: [Word] = []

  mutating func removeAll() {
    values.removeAll()
    beginnings.removeAll()
    isWorthSearching = false
    given.removeAll()
    family.removeAll()
  }

  /// Adds a member's value, decoded.
  mutating func add(_ value: Span<UInt8>, as kind: IdentityKind) {
    guard !value.isEmpty, value.count <= Self.longestValue else { return }
    if let open = Self.mailboxStart(value), kind == .party || kind == .name || kind == .email {
      // `Jane Doe <jane@example.com>`: RFC 5322 section 3.4.
      add(value.extracting(0..<open), as: .name)
      add(value.extracting(open + 1..<value.count), as: .email)
      return
    }
    // What took a value's place names nobody.
    if ValueShape.holds(value, UInt8(ascii: "<")) { return }
    words.split(value, 0, value.count)
    guard !words.all.isEmpty, !isRole(value) else { return }
    beginnings.insert(wordsOf: value)
    switch kind {
    case .name: addName(value)
    case .givenName, .familyName:
      addName(value)
      if kind == .givenName { given = words.all } else { family = words.all }
      putTogether()
    case .party:
      switch ValueShape.of(value, words.all) {
      case .email: addWhole(.email)
      case .phone: addPhone(value)
      case .name where !isOneWordOfOthers: addName(value)
      case .name, .other: break
      }
    case .email: if ValueShape.of(value, words.all) == .email { addWhole(.email) }
    case .phone: addPhone(value)
    case .address: addAddress(value)
    case .any:
      isWorthSearching = true
      switch ValueShape.of(value, words.all) {
      case .email: addWhole(.email)
      case .phone: addPhone(value)
      case .name: addName(value)
      case .other: addWhole(.other)
      }
    }
  }

  /// Makes the values ready to be looked for.
  mutating func finish() { values.finish() }

  /// Makes one name of a given and a family name that stand in members of their own.
  private mutating func putTogether() {
    guard !given.isEmpty, !family.isEmpty else { return }
    add(PersonName(given + family))
    given.removeAll()
    family.removeAll()
  }

  /// Where the address of a mailbox begins; nil where there is another bracket, as of what took a value's place.
  private static func mailboxStart(_ value: Span<UInt8>) -> Int? {
    guard value[value.count - 1] == UInt8(ascii: ">"),
      let first = value.indices.first(where: { value[$0] == UInt8(ascii: "<") })
    else { return nil }
    return value.indices.last { value[$0] == UInt8(ascii: "<") } == first ? first : nil
  }

  private func isRole(_ value: Span<UInt8>) -> Bool {
    words.all.allSatisfy { word in
      KnownWords.roles.contains(word.hash) || (word.length == 1 && !word.standsAlone)
    } || isNumberedRole(value)
  }

  /// Whether a party is called by one word that is a thing's or a place's: `from: "London"`.
  private var isOneWordOfOthers: Bool {
    words.all.count == 1
      && (KnownWords.common.contains(words.all[0].hash)
        || KnownWords.places.contains(words.all[0].hash))
  }

  /// `Agent 7`, `user-1029`, `speaker_b`.
  private func isNumberedRole(_ value: Span<UInt8>) -> Bool {
    guard let first = words.all.first, words.all.count > 1,
      KnownWords.roles.contains(first.hash)
    else { return false }
    return words.all.dropFirst().allSatisfy {
      $0.isDigits || $0.length == 1 || KnownWords.roles.contains($0.hash)
    }
  }

  private mutating func addName(_ value: Span<UInt8>) {
    if words.all.contains(where: { ValueShape.holdsDigit(value, $0) }) {
      // An id is no name; a name with a number behind it is looked for as it is.
      let plain = words.all.filter { !ValueShape.holdsDigit(value, $0) }
      if plain.count > 1 { addWhole(.person) }
      return
    }
    let comma = value.indices.first { value[$0] == UInt8(ascii: ",") }
    let before = comma.map { comma in words.all.count { $0.end <= comma } }
    add(PersonName(words.all, commaAfter: before))
  }

  private mutating func add(_ name: PersonName) {
    for spelling in name.spellings {
      isWorthSearching = true
      values.insert(
        spelling.words,
        KnownValues.Meaning(
          entity: Entity.person.rawValue, origin: .record, isPart: spelling.isPart,
          isCommonWord: spelling.isCommonWord))
    }
  }

  private mutating func addPhone(_ value: Span<UInt8>) {
    // What a mask left of one is none.
    if ValueShape.holds(value, UInt8(ascii: "*")) { return }
    var digits = PhoneIndex.Digits()
    for index in value.indices where value[index].isASCIIDigit { digits.append(value[index]) }
    guard digits.isNumber else { return }
    beginnings.insertNumbers()
    isWorthSearching = true
    values.insert(
      phone: digits, KnownValues.Meaning(entity: Entity.phone.rawValue, origin: .record))
  }

  /// An address needs a number and a word; its first line is one without the rest.
  private mutating func addAddress(_ value: Span<UInt8>) {
    guard words.all.contains(where: { ValueShape.holdsDigit(value, $0) }),
      words.all.contains(where: { !$0.isDigits })
    else { return }
    let all = words.all
    isWorthSearching = true
    addWhole(.address)
    guard let comma = value.indices.first(where: { value[$0] == UInt8(ascii: ",") }) else { return }
    let line = all.prefix { $0.end <= comma }
    if line.count > 1, line.contains(where: { ValueShape.holdsDigit(value, $0) }) {
      values.insert(
        KnownValues.Row(line),
        KnownValues.Meaning(entity: Entity.address.rawValue, origin: .record))
    }
  }

  private mutating func addWhole(_ entity: Entity) {
    guard words.all.reduce(0, { $0 + $1.length }) >= PersonName.shortestPart else { return }
    values.insert(
      KnownValues.Row(words.all), KnownValues.Meaning(entity: entity.rawValue, origin: .record))
  }
}
