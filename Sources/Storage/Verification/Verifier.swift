import GRDB
import Retention
import Synchronization

/// Collects what the checks of a verification find, from several threads.
final class Verifier: Sendable {
  private struct State {
    var checked: Int64 = 0
    var problems: Set<Verification.Problem> = []
    var figures = StoredFigures()
    var records: UInt128 = 0
  }

  private let state = Mutex(State())
  let store: Store

  init(_ store: Store) {
    self.store = store
  }

  func add(_ kind: Verification.Problem.Kind, _ id: Int64, name: String? = nil) {
    state.withLock { _ = $0.problems.insert(Verification.Problem(kind, id, name: name)) }
  }

  func count(_ number: Int = 1) {
    state.withLock { $0.checked += Int64(number) }
  }

  /// Takes in what a thread's records add up to.
  func add(_ figures: StoredFigures, records: UInt128) {
    state.withLock { state in
      state.figures.add(figures)
      state.records &+= records
    }
  }

  /// The sum of the records of all threads.
  var records: UInt128 { state.withLock { $0.records } }

  /// What the records of all threads add up to.
  var figures: StoredFigures { state.withLock { $0.figures } }

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
