import Records
import RuleFormat

/// Which bytes make clusters, and how close their neighbours stand: what several triggers can share.
struct ClusterKind: Hashable, Sendable {
  var byteClass: Trigger.ByteClass
  var gap: Int

  /// The bitmap that marks the class; nil for the classes that no pass over the chunk marks.
  var map: Int? {
    switch byteClass {
    case .at: ByteMaps.Map.at
    case .digit: ByteMaps.Map.digit
    case .colon: ByteMaps.Map.colon
    case .dot: ByteMaps.Map.dot
    case .letter, .percent, .underscore, .hyphen, .slash, .token: nil
    }
  }

  func holds(_ byte: UInt8) -> Bool {
    switch byteClass {
    case .at: byte == UInt8(ascii: "@")
    case .digit: byte &- UInt8(ascii: "0") < 10
    case .colon: byte == UInt8(ascii: ":")
    case .dot: byte == UInt8(ascii: ".")
    case .letter: (byte | 0x20) &- UInt8(ascii: "a") < 26
    case .percent: byte == UInt8(ascii: "%")
    case .underscore: byte == UInt8(ascii: "_")
    case .hyphen: byte == UInt8(ascii: "-")
    case .slash: byte == UInt8(ascii: "/")
    case .token:
      byte.isASCIIAlphanumeric || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "+")
    }
  }
}

/// The clusters of one kind in a text: longest runs of bytes of a class with neighbours at most a gap apart.
struct Clusters {
  struct Cluster {
    var first: Int
    var last: Int
    var count: Int
  }

  private(set) var all: [Cluster] = []
  /// Trigger bytes of the largest cluster.
  private(set) var largest = 0

  /// Finds the clusters in `bytes[start..<end]` that hold at least `least` bytes.
  ///
  /// - Parameter maps: those of `bytes`; for tokens with the marks of a gate that asks for no more than `least`.
  /// - Complexity: O((`end` - `start`) / 64 + number of trigger bytes) for the classes that have a bitmap,
  ///   O(`end` - `start`) for the others.
  mutating func find(
    _ kind: ClusterKind, least: Int, _ bytes: Span<UInt8>, maps: Span<UInt64>, from start: Int,
    to end: Int
  ) {
    if !all.isEmpty { all.removeAll(keepingCapacity: true) }
    largest = 0
    guard start < end else { return }
    var open = Cluster(first: -1, last: 0, count: 0)
    if let map = kind.map {
      var mask: UInt64 = ~0 << UInt64(start % 64)
      let lastBlock = (end - 1) / 64
      for block in start / 64...lastBlock {
        if block == lastBlock { mask &= ~0 >> UInt64(63 - (end - 1) % 64) }
        var bits = maps[block * ByteMaps.Map.count + map] & mask
        mask = ~0
        while bits != 0 {
          note(block * 64 + bits.trailingZeroBitCount, kind.gap, least, &open)
          bits &= bits - 1
        }
      }
    } else if kind.byteClass == .token {
      findTokens(kind, least, bytes, maps, start, end)
    } else {
      for position in start..<end where kind.holds(bytes[position]) {
        note(position, kind.gap, least, &open)
      }
    }
    close(open, least)
  }

  /// Measures the runs whose first bytes are marked.
  private mutating func findTokens(
    _ kind: ClusterKind, _ least: Int, _ bytes: Span<UInt8>, _ maps: Span<UInt64>, _ start: Int,
    _ end: Int
  ) {
    let base = ByteMaps.Mark.base(bytes.count) + ByteMaps.Mark.token
    // A run that reaches back over the start is marked before it.
    if start > 0, kind.holds(bytes[start - 1]) { noteToken(kind, least, bytes, start, end) }
    var mask: UInt64 = ~0 << UInt64(start % 64)
    let lastBlock = (end - 1) / 64
    for block in start / 64...lastBlock {
      if block == lastBlock { mask &= ~0 >> UInt64(63 - (end - 1) % 64) }
      var bits = maps[base + block * ByteMaps.Mark.count] & mask
      mask = ~0
      while bits != 0 {
        noteToken(kind, least, bytes, block * 64 + bits.trailingZeroBitCount, end)
        bits &= bits - 1
      }
    }
  }

  private mutating func noteToken(
    _ kind: ClusterKind, _ least: Int, _ bytes: Span<UInt8>, _ first: Int, _ end: Int
  ) {
    var past = first
    while past < end, kind.holds(bytes[past]) { past += 1 }
    close(Cluster(first: first, last: past - 1, count: past - first), least)
  }

  @inline(__always)
  private mutating func note(_ position: Int, _ gap: Int, _ least: Int, _ open: inout Cluster) {
    if open.count > 0, position - open.last <= gap {
      open.count += 1
      open.last = position
    } else {
      close(open, least)
      open = Cluster(first: position, last: position, count: 1)
    }
  }

  private mutating func close(_ cluster: Cluster, _ least: Int) {
    guard cluster.count > 0, cluster.count >= least else { return }
    largest = max(largest, cluster.count)
    all.append(cluster)
  }

  /// The windows of one trigger: its clusters and `reach` bytes to either side.
  ///
  /// Windows that meet become one, so no byte is searched twice.
  func windows(
    count: Int, reach: Int, from start: Int, to end: Int, into windows: inout [Range<Int>]
  ) {
    if !windows.isEmpty { windows.removeAll(keepingCapacity: true) }
    for cluster in all where cluster.count >= count {
      let low = max(start, cluster.first - reach)
      let high = min(end, cluster.last + 1 + reach)
      if let previous = windows.last, previous.upperBound >= low {
        windows[windows.count - 1] = previous.lowerBound..<high
      } else {
        windows.append(low..<high)
      }
    }
  }
}
