/// Writers of the two compressed formats, in their simplest form: blocks that are stored as they are.
package enum Compressed: String, CaseIterable, Sendable {
  case gzip
  case zstd

  /// One member or frame that holds `text`.
  package func frame(_ text: [UInt8]) -> [UInt8] {
    switch self {
    case .gzip: Self.gzipMember(text)
    case .zstd: Self.zstdFrame(text.chunked(128 << 10).map { ($0, isRepeated: false) })
    }
  }

  /// `text` in frames of `size` bytes of text.
  package func frames(_ text: [UInt8], of size: Int) -> [UInt8] {
    text.chunked(size).flatMap { frame(Array($0)) }
  }

  /// A frame of a few bytes that holds `count` times 128 KiB of one byte: RLE blocks (RFC 8878 section 3.1.1.2).
  package static func zstdBomb(_ byte: UInt8, count: Int) -> [UInt8] {
    let block = ArraySlice([UInt8](repeating: byte, count: 128 << 10))
    return zstdFrame(Array(repeating: (block, isRepeated: true), count: count))
  }

  /// RFC 1952, with stored blocks of RFC 1951 section 3.2.4.
  private static func gzipMember(_ text: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
    let blocks = text.isEmpty ? [[]] : text.chunked(65_535)
    for (number, block) in blocks.enumerated() {
      bytes.append(number == blocks.count - 1 ? 1 : 0)
      bytes += littleEndian(block.count, 2) + littleEndian(~block.count, 2) + block
    }
    return bytes + littleEndian(Int(crc32(text)), 4) + littleEndian(text.count, 4)
  }

  /// RFC 8878 section 3.1.1, with a window of 128 KiB and no checksum.
  private static func zstdFrame(_ blocks: [(ArraySlice<UInt8>, isRepeated: Bool)]) -> [UInt8] {
    var bytes: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0x00, 0x38]
    if blocks.isEmpty { bytes += littleEndian(1, 3) }
    for (number, (block, isRepeated)) in blocks.enumerated() {
      let isLast = number == blocks.count - 1 ? 1 : 0
      bytes += littleEndian(block.count << 3 | (isRepeated ? 2 : 0) | isLast, 3)
      bytes += isRepeated ? block.prefix(1) : block
    }
    return bytes
  }

  private static func littleEndian(_ number: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
  }

  /// The checksum of RFC 1952 section 8.
  private static func crc32(_ bytes: [UInt8]) -> UInt32 {
    var crc = UInt32.max
    for byte in bytes {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? 0xEDB8_8320 ^ crc >> 1 : crc >> 1 }
    }
    return ~crc
  }
}

extension [UInt8] {
  fileprivate func chunked(_ size: Int) -> [ArraySlice<UInt8>] {
    stride(from: 0, to: count, by: size).map { self[$0..<Swift.min(count, $0 + size)] }
  }
}
