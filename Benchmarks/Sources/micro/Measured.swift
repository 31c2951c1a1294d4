/// Something that is measured, set up once and gone through as often as it takes.
protocol Measured: AnyObject {
  /// Bytes of input that one pass goes through.
  var byteCount: Int { get }

  /// Forgets what former passes left behind that would spare this one work; not measured.
  func prepare() throws

  func pass() throws
}

extension Measured {
  func prepare() throws {}
}

/// The one function whose instructions count: `Benchmarks/check` names it to callgrind, which counts from where it
/// is entered to where it is left.
@inline(never)
func measuredPass(_ measured: any Measured) throws { try measured.pass() }

/// A measurement's name and how to set it up: only those asked for are.
struct Benchmark: Sendable {
  let name: String
  let make: @Sendable () throws -> any Measured
}
