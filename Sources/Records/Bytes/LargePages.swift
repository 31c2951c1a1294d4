import Glibc

/// What a record of megabytes needs is touched once and given back. In pages of 4 KiB the faults take a third of the time
/// that everything else does, so such room is asked for in large ones, where the system has any.
private enum LargePages {
  /// Bytes; less comes from memory that is used again and again.
  static let least = 4 << 20
  /// What `madvise` takes on every machine: no page that is not large is larger.
  static let alignment = 64 << 10

  // Safety: advice changes nothing in the `count` bytes, and those beside whole pages are left out.
  static func advise(_ bytes: UnsafeMutableRawPointer, _ count: Int) {
    let start = unsafe bytes.alignedUp(toMultipleOf: alignment)
    let end = unsafe (bytes + count).alignedDown(toMultipleOf: alignment)
    if unsafe start < end { unsafe _ = madvise(start, end - start, MADV_HUGEPAGE) }
  }
}

extension Array {
  /// Makes room for `capacity` elements; for megabytes of them in large pages.
  package mutating func reserve(_ capacity: Int) {
    guard self.capacity < capacity else { return }
    reserveCapacity(capacity)
    // Safety: the storage is as long as its capacity.
    let bytes = self.capacity * MemoryLayout<Element>.stride
    guard bytes >= LargePages.least else { return }
    unsafe withUnsafeMutableBytes { raw in
      if let base = raw.baseAddress { unsafe LargePages.advise(base, bytes) }
    }
  }
}

extension Array where Element: FixedWidthInteger & BitwiseCopyable {
  /// Appends elements up to `count` of them, which hold anything until they are written: to write them twice is to go
  /// through memory twice.
  package mutating func grow(to count: Int) {
    guard self.count < count else { return }
    reserve(count)
    let missing = count - self.count
    append(addingCapacity: missing) { added in
      // Safety: there is room for so many, and whatever bits stand there are integers.
      unsafe added.withUnsafeMutableBufferPointer { _, initialized in initialized = missing }
    }
  }
}
