/// Where a record says who and when it is about, as places in one text.
///
/// The places refer to decoded values: string contents without quotes and escapes, or a number's
/// source text. The text may be the raw record itself where nothing is escaped.
public struct Envelope: Sendable {
  /// A value's place: an offset and a count of bytes. Absent by default.
  public struct Field: Sendable {
    public var offset: Int32
    public var count: Int32

    public static let absent = Field(offset: 0, count: -1)

    public init(offset: Int, count: Int) {
      self.offset = Int32(offset)
      self.count = Int32(count)
    }

    private init(offset: Int32, count: Int32) {
      self.offset = offset
      self.count = count
    }

    /// An empty value names nobody, and counts as absent.
    var isPresent: Bool { count > 0 }

    var range: Range<Int> { Int(offset)..<(Int(offset) + Int(count)) }
  }

  public var tenant = Field.absent
  public var subject = Field.absent
  public var conversation = Field.absent
  public var dataClass = Field.absent
  public var time = Field.absent
  /// The record's own id; used only when the run drops known ids.
  public var id = Field.absent
  /// Who spoke: with the conversation, the subject of a record that names none. Absent where
  /// speakers are not told apart.
  public var speaker = Field.absent

  public init() {}
}

/// How often an entity was found in a record.
public struct FindingCount: Sendable {
  /// The entity's place in `IngestOptions.entities`.
  public var entity: UInt16
  public var count: UInt32

  public init(entity: UInt16, count: UInt32) {
    self.entity = entity
    self.count = count
  }
}
