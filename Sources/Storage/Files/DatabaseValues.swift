import GRDB
import Keys

import struct Foundation.Data

extension Digest16 {
  /// The 16 bytes as SQLite takes them.
  var data: Data { Data(bytes) }
}

extension StoreID {
  var data: Data { digest.data }
}

extension Row {
  /// The columns that are asked for, each with its type, and its length where that varies: what a seal over a row of
  /// state covers. Such rows hold integers and blobs only.
  func encoded(_ isWanted: (_ column: String) -> Bool) -> [UInt8] {
    var bytes: [UInt8] = []
    for (name, value) in self where isWanted(name) {
      switch value.storage {
      case .int64(let number):
        bytes.append(1)
        bytes.append(bigEndian: number)
      case .blob(let data):
        bytes.append(2)
        bytes.append(bigEndian: Int32(data.count))
        bytes.append(contentsOf: data)
      case .null, .double, .string: bytes.append(0)
      }
    }
    return bytes
  }
}
