import Keys

import struct Foundation.Data

extension Digest16 {
  /// The 16 bytes as SQLite takes them.
  var data: Data { Data(bytes) }
}

extension StoreID {
  var data: Data { digest.data }
}
