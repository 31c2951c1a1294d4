/// Appends the fields of a compiled catalogue to a text.
struct FieldWriter {
  private(set) var output = ""
  private var file = ""

  /// Scores and boosts are kept in millionths, and above zero: integers are quick to read.
  static let scoreUnit = 1_000_000

  mutating func add(_ number: Int) {
    output += "\(number);"
  }

  mutating func add(_ text: String) {
    output += "\(text.utf8.count):"
    output += text
  }

  private mutating func add(score: Double) {
    add(Int((score * Double(Self.scoreUnit)).rounded()) + Self.scoreUnit)
  }

  mutating func add(_ rule: Rule, lists: inout [[String]: Int]) {
    add(rule.id)
    add(rule.entity)
    add(rule.regex)
    add(rule.trigger, lists: &lists)
    add(rule.reach)
    add(score: rule.score)
    add(rule.validator ?? "")
    add(rule.context, lists: &lists)
    add(rule.vetoes, lists: &lists)
    add(rule.regions.count)
    for region in rule.regions { add(region) }
    add(rule.isSpoken ? 1 : 0)
    add(rule.enabled ? 1 : 0)
    add(rule.file == file ? "" : rule.file)
    file = rule.file
    add(rule.line)
    var about = FieldWriter()
    about.add(rule.about.value)
    add(about.output)
  }

  private mutating func add(_ context: Context?, lists: inout [[String]: Int]) {
    guard let context else {
      add(0)
      return
    }
    // Zero stands for no context, so lists count from one.
    add(Self.number(of: context.words, in: &lists) + 1)
    add(score: context.boost)
    add(context.within)
  }

  /// The byte class's number, or one more than the last of them for literals.
  private mutating func add(_ trigger: Trigger, lists: inout [[String]: Int]) {
    let byteClasses = Trigger.ByteClass.allCases
    switch trigger {
    case .cluster(let byteClass, let count, let gap, let form):
      add(byteClasses.firstIndex(of: byteClass) ?? 0)
      add(count)
      add(gap)
      add(form.number)
      add(form.run)
      add(form.groups)
      add(form.alphanumeric)
      add(form.mixed)
      add(Int(form.beside.rawValue))
    case .literals(let literals):
      add(byteClasses.count)
      add(Self.number(of: literals, in: &lists))
    }
  }

  private static func number(of list: [String], in lists: inout [[String]: Int]) -> Int {
    let number = lists[list, default: lists.count]
    lists[list] = number
    return number
  }

  private mutating func add(_ about: Rule.About) {
    add(about.title)
    add(about.source)
    add(about.note == nil ? 0 : 1)
    add(about.note ?? "")
    add(about.examples.match.count)
    for example in about.examples.match {
      add(example.text)
      add(example.value)
      add(example.region ?? "")
    }
    add(about.examples.noMatch.count)
    for text in about.examples.noMatch { add(text) }
  }
}
