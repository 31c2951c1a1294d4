import Records

/// Words by which a turn tells that a number or an address comes, was begun, or is asked for, in ASCII letters of either
/// case.
enum TurnWords {
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

  static let shared = make(lists)

  private static let lists: [(Kinds, String)] = [
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
      "email mail emails address correo correos adresse courriel indirizzo endereço endereco adres mailadresse"
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
  ]

  /// Words without which no address is begun in the middle of a turn: what addresses are called, and their signs but for
  /// `at`, of which nearly every turn has one and none is enough.
  static let begunAddress: LiteralSet = {
    let words = Set(
      lists.filter { [.mail, .sign].contains($0.0) }.flatMap { $0.1.split(separator: " ") }
        .filter { $0 != "at" })
    return LiteralSet(words.map { Array($0.utf8) }, words: words.count)
  }()

  private static func make(_ lists: [(Kinds, String)]) -> WordKinds {
    WordKinds(
      lists.flatMap { kind, list in
        list.split(separator: " ").map { (kinds: kind.rawValue, word: Array($0.utf8)) }
      })
  }

  /// What the word in `bytes[word]` may be.
  static func kinds(of word: Range<Int>, in bytes: Span<UInt8>) -> Kinds {
    Kinds(rawValue: shared.kinds(of: word, in: bytes))
  }

  /// What the last words of a text may be, all together.
  static func kinds(of words: LastWords) -> Kinds { Kinds(rawValue: words.allKinds) }

  /// What one of the last words of a text may be.
  static func kinds(of words: LastWords, at index: Int) -> Kinds {
    Kinds(rawValue: words.kinds(at: index))
  }
}
