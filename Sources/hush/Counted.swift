/// A number with its noun, in the plural unless it is one.
func counted(_ count: Int64, _ noun: String) -> String {
  "\(count) \(noun)\(count == 1 ? "" : "s")"
}
