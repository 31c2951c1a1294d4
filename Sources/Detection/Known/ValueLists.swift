import Records

/// Why a list of values was refused. It carries no value.
package struct ValueListError: Error, Sendable {
  package var line: Int
  package var reason: String
}

/// The lists a run is given: values to find, to replace always, and to leave alone.
///
/// Where a value is allowed and denied, it is replaced.
package struct ValueLists: Sendable {
  /// What a list is for.
  package enum Purpose: Sendable {
    /// `--known`: found like anything else.
    case roster
    /// `--deny`: replaced whatever allows it.
    case denied
    /// `--allow`: left alone.
    case allowed
  }

  private(set) var found = KnownValues()
  private(set) var allowed = AllowedValues()
  /// What the values are findings of, by the numbers in their meanings.
  private(set) var entities = RecordIdentity.entities
  /// FNV-1a of all lists in the order they were given: see ``RuleSet/version``.
  var digest: UInt64 { hash.value }
  private var hash = FNV1a()
  private var words = Words()

  package init() {}

  package var isEmpty: Bool { found.isEmpty && allowed.isEmpty }

  /// Values to find, spellings included.
  package var count: Int { found.count }

  /// Bytes that all lists take in memory, whatever the number of workers.
  package var memory: Int { found.memory }

  /// Adds a file: one value a line, CSV with the header `entity,value`, or JSONL of `{"entity","value"}`.
  ///
  /// A value without an entity is what it looks like: an address, a telephone number, a name, or else
  /// `KNOWN_VALUE`.
  /// - Throws: ``ValueListError`` for the first line that holds no value.
  /// - Complexity: O(bytes); 24 bytes of memory a value and 24 for each first word.
  package mutating func add(_ bytes: [UInt8], as purpose: Purpose) throws(ValueListError) {
    note([UInt8(ascii: "\n")].span, purpose)
    for entry in try ValueListFile.entries(bytes) {
      let value = bytes.span.extracting(entry.value)
      if let decoded = entry.decoded {
        try add(decoded.span, entry.entity, purpose, entry.line)
      } else {
        try add(value, entry.entity, purpose, entry.line)
      }
    }
    found.finish()
    allowed.finish()
  }

  private mutating func note(_ value: Span<UInt8>, _ purpose: Purpose) {
    hash.add(purpose.mark)
    for index in value.indices { hash.add(value[index]) }
  }

  private mutating func add(
    _ value: Span<UInt8>, _ entity: String?, _ purpose: Purpose, _ line: Int
  ) throws(ValueListError) {
    words.split(value, 0, value.count)
    guard !words.all.isEmpty, words.all.count <= KnownValues.mostWords else {
      throw ValueListError(line: line, reason: "bad-value")
    }
    note(value, purpose)
    let shape = ValueShape.of(value, words.all)
    if purpose == .allowed {
      allowed.insert(value, shape)
      return
    }
    let origin: KnownValues.Origin = purpose == .denied ? .denied : .roster
    let number = number(of: entity ?? shape.entity)
    var meaning = KnownValues.Meaning(entity: number, origin: origin)
    if shape == .phone {
      var digits = PhoneIndex.Digits()
      for index in value.indices where value[index].isASCIIDigit { digits.append(value[index]) }
      found.insert(phone: digits, meaning)
    }
    if words.all.count == 1, purpose == .roster {
      meaning.isCommonWord = KnownWords.common.contains(words.all[0].hash)
    }
    found.insert(KnownValues.Row(words.all), meaning)
    if shape == .name, entities[number] == "PERSON" {
      for spelling in PersonName(words.all).spellings where !spelling.isPart {
        found.insert(spelling.words, meaning)
      }
    }
  }

  private mutating func number(of entity: String) -> Int {
    if let number = entities.firstIndex(of: entity) { return number }
    entities.append(entity)
    return entities.count - 1
  }
}

extension ValueLists.Purpose {
  fileprivate var mark: UInt8 {
    switch self {
    case .roster: 1
    case .denied: 2
    case .allowed: 3
    }
  }
}

extension ValueShape {
  /// What a value of this shape is a finding of when nobody says so.
  fileprivate var entity: String {
    switch self {
    case .email: "EMAIL_ADDRESS"
    case .phone: "PHONE_NUMBER"
    case .name: "PERSON"
    case .other: "KNOWN_VALUE"
    }
  }
}
