public import Retention

/// Something outside the store that belongs to a record: where a recording lies, an object's id.
public struct ExternalReference: Sendable {
  /// Where in the record it stands: a JSON Pointer (RFC 6901).
  public var member: [UInt8]
  /// What the record says, as it came: a URL, a path, an id.
  public var value: [UInt8]

  public init(member: [UInt8], value: [UInt8]) {
    self.member = member
    self.value = value
  }
}

/// Something outside the store that has to be deleted, because its record was.
public struct Deletion: Sendable {
  public let id: Int64
  public let tenant: String
  /// The person by the number the readable view shows, such as `s12`.
  public let subject: String
  /// Why the record went: `expiry`, `erasure`, `contract-end`.
  public let cause: String
  public let listedAt: Timestamp
  public let member: String
  public let value: String
}

/// Which deletions to show; what is left nil is open.
public struct DeletionQuery: Sendable {
  /// A plain tenant name.
  public var tenant: String?
  /// Only what the request of this identity waits for.
  public var request: String?

  public init(tenant: String? = nil, request: String? = nil) {
    self.tenant = tenant
    self.request = request
  }
}

/// What acknowledging deletions came to.
public struct DeletionReport: Equatable, Sendable {
  public internal(set) var acknowledged: Int64 = 0
  /// Numbers that are not on the list, or not any more.
  public internal(set) var unknown: Int64 = 0
  /// How many are still to be deleted, of anybody.
  public internal(set) var left: Int64 = 0
  /// The requests that waited for nothing else.
  public internal(set) var completedRequests: [String] = []
  /// Whether the write-ahead logs of store and key ring were emptied afterwards.
  public internal(set) var isWALTruncated = false
}
