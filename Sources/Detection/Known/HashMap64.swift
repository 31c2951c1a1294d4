/// A map from hashes to small values: two flat arrays, nothing per entry.
///
/// A million entries take 24 MB. It holds no text, so it can be kept beside records without being one more copy.
struct HashMap64: Sendable {
  private var keys: [UInt64] = []
  private var values: [UInt32] = []
  private(set) var count = 0

  /// Bytes that it keeps.
  var memory: Int { keys.count * 12 }

  /// 0 marks a free place, so the hash 0 is another.
  private static func key(_ hash: UInt64) -> UInt64 { hash == 0 ? 1 : hash }

  subscript(hash: UInt64) -> UInt32? {
    guard count > 0 else { return nil }
    let place = place(Self.key(hash))
    return keys[place] == 0 ? nil : values[place]
  }

  /// Sets the value of a hash, or what `merge` makes of the value it had.
  mutating func insert(_ hash: UInt64, _ value: UInt32, merge: (UInt32) -> UInt32) {
    if (count + 1) * 2 > keys.count { grow() }
    let key = Self.key(hash)
    let place = place(key)
    if keys[place] == 0 {
      keys[place] = key
      values[place] = value
      count += 1
    } else {
      values[place] = merge(values[place])
    }
  }

  mutating func removeAll() {
    guard count > 0 else { return }
    for place in keys.indices { keys[place] = 0 }
    count = 0
  }

  /// Where a key is or belongs: linear probing, at most half full.
  private func place(_ key: UInt64) -> Int {
    let mask = keys.count - 1
    var place = Int(truncatingIfNeeded: (key ^ key >> 32) &* 0x9E37_79B9) & mask
    while keys[place] != 0, keys[place] != key { place = (place + 1) & mask }
    return place
  }

  private mutating func grow() {
    let (oldKeys, oldValues) = (keys, values)
    keys = [UInt64](repeating: 0, count: max(16, oldKeys.count * 2))
    values = [UInt32](repeating: 0, count: keys.count)
    for index in oldKeys.indices where oldKeys[index] != 0 {
      let place = place(oldKeys[index])
      keys[place] = oldKeys[index]
      values[place] = oldValues[index]
    }
  }
}
