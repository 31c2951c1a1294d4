/// A small, seeded generator (SplitMix64), so that a failing input can be made again.
struct Seeded: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}

/// Generated records in the shapes people keep conversations in, some with personal data.
struct Conversations {
  /// One record, without its LF.
  struct Record {
    let line: String
    let isPersonal: Bool
  }

  private var random: Seeded
  private var number = 0

  init(seed: UInt64) { random = Seeded(seed) }

  /// Records of at least `bytes` in all.
  static func records(bytes: Int, seed: UInt64) -> [Record] {
    var source = Conversations(seed: seed)
    var records: [Record] = []
    var total = 0
    while total < bytes {
      let record = source.next()
      total += record.line.utf8.count + 1
      records.append(record)
    }
    return records
  }

  mutating func next() -> Record {
    number += 1
    let personal = Int.random(in: 0..<3, using: &random) == 0
    let text = sentence() + (personal ? " " + value() + " " : " ") + sentence()
    return Record(line: shape(text), isPersonal: personal)
  }

  private mutating func sentence() -> String {
    let count = Int.random(in: 3...30, using: &random)
    return (0..<count).map { _ in Self.words.randomElement(using: &random) ?? "" }
      .joined(separator: " ")
  }

  /// Personal data, written as it may stand inside a JSON string.
  private mutating func value() -> String {
    let digits = Int.random(in: 100...199, using: &random)
    let known = [
      "canary\(number)@example.com", #"canary\#(number)\u0040example.org"#,
      "4111 1111 1111 1111", "5555-5555-5555-4444", "378282246310005",
      "+1 202-555-0\(digits)", "(212) 555-0\(digits)", "192.0.2.\(digits)", "2001:db8::\(digits)",
    ]
    return known.randomElement(using: &random) ?? known[0]
  }

  private mutating func shape(_ text: String) -> String {
    let session = "s-\(number / 12)"
    return switch Int.random(in: 0..<4, using: &random) {
    case 0: #"{"text":"\#(text)","session_id":"\#(session)","turn":\#(number % 12)}"#
    case 1:
      #"{"session_id":"\#(session)","messages":[{"role":"user","content":"\#(text)"},"#
        + #"{"role":"assistant","content":"Noted \u2014 thank you."}]}"#
    case 2: #"{ "id" : "m-\#(number)", "body" : [ "\#(text)", null, true, 1.50 ] }"#
    default: #""\#(text)""#
    }
  }

  private static let words = [
    "the", "order", "was", "late", "again", "and", "I", "would", "like", "to", "know", "why",
    "café", "naïve", "😀", "👩‍👩‍👧", "東京", "привет", #"\n"#, #"\t"#, #"\"quoted\""#, #"\u00e9"#,
    #"\ud83d\ude00"#, #"a\/b"#, "thanks", "parcel", "refund", "blue", "kettle", "please",
  ]
}

extension [Conversations.Record] {
  /// The records as JSONL.
  var jsonl: [UInt8] { flatMap { [UInt8]($0.line.utf8) + [UInt8(ascii: "\n")] } }
}
