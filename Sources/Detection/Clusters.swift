import Records
import RuleFormat

/// A trigger as the detector uses it: which bytes, how many, how close, how far around them to search.
struct TriggerPlan: Hashable, Sendable {
  var byteClass: Trigger.ByteClass
  var count: Int
  var gap: Int
  var reach: Int

  /// The bitmap that marks the class; nil for the classes that no pass over the chunk marks.
  var map: Int? {
    switch byteClass {
    case .at: ByteMaps.Map.at
    case .digit: ByteMaps.Map.digit
    case .colon: ByteMaps.Map.colon
    case .dot: ByteMaps.Map.dot
    case .letter, .percent, .underscore, .hyphen, .slash: nil
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
    }
  }
}

/// Where a rule's trigger bytes stand close enough together for a match, as windows of the text to search.
struct Windows {
  private(set) var ranges: [Range<Int>] = []
  private var first = -1
  private var last = 0
  private var held = 0

  /// Finds the windows of one trigger in `bytes[start..<end]`.
  ///
  /// A cluster is a longest run of bytes of one class with neighbours at most `gap` apart; it counts when it
  /// holds at least `count` of them. Its window is the cluster and `reach` bytes to either side. Windows that
  /// meet become one, so no byte is searched twice.
  /// - Complexity: O((`end` - `start`) / 64 + number of trigger bytes) for the classes that have a bitmap,
  ///   O(`end` - `start`) for the others.
  mutating func find(
    _ trigger: TriggerPlan, _ bytes: Span<UInt8>, maps: Span<UInt64>, from start: Int, to end: Int
  ) {
    ranges.removeAll(keepingCapacity: true)
    guard start < end else { return }
    first = -1
    held = 0
    if let map = trigger.map {
      var mask: UInt64 = ~0 << UInt64(start % 64)
      let lastBlock = (end - 1) / 64
      for block in start / 64...lastBlock {
        if block == lastBlock { mask &= ~0 >> UInt64(63 - (end - 1) % 64) }
        var bits = maps[block * ByteMaps.Map.count + map] & mask
        mask = ~0
        while bits != 0 {
          note(block * 64 + bits.trailingZeroBitCount, trigger, start, end)
          bits &= bits - 1
        }
      }
    } else {
      for position in start..<end where trigger.holds(bytes[position]) {
        note(position, trigger, start, end)
      }
    }
    closeCluster(trigger, start, end)
  }

  @inline(__always)
  private mutating func note(_ position: Int, _ trigger: TriggerPlan, _ start: Int, _ end: Int) {
    if first >= 0, position - last <= trigger.gap {
      held += 1
    } else {
      closeCluster(trigger, start, end)
      first = position
      held = 1
    }
    last = position
  }

  private mutating func closeCluster(_ trigger: TriggerPlan, _ start: Int, _ end: Int) {
    guard first >= 0, held >= trigger.count else { return }
    let low = max(start, first - trigger.reach)
    let high = min(end, last + 1 + trigger.reach)
    if let previous = ranges.last, previous.upperBound >= low {
      ranges[ranges.count - 1] = previous.lowerBound..<high
    } else {
      ranges.append(low..<high)
    }
  }
}
