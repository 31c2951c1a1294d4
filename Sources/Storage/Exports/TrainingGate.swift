import GRDB
import Retention

/// The one way to a record for training: asks for the consent of everybody whose words it holds.
struct TrainingGate {
  private let store: Store
  private let moment: Timestamp
  private var parties = RecentCache<Int64, [Party]>(capacity: 4_096)

  /// Somebody whose words a record may hold, and what they last said.
  struct Party {
    let subject: Int64
    let consent: Consent?
    /// Whether it may have been taken back since, in a part of the store's life that a backup brought to naught.
    let isInDoubt: Bool

    /// What they said, as far as it can be relied on.
    fileprivate var said: TrainingConsent {
      let said = TrainingConsent(consent)
      if case .granted = said, isInDoubt { return .inDoubt }
      return said
    }
  }

  init(store: Store, at moment: Timestamp) {
    self.store = store
    self.moment = moment
  }

  /// Why a row may not be used, or whose consents it may be used on.
  mutating func decide(
    _ row: Selection.Row, _ circumstances: RecordCircumstances
  ) throws -> (refusal: TrainingRefusal?, parties: [Party]) {
    let parties = try parties(of: row.participant)
    let decision = TrainingDecision(
      circumstances, consents: parties.map(\.said), at: moment)
    return (decision.refusal, parties)
  }

  /// The person of a participant; where records name none, everybody in the conversation who is
  /// named, as the words may be anybody's.
  private static let subjects = """
    SELECT subject FROM participants AS p WHERE id = ?1 AND (unattributed = 0 OR NOT EXISTS (
      SELECT 1 FROM participants AS o WHERE o.conversation = p.conversation AND o.unattributed = 0))
    UNION
    SELECT o.subject FROM participants AS p JOIN participants AS o ON o.conversation = p.conversation
    WHERE p.id = ?1 AND p.unattributed = 1 AND o.unattributed = 0
    """

  private mutating func parties(of participant: Int64) throws -> [Party] {
    if let known = parties.value(for: participant, mustStay: { _ in false }) { return known }
    let found = try store.queue.unsafeRead { db in
      let subjects = try Int64.fetchAll(
        db.cachedStatement(sql: Self.subjects), arguments: [participant])
      let log = ConsentLog(store, db)
      let lastDoubtful = try StoreState.fetch(db).lastDoubtfulConsent
      return try subjects.map {
        let consent = try log.last(of: $0, on: .trainAISystem)
        return Party(
          subject: $0, consent: consent, isInDoubt: consent.map { $0.id <= lastDoubtful } ?? false)
      }
    }
    parties.insert(found, for: participant, mustStay: { _ in false })
    return found
  }
}
