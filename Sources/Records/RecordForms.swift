import CByteScan

/// The forms of the last records, and where their steps stand in the record that was held against them last.
struct RecordForms {
  /// Streams that mix more kinds of records gain little.
  private static let capacity = 4
  /// So many records in a row that have no known form, and so many more are not asked for theirs.
  private static let patience = 16
  private static let rest = 256

  private(set) var all: [RecordForm] = []
  /// The form that the last record had.
  private(set) var last = 0
  /// By step, for the record that matched last.
  private(set) var positions: [UInt32] = []
  /// Parts of it that are to be examined, a bit for each step.
  private(set) var looks: [UInt64] = []
  private var oldest = 0
  private var strangers = 0
  private var resting = 0

  /// Whether the next record's form is to be asked for and, if it is new, learned.
  mutating func isAsked() -> Bool {
    if resting == 0 { return true }
    resting -= 1
    return false
  }

  /// Holds the record that starts at `start` against the forms, the last one's first.
  ///
  /// - Returns: where the record ends, at its LF or behind the last byte; nil when its form is not known.
  mutating func match(_ bytes: Span<UInt8>, maps: Span<UInt64>, from start: Int) -> Int? {
    for turn in all.indices {
      let index = (last + turn) % all.count
      let end = Self.match(bytes, maps, start, all[index], &positions, &looks)
      guard end >= 0 else { continue }
      last = index
      strangers = 0
      return end
    }
    strangers += 1
    if strangers >= Self.patience {
      strangers = 0
      resting = Self.rest
    }
    return nil
  }

  /// Learns a form in place of the oldest.
  mutating func learn(_ form: RecordForm) {
    if form.steps.count > positions.count {
      positions = Array(repeating: 0, count: form.steps.count)
      looks = Array(repeating: 0, count: (form.steps.count + 63) / 64)
    }
    if all.count < Self.capacity {
      last = all.count
      all.append(form)
    } else {
      last = oldest
      all[oldest] = form
      oldest = (oldest + 1) % Self.capacity
    }
  }

  // Safety: `positions` holds an element and `looks` a bit for every step of every form that was learned, and the C
  // function writes no more; it reads the bytes, the maps of their blocks, the steps and their names.
  private static func match(
    _ bytes: Span<UInt8>, _ maps: Span<UInt64>, _ start: Int, _ form: borrowing RecordForm,
    _ positions: inout [UInt32], _ looks: inout [UInt64]
  ) -> Int {
    precondition((bytes.count + 63) / 64 * ByteMaps.Map.count <= maps.count)
    guard bytes.count < UInt32.max else { return -1 }
    return unsafe form.steps.withUnsafeBufferPointer { steps in
      unsafe form.names.withUnsafeBufferPointer { names in
        unsafe bytes.withUnsafeBufferPointer { text in
          unsafe maps.withUnsafeBufferPointer { words in
            unsafe positions.withUnsafeMutableBufferPointer { positions in
              unsafe looks.withUnsafeMutableBufferPointer { looks in
                guard let source = text.baseAddress, let map = words.baseAddress,
                  let places = positions.baseAddress, let bits = looks.baseAddress
                else { return -1 }
                var form = unsafe bytescan_form(
                  steps: steps.baseAddress, count: steps.count, names: names.baseAddress)
                let end = unsafe bytescan_match_form(
                  source, text.count, map, start, &form, places, bits)
                return end == .max ? -1 : Int(end)
              }
            }
          }
        }
      }
    }
  }
}
