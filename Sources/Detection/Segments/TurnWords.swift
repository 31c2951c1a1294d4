/// Words by which a turn tells that a number or an address comes, was begun, or is asked for, in ASCII letters of either
/// case.
struct TurnWords: Sendable {
  /// What a word may be; it can be several things.
  struct Kinds: OptionSet {
    let rawValue: UInt8

    /// What numbers are called.
    static let number = Kinds(rawValue: 1)
    /// What addresses are called.
    static let mail = Kinds(rawValue: 2)
    /// Something comes behind it.
    static let opener = Kinds(rawValue: 4)
    /// An address may come behind it even where nothing was announced.
    static let answer = Kinds(rawValue: 8)
    /// A sign of an address, said.
    static let sign = Kinds(rawValue: 16)
    /// What people say before they go on.
    static let lead = Kinds(rawValue: 32)
    /// Of names and dates of birth, whose answers begin with any word.
    static let wording = Kinds(rawValue: 64)
    /// What payment cards are called.
    static let card = Kinds(rawValue: 128)
  }

  static let shared = TurnWords([
    (
      .number,
      """
      number card phone telephone cell cellphone mobile call reach text dial social ssn security account routing iban \
      code cvv cvc pin birth expiry expiration passport license licence fax whatsapp digits número numero tarjeta teléfono telefono \
      móvil movil cuenta téléphone portable carte compte telefonnummer rufnummer handynummer handy kartennummer karte \
      kontonummer nummer telefone celular cartão cartao conta telefono carta conto telefoonnummer kaart kaartnummer
      """
    ),
    (
      .mail,
      "email e-mail mail emails address correo correos adresse courriel indirizzo endereço endereco adres mailadresse"
    ),
    (
      .card,
      "card visa mastercard amex tarjeta carte kartennummer karte kreditkarte cartão cartao carta kaart kaartnummer"
    ),
    (.wording, "name surname spell birth birthday born birthdate"),
    (.opener, "is it's its at es ist est é è on to under sono são sont mit op"),
    (.answer, "is it's its es ist est é è"),
    (
      .sign,
      """
      at dot underscore dash hyphen plus arroba arobase chiocciola klammeraffe apenstaart apenstaartje punto ponto \
      punkt point punt guion guión tiret bindestrich trattino unterstrich sublinhado streepje
      """
    ),
    (
      .lead,
      """
      and then it's its is okay so yes yeah uh um er well sorry the rest y luego et puis und dann e depois poi en dan
      """
    ),
  ])

  private static let slotCount = 512

  private var beginnings = WordBeginnings()
  /// Hashes of words at their places, or at the next free ones; 0 where there is none.
  private var hashes = [UInt64](repeating: 0, count: slotCount)
  private var kinds = [Kinds](repeating: [], count: slotCount)

  private init(_ words: [(Kinds, String)]) {
    for (kind, list) in words {
      for word in list.split(separator: " ") {
        beginnings.insert(Array(word.utf8))
        let hash = FNV1a(String(word)).value
        let slot = slot(of: hash)
        hashes[slot] = hash
        kinds[slot].insert(kind)
      }
    }
  }

  private func slot(of hash: UInt64) -> Int {
    var slot = Int(truncatingIfNeeded: hash ^ hash >> 32) & (Self.slotCount - 1)
    while hashes[slot] != 0, hashes[slot] != hash { slot = (slot + 1) & (Self.slotCount - 1) }
    return slot
  }

  /// What the word in `bytes[word]` may be.
  func kinds(of word: Range<Int>, in bytes: Span<UInt8>) -> Kinds {
    guard beginnings.mayHold(bytes, word) else { return [] }
    return kinds[slot(of: FNV1a(lowercasing: bytes, word).value)]
  }
}
