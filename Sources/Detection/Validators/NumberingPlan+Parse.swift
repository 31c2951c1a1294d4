/// Plans are written as lines of text, several to a file: `GB,GG,JE,IM 44 0! 1:9-10 2[03489],7:10`.
///
/// The places that share the plan (`-` for global services), the country code, the trunk prefixes (`-` for
/// none, `!` where a national number is never written without), then blocks: leading digits, `:`, and how
/// many digits the national (significant) number has. `2[0-4]` is any of five; a comma separates leading
/// digits with the same lengths.
// Bytes, not characters: all plans are read when a run begins, and characters take five times as long.
extension NumberingPlan {
  private static let comma = UInt8(ascii: ",")
  private static let dash = UInt8(ascii: "-")
  private static let trunkIsNeeded = UInt8(ascii: "!")

  init(_ line: Substring.UTF8View) {
    let fields = line.split(separator: UInt8(ascii: " "))
    regions =
      fields[0].first == Self.dash
      ? [] : fields[0].split(separator: Self.comma).map { String(Substring($0)) }
    countryCode = Self.number(fields[1])
    countryCodeWidth = fields[1].count
    needsTrunk = fields[2].last == Self.trunkIsNeeded
    trunkPrefixes =
      fields[2].first == Self.dash
      ? [] : fields[2].split { $0 == Self.comma || $0 == Self.trunkIsNeeded }.map(Self.digits)
    blocks = fields[3...].flatMap(Self.blocks)
  }

  private static func blocks(_ field: Substring.UTF8View) -> [Block] {
    let parts = field.split(separator: UInt8(ascii: ":"))
    let bounds = parts[1].split(separator: dash).map { UInt32(number($0)) }
    return parts[0].split(separator: comma).map { pattern in
      var block = Block(lengths: bounds[0]...bounds[bounds.count - 1])
      var bytes = pattern
      while let byte = bytes.popFirst() {
        block.lead(with: byte == UInt8(ascii: "[") ? oneOf(&bytes) : bit(byte))
      }
      return block
    }
  }

  /// The digits of `02-5]`, the bracket included.
  private static func oneOf(_ bytes: inout Substring.UTF8View) -> UInt16 {
    var digits: UInt16 = 0
    var last: UInt8 = 0
    while let byte = bytes.popFirst(), byte != UInt8(ascii: "]") {
      if byte == dash, let end = bytes.popFirst() {
        for digit in last...end { digits |= bit(digit) }
      } else {
        digits |= bit(byte)
        last = byte
      }
    }
    return digits
  }

  private static func bit(_ digit: UInt8) -> UInt16 { 1 << UInt16(digit - UInt8(ascii: "0")) }

  private static func number(_ text: Substring.UTF8View) -> Int {
    text.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
  }

  private static func digits(_ text: Substring.UTF8View) -> DigitRun {
    var digits = DigitRun()
    for byte in text { _ = digits.append(byte) }
    return digits
  }
}
