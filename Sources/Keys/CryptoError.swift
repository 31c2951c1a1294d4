/// Why a cryptographic step gave no result; it never carries the data it was given.
public enum CryptoError: Error, Equatable, Sendable {
  /// libcrypto refused the step: no memory, no random source, or a method it does not offer.
  case unavailable
  /// The bytes are not what was sealed: another key, other associated data, or a change.
  case notAuthentic
}
