import GRDB
import Retention
import Synchronization

/// Collects what the checks of a verification find, from several threads.
final class Verifier: Sendable {
  private struct State {
    var checked: Int64 = 0
    var problems: Set<Verification.Problem> = []
  }

  private let state = Mutex(State())
  let store: Store

  init(_ store: Store) {
    self.store = store
  }

  func add(_ kind: Verification.Problem.Kind, _ id: Int64) {
    state.withLock { _ = $0.problems.insert(Verification.Problem(kind, id)) }
  }

  func count(_ number: Int = 1) {
    state.withLock { $0.checked += Int64(number) }
  }

  /// Runs a check; what is damaged becomes a problem, anything else is thrown.
  func note(_ check: () throws -> Void) throws(StoreError) {
    do {
      try StoreError.mapping(check)
    } catch {
      guard let problem = Verification.Problem(error) else { throw error }
      add(problem.kind, problem.id)
    }
  }

  var result: Verification {
    state.withLock { state in
      var result = Verification(problems: state.problems.sorted())
      result.checked = state.checked
      return result
    }
  }
}
