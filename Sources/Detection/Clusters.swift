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
    case .point: ByteMaps.Map.point
    case .dot, .letter, .percent, .underscore, .hyphen, .slash, .token: nil
    }
  }

  func holds(_ byte: UInt8) -> Bool {
    switch byteClass {
    case .at: byte == UInt8(ascii: "@")
    case .digit: byte &- UInt8(ascii: "0") < 10
    case .colon: byte == UInt8(ascii: ":")
    case .point, .dot: byte == UInt8(ascii: ".")
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
    /// Bytes of the longest part without an ASCII letter in it.
    var number: Int
    /// Bytes in the longest row without a gap.
    var run: Int
    /// Rows without a gap.
    var groups = 1
    /// ASCII letters and digits in the longest row that holds a byte of the cluster; counted for digits only.
    var alphanumeric = 1
    /// The same in the longest row that holds a letter too; 0 where none does.
    var mixed = 0
    /// What stands at its rows; noted for digits only.
    var beside: Trigger.Beside = []

    /// Nothing but digits in a row, touched by no letter.
    var isBare: Bool { alphanumeric == count }

    fileprivate init(_ row: Range<Int>) {
      first = row.lowerBound
      last = row.upperBound - 1
      count = row.count
      number = row.count
      run = row.count
    }
  }

  private(set) var all: [Cluster] = []
  /// Trigger bytes of the largest cluster.
  private(set) var largest = 0
  /// Whether all clusters are bare.
  private(set) var areBare = true

  /// Finds the clusters in `bytes[start..<end]` that hold at least `least` bytes.
  ///
  /// - Parameter maps: those of `bytes`; for tokens with the marks of a gate that asks for no more than `least`.
  /// - Complexity: O((`end` - `start`) / 64 + number of rows) for the classes that have a bitmap,
  ///   O(`end` - `start`) for the others.
  mutating func find(
    _ kind: ClusterKind, least: Int, _ bytes: Span<UInt8>, maps: Span<UInt64>, from start: Int,
    to end: Int
  ) {
    if !all.isEmpty { all.removeAll(keepingCapacity: true) }
    largest = 0
    areBare = true
    guard start < end else { return }
    let text = bytes.extracting(start..<end)
    var open = Cluster(0..<0)
    var part = 0
    if let map = kind.map {
      var rows = BitRows(maps, map, of: ByteMaps.Map.count, from: start, to: end)
      while let row = rows.next(maps) {
        note(row, kind, least, bytes, start, end, &open, &part)
        if kind.byteClass == .digit {
          open.beside.formUnion(Self.beside(row.lowerBound - start, row.upperBound - start, text))
        }
      }
    } else if kind.byteClass == .token {
      findTokens(kind, least, bytes, maps, start, end)
    } else {
      var position = start
      while position < end {
        let first = position
        while position < end, kind.holds(bytes[position]) { position += 1 }
        if position > first {
          note(first..<position, kind, least, bytes, start, end, &open, &part)
        } else {
          position += 1
        }
      }
    }
    close(open, kind, least, bytes, start, end)
  }

  /// Measures the runs whose first bytes are marked.
  private mutating func findTokens(
    _ kind: ClusterKind, _ least: Int, _ bytes: Span<UInt8>, _ maps: Span<UInt64>, _ start: Int,
    _ end: Int
  ) {
    // A run that reaches back over the start is marked before it.
    if start > 0, kind.holds(bytes[start - 1]) { noteToken(kind, least, bytes, start, end) }
    var marks = SetBits(
      maps, ByteMaps.Mark.base(bytes.count) + ByteMaps.Mark.token, of: ByteMaps.Mark.count,
      from: start, to: end)
    while let first = marks.next(maps) { noteToken(kind, least, bytes, first, end) }
  }

  private mutating func noteToken(
    _ kind: ClusterKind, _ least: Int, _ bytes: Span<UInt8>, _ first: Int, _ end: Int
  ) {
    var past = first
    while past < end, kind.holds(bytes[past]) { past += 1 }
    guard past - first >= max(1, least) else { return }
    largest = max(largest, past - first)
    all.append(Cluster(first..<past))
  }

  /// - Parameter part: bytes of the open cluster behind its last letter.
  @inline(__always)
  private mutating func note(
    _ row: Range<Int>, _ kind: ClusterKind, _ least: Int, _ bytes: Span<UInt8>, _ start: Int,
    _ end: Int, _ open: inout Cluster, _ part: inout Int
  ) {
    if open.count > 0, row.lowerBound - open.last <= kind.gap {
      for position in open.last + 1..<row.lowerBound where bytes[position].isASCIILetter {
        part = 0
      }
      part += row.count
      open.count += row.count
      open.number = max(open.number, part)
      open.run = max(open.run, row.count)
      open.groups += 1
      open.last = row.upperBound - 1
    } else {
      close(open, kind, least, bytes, start, end)
      open = Cluster(row)
      part = row.count
    }
  }

  private mutating func close(
    _ cluster: Cluster, _ kind: ClusterKind, _ least: Int, _ bytes: Span<UInt8>, _ start: Int,
    _ end: Int
  ) {
    guard cluster.count > 0, cluster.count >= least else { return }
    largest = max(largest, cluster.count)
    var cluster = cluster
    if kind.byteClass == .digit { Self.measureRows(&cluster, bytes, start, end) }
    areBare = areBare && cluster.isBare
    all.append(cluster)
  }

  /// What stands at a row of digits.
  private static func beside(_ first: Int, _ end: Int, _ text: Span<UInt8>) -> Trigger.Beside {
    var beside: Trigger.Beside = []
    if first > 0 {
      let gap = text[first - 1].isASCIILetter ? 0 : 1
      if first > gap + 1, text[first - gap - 1].isASCIILetter, text[first - gap - 2].isASCIILetter {
        beside.insert(.letters)
      }
      if (max(0, first - 3)..<first).contains(where: { text[$0] == UInt8(ascii: "+") }) {
        beside.insert(.plus)
      }
    }
    if end < text.count {
      if text[end].isASCIILetter || end + 1 < text.count && text[end + 1].isASCIILetter {
        beside.insert(.letterBehind)
      }
    }
    if text[first] == UInt8(ascii: "0"), hasPrefix(first, end, text) { beside.insert(.prefix) }
    return beside
  }

  /// Whether a row that begins with a zero begins with 00 or 011, and goes on with no zero if at all.
  private static func hasPrefix(_ first: Int, _ end: Int, _ text: Span<UInt8>) -> Bool {
    guard end - first >= 2 else { return false }
    let length = text[first + 1] == UInt8(ascii: "0") ? 2 : 3
    guard end - first >= length else { return false }
    if length == 3, text[first + 1] != UInt8(ascii: "1") || text[first + 2] != UInt8(ascii: "1") {
      return false
    }
    return end - first == length || text[first + length] != UInt8(ascii: "0")
  }

  /// How far around a cluster letters are counted: no rule asks for more.
  private static let longestReach = Trigger.ClusterForm.greatest.alphanumeric

  /// Measures the rows of letters and digits that reach into a cluster.
  private static func measureRows(
    _ cluster: inout Cluster, _ bytes: Span<UInt8>, _ start: Int, _ end: Int
  ) {
    let low = max(start, cluster.first - longestReach)
    let high = min(end, cluster.last + 1 + longestReach)
    var position = cluster.first
    while position > low, bytes[position - 1].isASCIIAlphanumeric { position -= 1 }
    while position <= cluster.last {
      let first = position
      var digits = 0
      while position < high, bytes[position].isASCIIAlphanumeric {
        if bytes[position].isASCIIDigit { digits += 1 }
        position += 1
      }
      if digits > 0 {
        cluster.alphanumeric = max(cluster.alphanumeric, position - first)
        if digits < position - first { cluster.mixed = max(cluster.mixed, position - first) }
      }
      position = max(position, first + 1)
    }
  }

  /// Takes it that a row begins with a prefix in every cluster.
  mutating func assumePrefix() {
    for index in all.indices { all[index].beside.insert(.prefix) }
  }

  /// The windows of one search: the clusters that are as it asks, and its reach of bytes to either side.
  ///
  /// Windows that meet become one, so no byte is searched twice.
  func windows(
    of search: RuleSet.Search, from start: Int, to end: Int, into windows: inout [Range<Int>]
  ) {
    if !windows.isEmpty { windows.removeAll(keepingCapacity: true) }
    for cluster in all where search.takes(cluster) {
      let low = max(start, cluster.first - search.reach)
      let high = min(end, cluster.last + 1 + search.reach)
      if let previous = windows.last, previous.upperBound >= low {
        windows[windows.count - 1] = previous.lowerBound..<high
      } else {
        windows.append(low..<high)
      }
    }
  }
}
