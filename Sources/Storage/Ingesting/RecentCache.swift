/// A bounded map that forgets what has not been used for longest, roughly, in constant time.
///
/// Two halves: what is used moves to the young one; when that is full it becomes the old one, and
/// the old one's rest is forgotten. An exact order was refused: it costs a list update a hit.
struct RecentCache<Key: Hashable, Value> {
  private var young: [Key: Value] = [:]
  private var old: [Key: Value] = [:]
  private let halfCapacity: Int
  /// When the young half is full.
  private var limit: Int
  /// Whether anything was ever forgotten.
  private(set) var hasForgotten = false

  init(capacity: Int) {
    halfCapacity = max(1, capacity / 2)
    limit = halfCapacity
  }

  /// The value of a key; values for which `mustStay` holds survive being forgotten.
  mutating func value(for key: Key, mustStay: (Value) -> Bool) -> Value? {
    if let value = young[key] { return value }
    guard let value = old.removeValue(forKey: key) else { return nil }
    insert(value, for: key, mustStay: mustStay)
    return value
  }

  mutating func insert(_ value: Value, for key: Key, mustStay: (Value) -> Bool) {
    young[key] = value
    guard young.count >= limit else { return }
    let staying = old.filter { mustStay($0.value) }
    hasForgotten = hasForgotten || staying.count < old.count
    old = young
    young = staying
    // Those that must stay take no room from others: else each insertion would look at all again.
    limit = halfCapacity + staying.count
  }
}
