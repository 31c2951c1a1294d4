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
    let form = try form(&map, of: byteClass)
    return .cluster(byteClass, count: count, gap: gap, form: form)
  }

  private static func form(
    _ map: inout StrictMapping, of byteClass: Trigger.ByteClass
  ) throws(RuleFileError) -> Trigger.ClusterForm {
    let greatest = Trigger.ClusterForm.greatest
    func measure(
      _ key: String, _ greatest: Int, otherwise usual: Int = 1, _ map: inout StrictMapping
    ) throws(RuleFileError) -> Int {
      let (value, node) = try map.integer(key, otherwise: usual)
      guard byteClass == .digit || node == nil else {
        throw map.error(.badTrigger, node, "\(key) is for digits only")
      }
      guard node == nil || (1...greatest).contains(value) else {
        throw map.error(.badTrigger, node, "\(key) \(value) is not within 1…\(greatest)")
      }
      return value
    }
    func beside(
      _ key: String, _ known: KeyValuePairs<String, Trigger.Beside>, _ map: inout StrictMapping
    ) throws(RuleFileError) -> Trigger.Beside {
      guard let (name, node) = try map.optionalString(key) else { return [] }
      guard byteClass == .digit else {
        throw map.error(.badTrigger, node, "\(key) is for digits only")
      }
      guard let named = known.first(where: { $0.key == name }) else {
        let names = known.map(\.key).joined(separator: ", ")
        throw map.error(.badTrigger, node, "\(name) is not one of \(names)")
      }
      return named.value
    }
    return Trigger.ClusterForm(
      number: try measure("number", greatest.number, &map),
      run: try measure("run", greatest.run, &map),
      groups: try measure("groups", greatest.groups, &map),
      alphanumeric: try measure("alphanumeric", greatest.alphanumeric, &map),
      mixed: try measure("mixed", greatest.mixed, otherwise: 0, &map),
      beside: try beside("lead", Trigger.Beside.leads, &map).union(
        try beside("tail", Trigger.Beside.tails, &map)))
  }
}
