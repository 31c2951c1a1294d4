import Glibc

/// A pipe whose two ends a test holds.
package final class TestPipe {
  package let readEnd: Int32
  private var writeEnd: Int32

  package init() {
    var ends: [Int32] = [-1, -1]
    let status = unsafe pipe(&ends)
    precondition(status == 0, "no pipe")
    readEnd = ends[0]
    writeEnd = ends[1]
  }

  deinit {
    closeWriteEnd()
    close(readEnd)
  }

  /// Writes all of `bytes`; more than the pipe holds would wait for a reader.
  package func write(_ bytes: [UInt8]) {
    var written = 0
    while written < bytes.count {
      let rest = Array(bytes[written...])
      let count = unsafe Glibc.write(writeEnd, rest, rest.count)
      precondition(count > 0, "the pipe refused")
      written += count
    }
  }

  package func closeWriteEnd() {
    if writeEnd >= 0 { close(writeEnd) }
    writeEnd = -1
  }
}

/// A regular file that has no name any more, open for reading at its start.
package final class TestFile {
  package let descriptor: Int32

  package init(_ bytes: [UInt8]) {
    var template = Array("/tmp/hush-test-XXXXXX".utf8CString)
    descriptor = unsafe mkstemp(&template)
    precondition(descriptor >= 0, "no temporary file")
    unsafe unlink(template)
    let written = unsafe write(descriptor, bytes, bytes.count)
    precondition(written == bytes.count, "the file refused")
    lseek(descriptor, 0, SEEK_SET)
  }

  deinit { close(descriptor) }
}

/// A temporary file with a name, gone with the object.
package final class NamedFile: Sendable {
  package let path: String

  package init(_ bytes: [UInt8] = []) {
    var template = Array("/tmp/hush-test-XXXXXX".utf8CString)
    let descriptor = unsafe mkstemp(&template)
    precondition(descriptor >= 0, "no temporary file")
    let written = unsafe write(descriptor, bytes, bytes.count)
    precondition(written == bytes.count, "the file refused")
    close(descriptor)
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { unsafe unlink(path) }
}
