import Records
import TestSupport
import Testing

/// Which strings, keys and numbers of a record are handed on, and what is known about each.
@Suite struct LeafTests {
  /// Builds a record and, beside it, the leaves with an at sign that it holds.
  struct Planter {
    var random: SplitMix64
    var json = ""
    var expected: [Scanned.Leaf] = []
    private var planted = 0

    init(seed: Int) {
      random = SplitMix64(seed: seed)
      value(name: "", pointer: "", depth: 0)
    }

    private mutating func space() { json += random.pick(["", "", " ", "\t", "  "]) }

    private mutating func plant(_ kind: Leaf.Kind, name: String?, pointer: String) -> String {
      planted += 1
      let escaped = random.chance(1, in: 4)
      let text = escaped ? #"p\#(planted)\u0040x\n"# : "p\(planted)@x"
      expected.append(
        Scanned.Leaf(
          kind: kind, text: text, name: name ?? text,
          pointer: kind == .key ? pointer + "/" + decoded(text) : pointer, isEscaped: escaped))
      json += "\"\(text)\""
      return text
    }

    private func decoded(_ text: String) -> String {
      text.replacing(#"\u0040"#, with: "@").replacing(#"\n"#, with: "\n")
    }

    private mutating func value(name: String, pointer: String, depth: Int) {
      space()
      switch random.below(depth > 5 ? 3 : 7) {
      case 0: json += random.pick(["1", "-2.5e3", "true", "null", "12345678901234"])
      case 1: json += random.pick([#""""#, #""plain""#, #""{\"[,:""#, #""é\\""#])
      case 2: _ = plant(.value, name: name, pointer: pointer)
      case 3, 4:
        json += "["
        for index in 0..<random.below(4) {
          if index > 0 { json += "," }
          value(name: name, pointer: "\(pointer)/\(index)", depth: depth + 1)
        }
        space()
        json += "]"
      default:
        json += "{"
        for index in 0..<random.below(4) {
          if index > 0 { json += "," }
          space()
          var key = random.pick(["to", "a/b", "c~d", "", "é"])
          let escapedKey = key.replacing("~", with: "~0").replacing("/", with: "~1")
          var segment = "/" + escapedKey
          if random.chance(1, in: 4) {
            key = plant(.key, name: nil, pointer: pointer)
            segment = "/" + decoded(key)
          } else {
            json += "\"\(key)\""
          }
          space()
          json += ":"
          value(name: key, pointer: pointer + segment, depth: depth + 1)
        }
        space()
        json += "}"
      }
      space()
    }
  }

  @Test(arguments: 0..<300)
  func everyPlantedStringIsFoundWithItsNameAndPath(seed: Int) {
    let record = Planter(seed: seed)
    let lines = scan(record.json + "\n" + record.json, gate: .init(ats: 1))
    #expect(lines.map(\.outcome) == [.record, .record])
    for line in lines { #expect(line.leaves == record.expected, "\(record.json)") }
  }

  @Test func elementsTakeTheNameOfTheirArray() {
    let leaves = scan(#"{"to":["a",["b"],{"cc":"c"}],"n":[7]}"#).first?.leaves ?? []
    let values = leaves.filter { $0.kind == .value }
    #expect(values.map(\.name) == ["to", "to", "cc"])
    #expect(values.map(\.pointer) == ["/to/0", "/to/1/0", "/to/2/cc"])
  }

  @Test func atTheRootThereIsNeitherNameNorPath() {
    #expect(
      scan(#""a@b""#)[0].leaves == [Scanned.Leaf(kind: .value, text: "a@b", name: "", pointer: "")])
  }

  /// Numbers pass the gate by their digits alone; fractions and exponents are not personal data.
  @Test func integersWithEnoughDigitsAreLeaves() {
    let gate = TriggerGate(digits: 7)
    let json =
      #"{"a":123456,"b":1234567,"c":-12345678,"d":12345678.5,"e":12345678e1,"f":"1234567"}"#
    let leaves = scan(json, gate: gate)[0].leaves
    #expect(leaves.map(\.text) == ["1234567", "-12345678", "1234567"])
    #expect(leaves.map(\.kind) == [.number, .number, .value])
    #expect(leaves.map(\.name) == ["b", "c", "f"])
  }

  struct Gate: CustomTestStringConvertible {
    var gate: TriggerGate
    var passes: String
    var fails: String
    var testDescription: String { "\(passes) passes, \(fails) does not" }
  }

  @Test(arguments: [
    Gate(gate: .init(digits: 4), passes: "1a2b3c4", fails: "123@.::"),
    Gate(gate: .init(ats: 2), passes: "@ @", fails: "@11..::"),
    Gate(gate: .init(colons: 2), passes: ":x:", fails: ":@@11.."),
    Gate(gate: .init(points: 3), passes: "1.2.3.4", fails: "..@::12"),
  ])
  func gateCountsItsBytes(_ example: Gate) {
    let gate = example.gate
    for padding in 0..<70 {
      let pad = String(repeating: "x", count: padding)
      #expect(scan("\"\(pad)\(example.passes)\"", gate: gate)[0].leaves.count == 1)
      #expect(scan("\"\(pad)\(example.fails)\"", gate: gate)[0].leaves.isEmpty)
      // A neighbour's bytes are not the string's.
      #expect(scan("[\"\(example.fails)\",\"\(pad)\"]", gate: gate)[0].leaves.isEmpty)
    }
  }

  /// An escape can hide any byte, so such a string is handed on whatever it shows.
  @Test func escapesPassTheGate() {
    let lines = scan(#"["\u0061\u0062","\n\t\"",""]"#, gate: .init(ats: 1))
    #expect(lines[0].leaves.map(\.text) == [#"\u0061\u0062"#])
  }

  @Test func wantedMembersAreNotedAtTheTopLevelOnly() {
    let names = ["tenant", "time", "region"]
    let json = #"{"x":{"tenant":"no"},"time":1700000000,"tenant":"a","tenant":"b","region":["GB"]}"#
    #expect(scan(json, fields: names)[0].fields == ["a", "1700000000", nil])
    #expect(scan(#"[{"tenant":"no"}]"#, fields: names)[0].fields == [nil, nil, nil])
    let lines = scan("{\"tenant\":\"a\"}\n{}\n{\"tenant\":null,\"time\":\"\"}", fields: names)
    #expect(lines.map(\.fields) == [["a", nil, nil], [nil, nil, nil], [nil, "", nil]])
  }
}
