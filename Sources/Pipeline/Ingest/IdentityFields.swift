import Records

/// Which members of a record say who and when it is about.
package struct IdentityFields: Sendable {
  /// What a member can stand for.
  package enum Role: String, Sendable, CaseIterable {
    case tenant
    case subject
    case conversation
    case time
    case dataClass = "class"
    case id
    /// Who spoke, where that takes the place of a subject that is not named.
    case speaker

    /// Its place among all roles.
    var index: Int {
      switch self {
      case .tenant: 0
      case .subject: 1
      case .conversation: 2
      case .time: 3
      case .dataClass: 4
      case .id: 5
      case .speaker: 6
      }
    }

    /// The top-level members it is taken from, the first present first.
    var defaultNames: [String] {
      switch self {
      case .tenant: ["tenant", "tenant_id"]
      case .subject: ["subject_id", "user_id", "customer_id", "from"]
      case .conversation: ["conversation_id", "session_id", "call_id", "thread_id"]
      case .time: ["timestamp", "occurred_at", "created_at", "time"]
      case .dataClass: ["data_class"]
      case .id: []
      case .speaker: ["speaker", "role"]
      }
    }
  }

  /// Names to look for at the top level, in the order of the scanner's field numbers.
  let names: [String]
  /// For each role, in order, the numbers in ``names``, the first present first.
  private let fields: [[Int]]
  /// For each role, in order, where its value stands if the caller chose.
  private let pointers: [[String]?]

  /// - Parameters:
  ///   - mapped: JSON Pointers that take the place of a role's default names.
  ///   - idName: the top-level member that is a record's own id, if duplicates shall be dropped.
  ///   - tellsSpeakers: whether speakers are subjects, so that they are to be looked for.
  package init(
    mapped: [Role: [String]] = [:], idName: String? = nil, tellsSpeakers: Bool = false
  ) {
    var names: [String] = []
    fields = Role.allCases.map { role in
      if mapped[role] != nil || (role == .speaker && !tellsSpeakers) { return [] }
      let wanted = role == .id ? idName.map { [$0] } ?? [] : role.defaultNames
      return wanted.map { name in
        names.append(name)
        return names.count - 1
      }
    }
    self.names = names
    pointers = Role.allCases.map { mapped[$0] }
  }

  /// Where the caller says that a role's value stands; nil for its default names.
  func pointer(to role: Role) -> [String]? { pointers[role.index] }

  /// The value that plays a role in a scanned record.
  ///
  /// - Parameter numbers: the scanner's field number of each of ``names``.
  func value(
    of role: Role, _ scanner: borrowing JSONScanner, numbers: [Int], _ bytes: Span<UInt8>,
    _ maps: Span<UInt64>, lineStart: Int
  ) -> FieldValue {
    if let pointer = pointers[role.index] {
      return JSONScanner.value(at: pointer, bytes, maps: maps, lineFrom: lineStart)
    }
    for name in fields[role.index] {
      let value = scanner.fields[numbers[name]]
      if value.kind != .absent, value.end > value.start { return value }
    }
    return FieldValue()
  }
}
