import Foundation
import GRDB

/// Looks at what a file says of itself before its first table.
///
/// SQLite answers some of it by refusing to write only, long after `integrity_check` was content.
enum HeaderCheck {
  /// Whether the fixed fields of the header are what SQLite writes for our files
  /// (https://sqlite.org/fileformat2.html, section 1.3).
  static func isAsWritten(_ path: String, _ db: Database) throws -> Bool {
    guard let file = FileHandle(forReadingAtPath: path) else { return false }
    defer { try? file.close() }
    guard let header = try? file.read(upToCount: 100), header.count == 100 else { return false }
    let pageSize = try Int.fetchOne(db, sql: "PRAGMA page_size") ?? 0
    let sizeField = pageSize == 65_536 ? 1 : pageSize
    // The name; the page size; written and read with a write-ahead log; nothing kept at a page's end; and three
    // payload fractions that never change.
    let start =
      Array("SQLite format 3\0".utf8)
      + [UInt8(sizeField >> 8), UInt8(sizeField & 0xFF), 2, 2, 0, 64, 32, 32]
    // Schema format 4, text in UTF-8; 20 bytes that are kept for later.
    return Array(header[0..<24]) == start && Array(header[44..<48]) == [0, 0, 0, 4]
      && Array(header[56..<60]) == [0, 0, 0, 1] && header[72..<92].allSatisfy { $0 == 0 }
  }
}
