import CByteScan

/// The forms of the last records, and where their parts stand in the record that was held against them last.
struct RecordForms {
  /// Streams that mix more kinds of records gain little.
  private static let capacity = 4
  /// So many records in a row that have no known form, and so many more are not asked for theirs.
  private static let patience = 16
  private static let rest = 256

  private(set) var all: [RecordForm] = []
  /// The form that the last record had.
  private(set) var last = 0
  /// By part, for the record that matched last.
  private(set) var starts: [UInt32] = []
  /// Where the record begins, and behind it where each part ends.
  private(set) var bounds: [UInt32] = []
  /// Parts of it that are to be examined, a bit each.
  private(set) var looks: [UInt64] = []
  /// Parts of it that are passed over, because the same value needed no second look.
  var passedOver = 0
  private var oldest = 0
  private var strangers = 0
  private var resting = 0
  /// So many records more pass before values are remembered again.
  private var forgetting = 0
  private static let forgetfulness = 32

  /// Whether the next record's form is to be asked for and, if it is new, learned.
  mutating func isAsked() -> Bool {
    if resting == 0 { return true }
    resting -= 1
    return false
  }

  /// Holds the record that starts at `start` against the forms, the last one's first.
  ///
  /// - Returns: where the record ends, at its LF or behind the last byte; nil when its form is not known.
  mutating func match(
    _ bytes: Span<UInt8>, maps: Span<UInt64>, gate: TriggerGate, from start: Int
  ) -> Int? {
    let remembers = forgetting == 0
    if !remembers { forgetting -= 1 }
    for turn in all.indices {
      let index = (last + turn) % all.count
      let end = match(bytes, maps, gate, start, form: index, remembers)
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

  /// Forgets which values need no second look: something has changed that it depends on, and may change again soon.
  mutating func forgetValues() {
    for index in all.indices { all[index].forgetValues() }
    forgetting = Self.forgetfulness
  }

  /// Remembers a value of the record that matched last.
  mutating func remember(part: Int, _ value: Span<UInt8>, varying: UInt32) {
    if forgetting == 0 { all[last].remember(part: part, value, varying: varying) }
  }

  /// Learns a form in place of the oldest.
  mutating func learn(_ form: RecordForm) {
    if form.parts.count > starts.count || bounds.isEmpty {
      starts = Array(repeating: 0, count: form.parts.count)
      bounds = Array(repeating: 0, count: form.parts.count + 1)
      looks = Array(repeating: 0, count: (form.parts.count + 63) / 64)
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

  // Safety: `starts`, `bounds` and `looks` have room for every part of every form that was learned, and the C function
  // writes no more; it reads the bytes, the maps and marks of their blocks, and the form's parts and separators.
  private mutating func match(
    _ bytes: Span<UInt8>, _ maps: Span<UInt64>, _ gate: TriggerGate, _ start: Int,
    form: Int, _ remembers: Bool
  ) -> Int {
    let marks = ByteMaps.Mark.base(bytes.count)
    let marked = gate.asksForMarks ? marks / ByteMaps.Map.count * ByteMaps.Mark.count : 0
    precondition(marks + marked <= maps.count)
    guard bytes.count < UInt32.max else { return -1 }
    // A form as a whole would be copied.
    let last = all[form].last
    return unsafe all[form].steps.withUnsafeBufferPointer { steps in
      unsafe all[form].separators.withUnsafeBufferPointer { separators in
        unsafe all[form].memos.withUnsafeBufferPointer { memos in
          var known = unsafe bytescan_form(
            parts: steps.baseAddress, count: steps.count, separators: separators.baseAddress,
            last: last, memos: remembers ? memos.baseAddress : nil)
          return unsafe bytes.withUnsafeBufferPointer { bytes in
            unsafe maps.withUnsafeBufferPointer { maps in
              var chunk = unsafe bytescan_chunk(
                bytes: bytes.baseAddress, length: bytes.count, maps: maps.baseAddress,
                marks: gate.asksForMarks ? maps.baseAddress.map { unsafe $0 + marks } : nil,
                gate: gate.forBlocks)
              let end = unsafe bytescan_match_form(
                &chunk, start, &known, &starts, &bounds, &looks, &passedOver)
              return end == .max ? -1 : Int(end)
            }
          }
        }
      }
    }
  }
}
