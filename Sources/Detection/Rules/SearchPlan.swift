import RuleFormat

/// The searches around clusters, and for each form of cluster those that take it.
///
/// A cluster's form is looked up in a table for each of its measures; what is in all of them takes the cluster. So a
/// cluster that no rule wants costs a few instructions, however many rules there are.
struct SearchPlan: Sendable {
  /// Searches of one kind of cluster.
  struct Kind: Sendable {
    var kind: ClusterKind
    /// Trigger bytes that the least demanding of them asks for.
    var least: Int
    /// Range of ``all``.
    var searches: Range<Int>
  }

  let all: [RuleSet.Search]
  let kinds: [Kind]
  /// Words of 64 searches each.
  let width: Int

  /// Sets of searches, ``width`` words each: for every measure one for each value up to ``limits``, then one for all
  /// that can stand beside a cluster, then one a kind.
  private let table: [UInt64]
  /// The last set counts for greater values too.
  private static let limits = [33, 33, 33, 9, 33, 33]
  private static let besideStart = limits.reduce(0, +)
  private static let kindsStart = besideStart + Int(Trigger.Beside.all.rawValue) + 1

  /// - Parameter searches: those of one kind together.
  init(_ searches: [RuleSet.Search]) {
    all = searches
    let width = (searches.count + 63) / 64
    self.width = width
    var kinds: [Kind] = []
    for (number, search) in searches.enumerated() {
      if kinds.last?.kind == search.kind {
        kinds[kinds.count - 1].searches = kinds[kinds.count - 1].searches.lowerBound..<number + 1
        kinds[kinds.count - 1].least = min(kinds[kinds.count - 1].least, search.count)
      } else {
        kinds.append(Kind(kind: search.kind, least: search.count, searches: number..<number + 1))
      }
    }
    self.kinds = kinds
    var table = [UInt64](repeating: 0, count: (Self.kindsStart + kinds.count) * width)
    func add(_ number: Int, toSet set: Int) {
      table[set * width + number / 64] |= 1 << UInt64(number % 64)
    }
    for (number, search) in searches.enumerated() {
      let form = search.form
      let wanted = [
        search.count, form.number, form.run, form.groups, form.alphanumeric, form.mixed,
      ]
      var first = 0
      for (least, limit) in zip(wanted, Self.limits) {
        // A search that asks for more than the table tells apart looks at the cluster itself.
        for value in min(least, limit - 1)..<limit { add(number, toSet: first + value) }
        first += limit
      }
      for value in 0...Trigger.Beside.all.rawValue
      where Trigger.Beside(rawValue: value).isSuperset(of: form.beside) {
        add(number, toSet: Self.besideStart + Int(value))
      }
    }
    for (place, kind) in kinds.enumerated() {
      for number in kind.searches { add(number, toSet: Self.kindsStart + place) }
    }
    self.table = table
  }

  /// A plan that shares no storage with another: workers that count references to the same array slow each other.
  init(copying other: SearchPlan) {
    all = other.all.map { $0 }
    kinds = other.kinds.map { $0 }
    width = other.width
    table = other.table.map { $0 }
  }

  /// Adds the searches of a kind that take a cluster to `awake`, which has ``width`` words.
  @inline(__always)
  func wake(_ cluster: Clusters.Cluster, ofKind kind: Int, _ awake: inout [UInt64]) {
    let counts = min(cluster.count, 32) * width
    let numbers = (33 + min(cluster.number, 32)) * width
    let runs = (66 + min(cluster.run, 32)) * width
    let groups = (99 + min(cluster.groups, 8)) * width
    let rows = (108 + min(cluster.alphanumeric, 32)) * width
    let mixed = (141 + min(cluster.mixed, 32)) * width
    let beside = (Self.besideStart + Int(cluster.beside.rawValue)) * width
    let own = (Self.kindsStart + kind) * width
    for word in 0..<width {
      awake[word] |=
        table[counts + word] & table[numbers + word] & table[runs + word] & table[groups + word]
        & table[rows + word] & table[mixed + word] & table[beside + word]
        & table[own + word]
    }
  }
}
