package import Testing

extension Trait where Self == TimeLimitTrait {
  /// For tests that would never end if what they test were broken.
  ///
  /// The limit also counts the time in which a test waits for one of few threads, which is most of a full run's on a
  /// loaded machine: it is no statement about speed.
  package static var mayHang: Self { .timeLimit(.minutes(40)) }
}
