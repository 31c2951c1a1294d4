import CCrypto

/// A 256-bit key that is wiped from memory when its last owner lets go of it.
///
/// The bytes live behind a pointer, so that neither printing nor reflection can show them, and
/// copying a reference never copies the key. A `~Copyable` struct was refused: a worker's cache
/// and the shared directory must be able to hold the same key.
@safe
public final class SecretKey: @unchecked Sendable {
  /// The length of every key in bytes.
  public static let byteCount = 32

  // Written by `init` only and wiped by `deinit`: concurrent reads need no lock.
  private let storage: UnsafeMutableRawPointer

  private init() {
    unsafe storage = .allocate(byteCount: Self.byteCount, alignment: 8)
  }

  // Safety: the storage holds `byteCount` bytes and nobody else can still refer to it.
  deinit {
    unsafe OPENSSL_cleanse(storage, Self.byteCount)
    unsafe storage.deallocate()
  }

  /// A copy of `bytes`, or nil unless there are exactly `byteCount` of them.
  ///
  /// The caller's copy remains the caller's to wipe.
  public convenience init?(copying bytes: Span<UInt8>) {
    guard bytes.count == Self.byteCount else { return nil }
    self.init()
    copy(bytes)
  }

  /// A fresh random key. Throws `CryptoError.unavailable` when there is no random source.
  public static func random() throws(CryptoError) -> SecretKey {
    let key = SecretKey()
    guard key.randomize() else { throw .unavailable }
    return key
  }

  /// A key for one purpose that follows from this one and dies with it. Throws `CryptoError.unavailable` if libcrypto
  /// fails.
  package func derived(_ label: StaticString) throws(CryptoError) -> SecretKey {
    var bytes = try hash(of: label).bytes
    defer { bytes.wipe() }
    guard let key = SecretKey(copying: bytes.span) else { throw .unavailable }
    return key
  }

  /// The keyed hash of a label. Throws `CryptoError.unavailable` if libcrypto fails.
  func hash(of label: StaticString) throws(CryptoError) -> Digest32 {
    var hasher = try KeyedHasher(key: self)
    try hasher.begin()
    try hasher.add(label)
    return try hasher.finish()
  }

  // Safety: the pointer is valid for `byteCount` bytes while `self` is borrowed by this call.
  package func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    unsafe body(UnsafeRawBufferPointer(start: storage, count: Self.byteCount))
  }

  // Safety: `init` checked that the counts agree; nobody shares the storage yet.
  private func copy(_ bytes: Span<UInt8>) {
    unsafe bytes.withUnsafeBufferPointer { source in
      unsafe storage.copyMemory(from: source.baseAddress!, byteCount: Self.byteCount)
    }
  }

  // Safety: the private generator fills exactly the storage; nobody shares it yet.
  private func randomize() -> Bool {
    unsafe RAND_priv_bytes(
      storage.assumingMemoryBound(to: UInt8.self), Int32(Self.byteCount)) == 1
  }
}

extension [UInt8] {
  /// Overwrites the bytes in a way the optimiser must not leave out.
  // Safety: the buffer is exclusively ours for the call and its own count bounds the write.
  package mutating func wipe() {
    unsafe withUnsafeMutableBytes { unsafe OPENSSL_cleanse($0.baseAddress, $0.count) }
  }
}
