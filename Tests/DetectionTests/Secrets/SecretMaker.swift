import TestSupport

/// Draws tokens, what merely looks like one, and the places both are pasted into.
struct SecretMaker {
  var random: SplitMix64

  private static let alphabets: [String: String] = [
    "base62": "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
    "hex": "0123456789abcdef", "HEX": "0123456789ABCDEF",
    "lower36": "abcdefghijklmnopqrstuvwxyz0123456789",
    "upper36": "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
    "upper32": "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567",
    "url64": "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-",
    "base64": "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
    "digits": "0123456789", "alpha": "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
    "bech32": "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L",
  ]

  mutating func draw(_ alphabet: String, _ count: Int) -> String {
    let symbols = Array(Self.alphabets[alphabet, default: "?"])
    var drawn = (0..<count).map { _ in random.pick(symbols) }
    // Sentences and code break before and after signs; services give out few such tokens.
    if let first = drawn.first, "-_+/".contains(first) { drawn[0] = "k" }
    if let last = drawn.last, "-_+/".contains(last) { drawn[count - 1] = "7" }
    return String(drawn)
  }

  /// A value of a form: see ``SecretFormats``.
  mutating func value(_ form: String) -> String {
    var value = ""
    var rest = form.replacing("|", with: "")[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      value += rest[..<open]
      let hole = rest[rest.index(after: open)..<close].split(separator: ":")
      value += draw(String(hole[0]), Int(hole[1]) ?? 0)
      rest = rest[rest.index(after: close)...]
    }
    return value + rest
  }

  /// Chat sentences and pasted code, with a place for the value; none of them names what it is.
  static let carriers = [
    "here you go: ☐", "I think it was ☐, can you check?", "☐", "try again with ☐ please",
    "  deploy:\n    env:\n      ACME: ☐\n", "{\"config\": {\"value\": \"☐\"}}", "ACME=☐\nPORT=8080",
    "client = Client('☐')", "curl -H \"X-Acme: ☐\" https://api.example.com/v1/things",
    "export const acme = `☐`;", "(☐)", "<value>☐</value>",
  ]

  mutating func carry(_ value: String) -> String {
    random.pick(Self.carriers).replacing("☐", with: value)
  }

  /// What looks like a secret and opens nothing.
  mutating func lookAlike(_ number: Int) -> String {
    switch number % 20 {
    case 0: return "commit " + draw("hex", 40)
    case 1: return "sha256-" + draw("base64", 43) + "="
    case 2: return "<script integrity=\"sha384-" + draw("base64", 64) + "\">"
    case 3: return "main." + draw("hex", 20) + ".chunk.js"
    case 4: return "data:image/png;base64,iVBORw0KGgo" + draw("base64", 200)
    case 5: return uuid()
    case 6: return "01" + draw("upper32", 24).uppercased()
    case 7: return placeholder(SecretFormats.all[random.below(SecretFormats.all.count)].form)
    case 8: return "api_key: YOUR_API_KEY"
    case 9: return "password: <your-password>"
    case 10: return "token = get_token(request.session)"
    case 11: return "sha512:" + draw("hex", 128)
    case 12: return "etag: W/\"" + draw("hex", 32) + "\""
    case 13:
      return
        "!function(e,t){\"object\"==typeof exports&&(module.exports=t(e.key,n[1].secret))}(this);"
    case 14:
      return "order " + draw("upper36", 12) + " was shipped, tracking 1Z" + draw("upper36", 16)
    case 15:
      return "lorem ipsum dolor sit amet, the key is to consectetur the token adipiscing elit"
    case 16: return "request_id=" + uuid()
    case 17: return "password=${DB_PASSWORD} secret={{ .Values.secret }}"
    case 18: return "node_modules/.cache/" + draw("hex", 32) + "/" + draw("lower36", 10)
    default: return "trace " + draw("hex", 32) + " span " + draw("hex", 16)
    }
  }

  private mutating func uuid() -> String {
    [8, 4, 4, 4, 12].map { draw("hex", $0) }.joined(separator: "-")
  }

  /// The form with what people put where a secret goes.
  private mutating func placeholder(_ form: String) -> String {
    let filler = random.pick(["x", "X", "*", "0"])
    var value = ""
    var rest = form.replacing("|", with: "")[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      value += rest[..<open]
      let hole = rest[rest.index(after: open)..<close].split(separator: ":")
      value += String(repeating: filler, count: Int(hole[1]) ?? 0)
      rest = rest[rest.index(after: close)...]
    }
    return value + rest
  }
}
