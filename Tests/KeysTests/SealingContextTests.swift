import Keys
import Testing

struct SealingContextTests {
  @Test(arguments: [0, 1, 15, 16, 17, 400, 70_000])
  func sealedTextOpens(count: Int) throws {
    let text = try RandomBytes.bytes(count: count)
    let key = try SecretKey.random()
    var context = try SealingContext()
    var sealed: [UInt8] = [7]
    try context.seal(text.span, under: key, associated: [1, 2].span, appendingTo: &sealed)
    #expect(sealed.count == 1 + count + SealingContext.overheadByteCount)
    sealed.removeFirst()
    var opened: [UInt8] = [9]
    try context.open(sealed.span, under: key, associated: [1, 2].span, appendingTo: &opened)
    #expect(opened == [9] + text)
  }

  @Test func everyChangedBitIsNoticed() throws {
    let text = Array("a record".utf8)
    let key = try SecretKey.random()
    var context = try SealingContext()
    var sealed: [UInt8] = []
    try context.seal(text.span, under: key, associated: [1].span, appendingTo: &sealed)
    for index in sealed.indices {
      var changed = sealed
      changed[index] ^= 1
      var opened: [UInt8] = []
      #expect(throws: CryptoError.notAuthentic) {
        try context.open(changed.span, under: key, associated: [1].span, appendingTo: &opened)
      }
      #expect(opened.isEmpty)
    }
  }

  @Test func otherKeyOrOtherAssociatedDataDoNotOpen() throws {
    let key = try SecretKey.random()
    let other = try SecretKey.random()
    var context = try SealingContext()
    var sealed: [UInt8] = []
    try context.seal([1, 2, 3].span, under: key, associated: [1].span, appendingTo: &sealed)
    var opened: [UInt8] = []
    #expect(throws: CryptoError.notAuthentic) {
      try context.open(sealed.span, under: other, associated: [1].span, appendingTo: &opened)
    }
    #expect(throws: CryptoError.notAuthentic) {
      try context.open(sealed.span, under: key, associated: [2].span, appendingTo: &opened)
    }
    try context.open(sealed.span, under: key, associated: [1].span, appendingTo: &opened)
    #expect(opened == [1, 2, 3])
  }

  @Test(arguments: [0, 12, 27])
  func tooShortForASealIsNotAuthentic(count: Int) throws {
    let key = try SecretKey.random()
    var context = try SealingContext()
    var opened: [UInt8] = []
    #expect(throws: CryptoError.notAuthentic) {
      try context.open(
        [UInt8](repeating: 0, count: count).span, under: key, associated: [UInt8]().span,
        appendingTo: &opened)
    }
  }

  @Test func noncesDoNotRepeat() throws {
    let keys = [try SecretKey.random(), try SecretKey.random()]
    var context = try SealingContext()
    var nonces: Set<[UInt8]> = []
    for index in 0..<2_000 {
      var sealed: [UInt8] = []
      try context.seal(
        [1].span, under: keys[index % 2], associated: [UInt8]().span, appendingTo: &sealed)
      nonces.insert(Array(sealed[..<12]))
    }
    #expect(nonces.count == 2_000)
    #expect(!nonces.contains([UInt8](repeating: 0, count: 12)))
  }
}
