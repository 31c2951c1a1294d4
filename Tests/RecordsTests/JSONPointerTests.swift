import Records
import Testing

@Suite struct JSONPointerTests {
  // The pointers of RFC 6901 section 5, without those that only differ in characters.
  @Test(arguments: [
    ("", []), ("/foo", ["foo"]), ("/foo/0", ["foo", "0"]), ("/", [""]), ("/a~1b", ["a/b"]),
    ("/m~0n", ["m~n"]), ("/ ", [" "]), ("/~01", ["~1"]), ("//", ["", ""]), ("/é/😀", ["é", "😀"]),
  ])
  func textAndSegments(_ pointer: String, _ segments: [String]) {
    #expect(JSONPointer.segments(pointer) == segments)
    #expect(JSONPointer.text(segments) == pointer)
  }

  @Test(arguments: ["foo", "foo/bar", "#/foo", " /a"])
  func isNoPointer(_ text: String) {
    #expect(JSONPointer.segments(text) == nil)
  }

  static let record = #"""
    {"foo":["bar","baz",{"k":7}],"":0,"a/b":1,"m~n":{"x":"é\n"},"e\u0073c":"found",
     "skip":{"foo":[[]],"s":"}]"},"last":[true,[null,"in"]],"foo2":"x"}
    """#.replacing("\n", with: "")

  private func value(at segments: [String], in record: String, lineFrom: Int = 0) -> String? {
    var chunk = Chunk(Array(record.utf8))
    chunk.classify(gate: TriggerGate())
    let words = chunk.maps.words
    let found = JSONScanner.value(
      at: segments, chunk.bytes, maps: words.span, lineFrom: lineFrom)
    guard found.isScalar else { return found.kind == .container ? "container" : nil }
    let bytes = Array(record.utf8)[found.start..<found.end]
    return "\(found.kind) " + String(decoding: bytes, as: UTF8.self)
  }

  @Test(arguments: [
    ("/foo/0", "string bar"), ("/foo/1", "string baz"), ("/foo/2/k", "number 7"), ("/", "number 0"),
    ("/a~1b", "number 1"), ("/m~0n/x", #"escapedString é\n"#), ("/esc", "string found"),
    ("/last/1/1", "string in"), ("/foo2", "string x"), ("/skip/s", "string }]"),
  ])
  func findsValues(_ pointer: String, _ expected: String) throws {
    let segments = try #require(JSONPointer.segments(pointer))
    #expect(value(at: segments, in: Self.record) == expected)
    let behind = "[1,2]\n" + Self.record
    #expect(value(at: segments, in: behind, lineFrom: 6) == expected)
  }

  @Test(arguments: [
    "/foo/3", "/foo/-1", "/foo/-", "/foo/x", "/foo/01", "/foo/+1", "/nope", "/foo/0/0",
    "/last/0", "/last/1/0", "/skip/foo/0/0", "/foo/2/k/z",
  ])
  func findsNothing(_ pointer: String) throws {
    let segments = try #require(JSONPointer.segments(pointer))
    #expect(value(at: segments, in: Self.record) == nil)
  }

  @Test(arguments: ["", "/foo", "/m~0n", "/skip/foo/0", "/last/1"])
  func tellsContainers(_ pointer: String) throws {
    let segments = try #require(JSONPointer.segments(pointer))
    #expect(value(at: segments, in: Self.record) == "container")
  }

  @Test func theRootItselfCanBeTheValue() {
    #expect(value(at: [], in: "\"x\"") == "string x")
    #expect(value(at: [], in: " 42") == "number 42")
    #expect(value(at: ["a"], in: "42") == nil)
  }

  @Test func memberNamesAreThoseOfOneObject() {
    func names(_ text: String, objectAt open: Int) -> [String] {
      let bytes = Array(text.utf8)
      var chunk = Chunk(bytes)
      chunk.classify(gate: TriggerGate())
      let words = chunk.maps.words
      return MemberNames.list(bytes.span, maps: words.span, objectAt: open)
        .map { String(decoding: bytes[$0], as: UTF8.self) }
    }
    let text = #"[{"a":{"no":1},"b\"c":["{",{"no":2}],"":"x,y","d":null},{"no":3}]"#
    #expect(names(text, objectAt: 1) == ["a", #"b\"c"#, "", "d"])
    #expect(names(text, objectAt: 6) == ["no"])
    #expect(names("{}", objectAt: 0).isEmpty)
  }
}
