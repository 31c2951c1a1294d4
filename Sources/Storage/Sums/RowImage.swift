import Keys

/// A row's columns as bytes, so that no two rows of one table read alike: each with its type, its length where that
/// varies, and its value.
struct RowImage {
  let place: Int
  private(set) var bytes: [UInt8] = []

  /// - Parameter place: the table's place among `SummedTables.names`.
  init(place: Int) {
    self.place = place
    bytes.reserveCapacity(128)
    bytes.append(UInt8(place))
  }

  mutating func add(_ number: Int64?) {
    guard let number else { return bytes.append(5) }
    bytes.append(1)
    bytes.append(bigEndian: number)
  }

  mutating func add(_ value: [UInt8], isText: Bool = false) {
    bytes.append(isText ? 3 : 4)
    bytes.append(bigEndian: Int32(value.count))
    bytes.append(contentsOf: value)
  }
}

// MARK: - Rows that are counted by the code that writes them

extension RowSums {
  private static let subjects = SummedTables.place(of: "subjects")
  private static let conversations = SummedTables.place(of: "conversations")
  private static let participants = SummedTables.place(of: "participants")
  private static let doomedKeys = SummedTables.place(of: "doomed_keys")

  /// A new subject, of whom nothing is known yet.
  func addSubject(_ id: Int64, tenant: Int64, hash: Digest16) throws(CryptoError) {
    try addIdentity(id, tenant, hash, RowImage(place: Self.subjects), otherColumns: 4)
  }

  /// A new conversation without tags.
  func addConversation(_ id: Int64, tenant: Int64, hash: Digest16) throws(CryptoError) {
    try addIdentity(id, tenant, hash, RowImage(place: Self.conversations), otherColumns: 2)
  }

  private func addIdentity(
    _ id: Int64, _ tenant: Int64, _ hash: Digest16, _ row: RowImage, otherColumns: Int
  ) throws(CryptoError) {
    var row = row
    row.add(id)
    row.add(tenant)
    row.add(hash.bytes)
    for _ in 0..<otherColumns { row.add(nil) }
    try count(row, number: id, isGone: false)
  }

  /// A new participant: its numbers in the order of its columns, and its sealed ids.
  func addParticipant(_ numbers: [Int64?], sealedIDs: [UInt8]) throws(CryptoError) {
    var row = RowImage(place: Self.participants)
    for number in numbers { row.add(number) }
    row.add(sealedIDs)
    try count(row, number: numbers.first ?? nil, isGone: false)
  }

  func countDoomedKey(_ key: Int64, isGone: Bool) throws(CryptoError) {
    var row = RowImage(place: Self.doomedKeys)
    row.add(key)
    try count(row, number: key, isGone: isGone)
  }
}
