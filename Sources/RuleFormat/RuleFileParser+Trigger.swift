import Yams

extension RuleFileParser {
  static func trigger(_ mapping: StrictMapping) throws(RuleFileError) -> Trigger {
    var map = mapping
    let literals = try map.optionalSequence("literals")
    let trigger = literals.isEmpty ? try cluster(&map) : try self.literals(literals, in: map)
    try map.finish()
    return trigger
  }

  private static func literals(
    _ nodes: [Node], in map: StrictMapping
  ) throws(RuleFileError) -> Trigger {
    var literals: [String] = []
    for node in nodes {
      let literal = try map.scalar(node, "literals")
      guard LiteralElement.parse(literal) != nil else {
        let lengths = LiteralElement.lengths
        throw map.error(
          .badTrigger, node,
          "\(literal) does not have \(lengths.lowerBound)…\(lengths.upperBound) printable bytes")
      }
      literals.append(literal)
    }
    return .literals(literals)
  }

  private static func cluster(_ map: inout StrictMapping) throws(RuleFileError) -> Trigger {
    let (name, nameNode) = try map.string("byte")
    guard let byteClass = Trigger.ByteClass(rawValue: name) else {
      let known = Trigger.ByteClass.allCases.map(\.rawValue).joined(separator: ", ")
      throw map.error(.badTrigger, nameNode, "\(name) is not one of \(known)")
    }
    let isToken = byteClass == .token
    let counts = isToken ? Trigger.tokenLengths : 1...64
    let gaps = isToken ? 1...1 : 1...64
    let (count, countNode) = try map.integer("count", otherwise: isToken ? 16 : 1)
    let (gap, gapNode) = try map.integer("gap", otherwise: 1)
    guard counts.contains(count) else {
      throw map.error(
        .badTrigger, countNode,
        "count \(count) is not within \(counts.lowerBound)…\(counts.upperBound)")
    }
    guard gaps.contains(gap) else {
      throw map.error(
        .badTrigger, gapNode,
        "gap \(gap) is not within \(gaps.lowerBound)…\(gaps.upperBound) bytes")
    }
    return .cluster(byteClass, count: count, gap: gap)
  }
}
