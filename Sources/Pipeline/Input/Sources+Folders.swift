import Foundation

extension Source {
  /// The files that a path stands for: itself, or all regular files in a folder and the folders in it.
  ///
  /// A folder's entries come in the order of their names' bytes. What is hidden, a symbolic link, a pipe or a device
  /// in a folder is left alone: a link could lead out of it, a pipe could wait for ever. A path given by itself may be any of these.
  /// - Throws: ``PipelineError/noInput(source:)`` when a folder can't be read.
  package static func files(at path: String) throws(PipelineError) -> [Source] {
    guard isDirectory(path) else { return [Source(name: path, path: path)] }
    var found: [Source] = []
    try collect(path, into: &found)
    return found
  }

  private static func collect(
    _ folder: String, into found: inout [Source]
  ) throws(PipelineError) {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
      throw .noInput(source: folder)
    }
    let sorted = names.filter { !$0.hasPrefix(".") }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    for name in sorted {
      let path = folder.hasSuffix("/") ? folder + name : folder + "/" + name
      switch type(of: path) {
      case .typeDirectory: try collect(path, into: &found)
      case .typeRegular:
        var source = Source(name: path, path: path)
        source.mustBeRegular = true
        found.append(source)
      default: continue
      }
    }
  }

  /// What a path is; a symbolic link is one.
  private static func type(of path: String) -> FileAttributeType? {
    (try? FileManager.default.attributesOfItem(atPath: path))?[.type] as? FileAttributeType
  }

  /// Bytes of all sources; nil unless all are files.
  static func totalSize(_ sources: [Source]) -> Int? {
    var total = 0
    for source in sources {
      guard let path = source.path,
        let attributes = try? FileManager.default.attributesOfItem(atPath: path),
        attributes[.type] as? FileAttributeType == .typeRegular,
        let size = attributes[.size] as? Int
      else { return nil }
      total += size
    }
    return total
  }
}
