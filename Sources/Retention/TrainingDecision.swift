/// What a person last said about training on what they wrote.
public enum TrainingConsent: Equatable, Sendable {
  case none
  case granted(explicitly: Bool)
  case withdrawn
  /// They agreed, and nobody knows whether they took it back: the store was restored from a backup since.
  case inDoubt
}

/// Why a record is not given for training.
public enum TrainingRefusal: String, CaseIterable, Sendable {
  case noConsent = "no-consent"
  case notExplicit = "consent-not-explicit"
  case withdrawn = "consent-withdrawn"
  case inDoubt = "consent-in-doubt"
  case child
  /// The record is to be erased.
  case erasure
  case restricted
  case held = "legal-hold"
  /// A duty keeps the record past its period, for that duty alone.
  case exception
  case contractEnded = "contract-ended"
  case expired
}

/// Whether a record may be used to train a model: only if nothing at all speaks against it.
public struct TrainingDecision: Equatable, Sendable {
  /// What speaks against it; nil when every rule holds.
  public let refusal: TrainingRefusal?

  /// Decides over a record at a moment.
  ///
  /// - Parameter consents: what each person whose words the record may hold last said; nobody's
  ///   consent is none.
  public init(
    _ circumstances: RecordCircumstances, consents: [TrainingConsent], at moment: Timestamp
  ) {
    refusal =
      Self.refusal(circumstances, at: moment) ?? Self.refusal(consents)
  }

  private static func refusal(
    _ circumstances: RecordCircumstances, at moment: Timestamp
  ) -> TrainingRefusal? {
    if case .child = circumstances.erasure { return .child }
    if circumstances.isRestricted { return .restricted }
    let decision = RetentionDecision(circumstances, at: moment)
    switch decision.ground {
    case .hold: return .held
    case .exception: return .exception
    case .erasure: return .erasure
    case .withdrawnConsent: return .withdrawn
    case .restriction: return .restricted
    case .contractEnd: return .contractEnded
    case .expiry: return .expired
    case .period: return nil
    }
  }

  private static func refusal(_ consents: [TrainingConsent]) -> TrainingRefusal? {
    if consents.contains(.withdrawn) { return .withdrawn }
    if consents.isEmpty || consents.contains(TrainingConsent.none) { return .noConsent }
    if consents.contains(.inDoubt) { return .inDoubt }
    return consents.contains(.granted(explicitly: false)) ? .notExplicit : nil
  }
}
