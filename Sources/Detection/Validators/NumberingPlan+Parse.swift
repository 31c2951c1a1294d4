/// Plans are written as lines of text, several to a file: `GB,GG,JE,IM 44 0! 1:9-10 2[03489],7:10`.
///
/// The places that share the plan (`-` for global services), the country code, the trunk prefixes (`-` for
/// none, `!` where a national number is never written without), then blocks: leading digits, `:`, and how
/// many digits the national (significant) number has. `2[0-4]` is any of five; a comma separates leading
/// digits with the same lengths.
extension NumberingPlan {
  init(_ line: Substring) {
    let fields = line.split(separator: " ")
    regions = fields[0] == "-" ? [] : fields[0].split(separator: ",").map(String.init)
    countryCode = Self.number(fields[1].utf8)
    countryCodeWidth = fields[1].utf8.count
    needsTrunk = fields[2].hasSuffix("!")
    trunkPrefixes =
      fields[2] == "-" ? [] : fields[2].split { $0 == "," || $0 == "!" }.map(Self.digits)
    blocks = fields[3...].flatMap(Self.blocks)
  }

  private static func blocks(_ field: Substring) -> [Block] {
    let parts = field.split(separator: ":")
    let bounds = parts[1].split(separator: "-").map { UInt32(number($0.utf8)) }
    return parts[0].split(separator: ",").map { pattern in
      var block = Block(lengths: bounds[0]...bounds[bounds.count - 1])
      var bytes = Array(pattern.utf8)[...]
      while let byte = bytes.popFirst() {
        block.lead(with: byte == UInt8(ascii: "[") ? oneOf(&bytes) : bit(byte))
      }
      return block
    }
  }

  /// The digits of `02-5]`, the bracket included.
  private static func oneOf(_ bytes: inout ArraySlice<UInt8>) -> UInt16 {
    var digits: UInt16 = 0
    var last: UInt8 = 0
    while let byte = bytes.popFirst(), byte != UInt8(ascii: "]") {
      if byte == UInt8(ascii: "-"), let end = bytes.popFirst() {
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

  private static func digits(_ text: Substring) -> DigitRun {
    var digits = DigitRun()
    for byte in text.utf8 { _ = digits.append(byte) }
    return digits
  }
}
