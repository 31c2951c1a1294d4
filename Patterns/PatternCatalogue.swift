/// What counts as personal data, compiled into the binary: the rule files of this folder.
///
/// `compiled` is written by the build from every `*.yaml` here, after checking them; it needs no
/// file at run time. `README.md` tells how to write a rule.
public enum PatternCatalogue {}
