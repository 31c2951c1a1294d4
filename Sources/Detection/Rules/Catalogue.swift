import PatternCatalogue
package import RuleFormat

/// The rules that are compiled into the program.
package enum Catalogue {
  /// Decodes the built-in rules.
  ///
  /// - Throws: ``RuleFileError`` only if the build embedded something unreadable.
  package static func builtIn() throws(RuleFileError) -> [Rule] {
    try CompiledCatalogue.decode(PatternCatalogue.compiled).flatMap(\.rules)
  }
}
