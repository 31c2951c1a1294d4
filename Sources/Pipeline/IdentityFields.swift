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

    /// The top-level members it is taken from, the first present first.
    var defaultNames: [String] {
      switch self {
      case .tenant: ["tenant", "tenant_id"]
      case .subject: ["subject_id", "user_id", "customer_id", "from"]
      case .conversation: ["conversation_id", "session_id", "call_id", "thread_id"]
      case .time: ["timestamp", "occurred_at", "created_at", "time"]
      case .dataClass: ["data_class"]
      case .id: []
      }
    }
  }

  /// Names to look for at the top level, in the order of the scanner's field numbers.
  let names: [String]
  /// For each role the numbers in ``names``, the first present first.
  private let fields: [Role: [Int]]
  /// Roles whose value stands deeper, or under a name that the caller chose.
  private let pointers: [Role: [String]]

  /// - Parameters:
  ///   - mapped: JSON Pointers that take the place of a role's default names.
  ///   - idName: the top-level member that is a record's own id, if duplicates shall be dropped.
  package init(mapped: [Role: [String]] = [:], idName: String? = nil) {
    var names: [String] = []
    var fields: [Role: [Int]] = [:]
    for role in Role.allCases where mapped[role] == nil {
      let wanted = role == .id ? idName.map { [$0] } ?? [] : role.defaultNames
      fields[role] = wanted.map { name in
        names.append(name)
        return names.count - 1
      }
    }
    self.names = names
    self.fields = fields
    pointers = mapped
  }

  /// The value that plays a role in a scanned record.
  ///
  /// - Parameter base: the scanner's field number of the first of ``names``.
  func value(
    of role: Role, _ scanner: borrowing JSONScanner, base: Int, _ bytes: Span<UInt8>,
    _ maps: Span<UInt64>, lineStart: Int
  ) -> FieldValue {
    if let pointer = pointers[role] {
      return JSONScanner.value(at: pointer, bytes, maps: maps, lineFrom: lineStart)
    }
    for number in fields[role] ?? [] where scanner.fields[base + number].kind != .absent {
      let value = scanner.fields[base + number]
      if value.end > value.start { return value }
    }
    return FieldValue()
  }
}
