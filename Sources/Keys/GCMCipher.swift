import CCrypto

/// One libcrypto cipher context for AES-256-GCM, bound to one direction.
@safe
struct GCMCipher: ~Copyable {
  enum Direction { case seal, open }

  static let tagByteCount = 16

  private let context: OpaquePointer
  private let cipher: OpaquePointer
  private let direction: Direction
  // Kept alive, not only compared: a freed key's address may be given to another key.
  private var key: SecretKey?

  init(direction: Direction) throws(CryptoError) {
    guard let cipher = unsafe EVP_CIPHER_fetch(nil, "AES-256-GCM", nil) else {
      throw .unavailable
    }
    guard let context = unsafe EVP_CIPHER_CTX_new() else {
      unsafe EVP_CIPHER_free(cipher)
      throw .unavailable
    }
    unsafe self.context = context
    unsafe self.cipher = cipher
    self.direction = direction
  }

  // Safety: both are owned by this value and freed once; freeing the context wipes its schedule.
  deinit {
    unsafe EVP_CIPHER_CTX_free(context)
    unsafe EVP_CIPHER_free(cipher)
  }

  /// Sets key and nonce and takes in the associated data; false if libcrypto refuses.
  mutating func begin(key: SecretKey, nonce: Span<UInt8>, associated: Span<UInt8>) -> Bool {
    guard self.key === key ? set(nonce: nonce) : set(key: key, nonce: nonce) else {
      self.key = nil
      return false
    }
    self.key = key
    return associated.isEmpty || take(associated: associated)
  }

  // Safety: libcrypto writes `text.count` bytes of text and 16 of tag into room for both; GCM is
  // a stream mode and adds no padding.
  mutating func seal(_ text: Span<UInt8>, appendingTo output: inout [UInt8]) -> Bool {
    var done = false
    output.append(addingCapacity: text.count + Self.tagByteCount) { room in
      unsafe room.withUnsafeMutableBufferPointer { buffer, count in
        var written: Int32 = 0
        let start = buffer.baseAddress!
        done = unsafe text.withUnsafeBufferPointer { source in
          unsafe EVP_EncryptUpdate(
            context, start, &written, source.baseAddress, Int32(source.count)) == 1
            && EVP_EncryptFinal_ex(context, start + source.count, &written) == 1
            && EVP_CIPHER_CTX_ctrl(
              context, EVP_CTRL_AEAD_GET_TAG, Int32(Self.tagByteCount), start + source.count) == 1
        }
        if done { count = text.count + Self.tagByteCount }
      }
    }
    return done
  }

  // Safety: libcrypto writes `text.count` bytes into room for as many, and only reads the tag.
  mutating func open(
    _ text: Span<UInt8>, tag: Span<UInt8>, appendingTo output: inout [UInt8]
  ) -> Bool {
    var done = false
    output.append(addingCapacity: text.count + 1) { room in
      unsafe room.withUnsafeMutableBufferPointer { buffer, count in
        var written: Int32 = 0
        let start = buffer.baseAddress!
        done = unsafe text.withUnsafeBufferPointer { source in
          unsafe tag.withUnsafeBufferPointer { tag in
            unsafe EVP_DecryptUpdate(
              context, start, &written, source.baseAddress, Int32(source.count)) == 1
              && EVP_CIPHER_CTX_ctrl(
                context, EVP_CTRL_AEAD_SET_TAG, Int32(tag.count),
                UnsafeMutableRawPointer(mutating: tag.baseAddress)) == 1
              && EVP_DecryptFinal_ex(context, start + source.count, &written) == 1
          }
        }
        if done {
          count = text.count
        } else {
          // Unauthenticated text must not stay behind in the array's spare room.
          unsafe OPENSSL_cleanse(start, text.count)
        }
      }
    }
    return done
  }

  // Safety: key and nonce pointers are valid for the lengths the cipher reads (32 and 12).
  private mutating func set(key: SecretKey, nonce: Span<UInt8>) -> Bool {
    unsafe nonce.withUnsafeBufferPointer { nonce in
      unsafe key.withUnsafeBytes { bytes in
        let keyStart = unsafe bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
        return unsafe direction == .seal
          ? EVP_EncryptInit_ex2(context, cipher, keyStart, nonce.baseAddress, nil) == 1
          : EVP_DecryptInit_ex2(context, cipher, keyStart, nonce.baseAddress, nil) == 1
      }
    }
  }

  // Safety: the nonce pointer is valid for the 12 bytes the cipher reads.
  private mutating func set(nonce: Span<UInt8>) -> Bool {
    unsafe nonce.withUnsafeBufferPointer { nonce in
      unsafe direction == .seal
        ? EVP_EncryptInit_ex2(context, nil, nil, nonce.baseAddress, nil) == 1
        : EVP_DecryptInit_ex2(context, nil, nil, nonce.baseAddress, nil) == 1
    }
  }

  // Safety: without an output pointer libcrypto reads the span's bytes and writes none.
  private mutating func take(associated: Span<UInt8>) -> Bool {
    unsafe associated.withUnsafeBufferPointer { bytes in
      var count: Int32 = 0
      return unsafe direction == .seal
        ? EVP_EncryptUpdate(context, nil, &count, bytes.baseAddress, Int32(bytes.count)) == 1
        : EVP_DecryptUpdate(context, nil, &count, bytes.baseAddress, Int32(bytes.count)) == 1
    }
  }
}
