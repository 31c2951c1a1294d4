import Retention
import Testing

/// Laws that hold for every combination of circumstances, purposes and moments.
struct RetentionDecisionTests {
  static let now = Timestamp(milliseconds: 1_717_200_000_000)
  static let (past, future) = (now.adding(days: -10), now.adding(days: 10))

  /// All combinations; 8,640 of them.
  static let all: [RecordCircumstances] = {
    let dates: [Timestamp?] = [nil, past, future]
    let exceptions: [RetentionException?] =
      [nil]
      + RetentionException.Kind.allCases.flatMap { kind in
        [past, future].map { RetentionException(kind: kind, until: $0) }
      }
    let erasures: [ErasureGround?] = [nil, .child(since: past), .verifiedRequest(since: past)]
    let consents: [ConsentStanding] = [
      .notNeeded, .granted, .withdrawn(at: past, wasOnlyBasis: false),
      .withdrawn(at: past, wasOnlyBasis: true),
    ]
    let contracts: [ContractEnd?] =
      [nil] + [5, -5, -35].map { ContractEnd(endsAt: now.adding(days: $0)) }
    var all: [RecordCircumstances] = []
    for stored in dates {
      for rule in dates {
        for exception in exceptions {
          for erasure in erasures {
            for consent in consents {
              for contract in contracts {
                for flags in 0..<4 {
                  var one = RecordCircumstances(keptFor: .service, storedExpiry: stored)
                  one.ruleExpiry = rule
                  one.exception = exception
                  one.erasure = erasure
                  one.consent = consent
                  one.contractEnd = contract
                  one.isHeld = flags & 1 != 0
                  one.isRestricted = flags & 2 != 0
                  all.append(one)
                }
              }
            }
          }
        }
      }
    }
    return all
  }()

  private static func decide(
    _ circumstances: RecordCircumstances, at moment: Timestamp = now
  ) -> RetentionDecision {
    RetentionDecision(circumstances, at: moment)
  }

  private static func readers(_ decision: RetentionDecision) -> Set<Purpose> {
    Set(Purpose.allCases.filter(decision.mayRead(for:)))
  }

  @Test func theCombinationsAreAllThere() {
    #expect(Self.all.count == 3 * 3 * 5 * 3 * 4 * 4 * 4)
  }

  @Test func nothingIsBothReadAndDeletable() {
    let wrong = Self.all.map { Self.decide($0) }.filter {
      $0.mayDelete && !Self.readers($0).isEmpty
    }
    #expect(wrong.isEmpty)
  }

  @Test func noRecordIsReadForTrainingOrForAnotherPurposeOfUse() {
    for circumstances in Self.all {
      let readers = Self.readers(Self.decide(circumstances))
      #expect(readers.isDisjoint(with: [.training, .support]))
    }
  }

  @Test func holdAndExceptionKeepWhateverElseIsTrue() {
    for circumstances in Self.all {
      let decision = Self.decide(circumstances)
      let isExcepted = circumstances.exception?.until == Self.future
      if circumstances.isHeld || isExcepted { #expect(!decision.mayDelete) }
    }
  }

  /// Releasing a hold resumes what it deferred: nothing is remembered of it.
  @Test func aHoldChangesNoDateAndNobodyButTheLawReadsWhatItAloneKeeps() {
    for circumstances in Self.all {
      var held = circumstances
      held.isHeld = true
      var free = circumstances
      free.isHeld = false
      let (kept, released) = (Self.decide(held), Self.decide(free))
      #expect(kept.expiresAt == released.expiresAt)
      if released.mayDelete {
        #expect(Self.readers(kept) == [.legal])
      } else {
        #expect(
          Self.readers(kept).subtracting([.legal]) == Self.readers(released).subtracting([.legal]))
      }
    }
  }

  @Test func whatIsDueGoesUnlessItIsKept() {
    for circumstances in Self.all {
      let decision = Self.decide(circumstances)
      let isDue = decision.expiresAt.map { $0 <= Self.now } ?? false
      let isKept = circumstances.isHeld || circumstances.exception?.until == Self.future
      #expect(decision.mayDelete == (isDue && !isKept))
    }
  }

  /// A shorter period applies to what is stored already; a longer one never brings anything back.
  @Test func noRuleMovesAStoredDateBack() {
    for circumstances in Self.all {
      let decision = Self.decide(circumstances)
      guard let stored = circumstances.storedExpiry else { continue }
      guard let expiresAt = decision.expiresAt else {
        Issue.record("a date was lost")
        continue
      }
      #expect(expiresAt <= stored)
      if let rule = circumstances.ruleExpiry { #expect(expiresAt <= rule) }
    }
  }

  /// Each further reason to let go of a record makes it readable by no one more, and no later due.
  @Test func furtherReasonsOnlyTighten() {
    let changes: [(inout RecordCircumstances) -> Void] = [
      { $0.erasure = .child(since: Self.past) },
      { $0.erasure = .verifiedRequest(since: Self.past) },
      { $0.consent = .withdrawn(at: Self.past, wasOnlyBasis: true) },
      { $0.isRestricted = true },
      { $0.contractEnd = ContractEnd(endsAt: Self.now.adding(days: -35)) },
      { $0.storedExpiry = Self.past },
      { $0.ruleExpiry = Self.past },
    ]
    for circumstances in Self.all where circumstances.exception == nil && !circumstances.isHeld {
      let before = Self.decide(circumstances)
      for change in changes {
        var tightened = circumstances
        change(&tightened)
        let after = Self.decide(tightened)
        #expect(Self.readers(after).isSubset(of: Self.readers(before)))
        #expect(after.mayDelete || !before.mayDelete)
      }
    }
  }

  @Test func onceDueItStaysDue() {
    for circumstances in Self.all where !circumstances.isHeld && circumstances.exception == nil {
      if Self.decide(circumstances).mayDelete {
        #expect(Self.decide(circumstances, at: Self.now.adding(days: 1_000)).mayDelete)
      }
    }
  }

  @Test func theStrongestGroundIsTheOneNamed() {
    for circumstances in Self.all {
      var grounds: [RetentionGround] = [.period]
      if circumstances.isHeld { grounds.append(.hold) }
      if circumstances.exception?.until == Self.future { grounds.append(.exception) }
      if circumstances.erasure != nil { grounds.append(.erasure) }
      if circumstances.consent == .withdrawn(at: Self.past, wasOnlyBasis: true) {
        grounds.append(.withdrawnConsent)
      }
      if circumstances.isRestricted { grounds.append(.restriction) }
      if let end = circumstances.contractEnd, end.endsAt <= Self.now {
        grounds.append(.contractEnd)
      }
      if [circumstances.storedExpiry, circumstances.ruleExpiry].contains(Self.past) {
        grounds.append(.expiry)
      }
      #expect(Self.decide(circumstances).ground == grounds.min())
    }
  }

  @Test func aRestrictedRecordAnswersItsSubjectAndTheLaw() {
    var circumstances = RecordCircumstances(keptFor: .service, storedExpiry: Self.future)
    #expect(
      Self.readers(Self.decide(circumstances))
        == [.service, .access, .portability, .legal, .security])
    circumstances.isRestricted = true
    #expect(Self.readers(Self.decide(circumstances)) == [.access, .portability, .legal])
  }

  @Test func anExceptionIsReadForWhatItIsFor() {
    var circumstances = RecordCircumstances(keptFor: .service, storedExpiry: Self.past)
    circumstances.exception = RetentionException(kind: .security, until: Self.future)
    #expect(Self.readers(Self.decide(circumstances)) == [.security])
    #expect(Self.decide(circumstances, at: Self.future).mayDelete)
  }

  @Test func afterAContractTheTenantHasThirtyDaysToExport() {
    var circumstances = RecordCircumstances(keptFor: .service, storedExpiry: nil)
    circumstances.contractEnd = ContractEnd(endsAt: Self.now)
    let decision = Self.decide(circumstances)
    #expect(Self.readers(decision) == [.access, .portability, .legal])
    #expect(decision.expiresAt == Self.now.adding(days: 30))
    #expect(Self.decide(circumstances, at: Self.now.adding(days: 30)).mayDelete)
    #expect(!Self.decide(circumstances, at: Self.now.adding(days: 29)).mayDelete)
  }
}
