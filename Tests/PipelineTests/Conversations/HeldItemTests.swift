import Detection
import Records
import Testing

@testable import Pipeline

/// What waits is bounded, and comes out in order.
@Suite struct HeldItemTests {
  private static let text = Array("my card number is 4111 1111".utf8)

  /// A chunk of one record that leaves a value open.
  private func item(
    _ number: Int, conversation: Int, _ text: [UInt8] = Self.text
  ) -> WorkItem {
    let item = WorkItem()
    item.number = number
    item.chunk = Chunk(text)
    let whole = 0..<text.count
    item.result.turns = [
      TurnNote(
        line: 0, record: whole, text: whole, conversation: UInt64(conversation), speaker: 1,
        end: OpenText.end(text.span, 0, text.count, covered: 0), found: 0..<0)
    ]
    return item
  }

  /// Takes an item as the engine does; the numbers of those that come out.
  private func take(_ item: WorkItem, _ held: inout HeldItems) -> [Int] {
    var out: [Int] = []
    held.take(item, now: .now) { _, _ in
      []
    } join: { _ in
      true
    }
    repeat { while let next = held.next() { out.append(next.number) } } while held.makeRoom()
    return out
  }

  @Test(arguments: [(1000, 64), (1 << 20, 100)])
  func openConversationsAreBounded(mostBytes: Int, mostItems: Int) {
    var held = HeldItems(.standard, mostBytes: mostBytes, mostItems: mostItems)
    var out: [Int] = []
    let count = 100_000
    let most = min(mostItems, mostBytes / Self.text.count)
    for number in 0..<count {
      out += take(item(number, conversation: number), &held)
      if number - out.count > most { Issue.record("\(number - out.count) wait") }
    }
    #expect(out.count == count - most)
    held.end()
    while let next = held.next() { out.append(next.number) }
    #expect(out == Array(0..<count))
    #expect(held.isEmpty)
  }

  @Test func timeEndsAWait() {
    var held = HeldItems(WindowLimits(turns: 6, seconds: 10))
    #expect(take(item(0, conversation: 1), &held).isEmpty)
    held.expire(now: .now)
    #expect(held.next() == nil)
    held.expire(now: .now.advanced(by: .seconds(11)))
    #expect(held.next()?.number == 0)
  }

  @Test func theRestOfAValueEndsItsWait() {
    var held = HeldItems(.standard)
    #expect(take(item(0, conversation: 1), &held).isEmpty)
    #expect(take(item(1, conversation: 2), &held).isEmpty)
    // Behind another that waits, it waits too.
    #expect(take(item(2, conversation: 2, Array("1111".utf8)), &held).isEmpty)
    #expect(take(item(3, conversation: 1, Array("1111".utf8)), &held) == [0, 1, 2, 3])
  }
}
