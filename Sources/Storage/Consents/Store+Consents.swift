import GRDB
import Keys
import Retention

extension Store {
  /// Writes down what a person says about a use of their data.
  ///
  /// Throws `StoreError.notStored` when there is no such tenant; `badTag` for a notice version,
  /// reason or actor that is no code.
  ///
  /// - Returns: the consent; with a withdrawal, the exports made for that use that hold the person.
  public func state(
    _ statement: ConsentStatement, _ deed: Deed
  ) throws(StoreError) -> (consent: Consent, exports: [ExportNote]) {
    try deed.check()
    try Tag.checkCode(statement.noticeVersion, name: "notice")
    return try write { db in
      let lookup = IdentityLookup(store: self, db: db)
      let tenant = try lookup.storedTenant(named: statement.tenant)
      let subject = try lookup.subject(making: statement.subject, tenant: tenant)
      let consent = try ConsentLog(self, db).append(statement, subject: subject, deed)
      let action: AuditEntry.Action =
        statement.decision == .granted ? .grantConsent : .withdrawConsent
      let entry = AuditEntry(
        at: deed.now, actor: deed.actor, action: action, objectKind: "consent",
        objectID: consent.id, outcome: .done, reason: deed.reason,
        detail: [(.tenant, tenant), (.subject, subject)])
      try AuditLog(self).append(entry, to: db)
      guard statement.decision == .withdrawn else { return (consent, []) }
      return (consent, try exports(holding: subject, for: .training, db))
    }
  }

  /// What the person of a request said, oldest first, and the exports that hold them, whatever they were made for,
  /// also when nothing else of them is left.
  ///
  /// Throws `StoreError.notStored` when there is no such request.
  public func consents(
    forRequest id: String
  ) throws(StoreError) -> (consents: [Consent], exports: [ExportNote]) {
    try StoreError.mapping {
      try queue.unsafeRead { db in
        let subject = try SubjectRequestRow.fetch(db, requestID: id).subject
        return (try ConsentLog(self, db).all(of: subject), try exports(holding: subject, db))
      }
    }
  }

  /// All that a person said, oldest first, and the exports made for training that hold them; that it is read is in
  /// the audit log.
  ///
  /// Throws `StoreError.notStored` when nothing is known of the tenant or the person.
  public func consents(
    tenant name: String, subject id: String, _ deed: Deed
  ) throws(StoreError) -> (consents: [Consent], exports: [ExportNote]) {
    let (tenant, subject) = try StoreError.mapping {
      try queue.unsafeRead { db in
        let lookup = IdentityLookup(store: self, db: db)
        let tenant = try lookup.storedTenant(named: name)
        guard let subject = try lookup.subject(id, tenant: tenant) else {
          throw StoreError.notStored(.subject)
        }
        return (tenant, subject)
      }
    }
    try auditListing(
      .readConsents, of: "consent", deed, naming: [(.tenant, tenant), (.subject, subject)])
    return try StoreError.mapping {
      try queue.unsafeRead { db in
        (
          try ConsentLog(self, db).all(of: subject),
          try exports(holding: subject, for: .training, db)
        )
      }
    }
  }
}
