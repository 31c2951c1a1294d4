import Detection

/// The value a validator takes when the part of a text in `‹›` is what matched.
///
/// The marks stand for the regular expression's match; without them the whole text is the match.
func checked(_ validator: Validator, _ marked: String) -> (value: String, adjustment: Float)? {
  let open = Array("‹".utf8)
  let close = Array("›".utf8)
  var text = Array(marked.utf8)
  var match = 0..<text.count
  if let start = text.firstRange(of: open)?.lowerBound {
    text.removeSubrange(start..<start + open.count)
    guard let end = text.firstRange(of: close)?.lowerBound else { return nil }
    text.removeSubrange(end..<end + close.count)
    match = start..<end
  }
  guard let verdict = validator.check(text.span, match) else { return nil }
  // Only an e-mail address begins before what its expression matches.
  precondition(validator == .email || match.lowerBound <= verdict.range.lowerBound)
  precondition(verdict.range.upperBound <= match.upperBound)
  return (String(decoding: text[verdict.range], as: UTF8.self), verdict.adjustment)
}
