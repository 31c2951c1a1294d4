import Foundation
import Testing

/// What an ingest and its store take up, second by second.
struct SoakSamples {
  private struct Sample {
    var second: Double
    /// KiB.
    var memory: Int
    var descriptors: Int
    /// Bytes of the store.
    var file: Int
    var records: Int
  }

  private let store: Store
  private let pid: pid_t
  private var taken: [Sample] = []

  init(_ store: Store, _ pid: pid_t) {
    self.store = store
    self.pid = pid
  }

  /// Takes one, when a second has passed since the last.
  mutating func take(at second: Double, records: Int) throws {
    guard second - (taken.last?.second ?? -1) >= 1 else { return }
    let status = try String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8)
    let memory = status.lines.first { $0.hasPrefix("VmRSS:") }?.filter(\.isNumber)
    let descriptors = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(pid)/fd").count
    let file = try FileManager.default.attributesOfItem(atPath: store.scratch.path("s.db"))[.size]
    taken.append(
      Sample(
        second: second, memory: memory.flatMap { Int($0) } ?? 0, descriptors: descriptors,
        file: file as? Int ?? 0, records: records))
  }

  /// The last third of the time takes up no more than the second one.
  func expectFlat() {
    let third = taken.count / 3
    guard third > 10 else { return }
    func highest(_ figure: KeyPath<Sample, Int>) -> (middle: Int, last: Int) {
      func highest(_ part: ArraySlice<Sample>) -> Int {
        part.map { $0[keyPath: figure] }.max() ?? 0
      }
      return (highest(taken[third..<2 * third]), highest(taken[(2 * third)...]))
    }
    let memory = highest(\.memory)
    #expect(memory.last <= memory.middle * 11 / 10 + (8 << 10), "KiB: \(memory)")
    let descriptors = highest(\.descriptors)
    #expect(descriptors.last <= descriptors.middle, "descriptors: \(descriptors)")
    let file = highest(\.file)
    #expect(file.last <= file.middle * 3 / 2 + (8 << 20), "bytes: \(file)")
  }

  /// A line of figures for each quarter of the time.
  func report(seconds: Double, records: Int, beside commands: Int) -> String {
    let quarters = (0..<4).map { quarter -> String in
      let part = taken[taken.count * quarter / 4..<taken.count * (quarter + 1) / 4]
      guard let first = part.first, let last = part.last else { return "-" }
      let rate = Double(last.records - first.records) / max(1, last.second - first.second)
      func highest(_ figure: KeyPath<Sample, Int>) -> Int {
        part.map { $0[keyPath: figure] }.max() ?? 0
      }
      return "  quarter \(quarter + 1): \(Int(rate)) records/s, \(highest(\.memory) >> 10) MiB, "
        + "store \(highest(\.file) >> 20) MiB, \(highest(\.descriptors)) descriptors"
    }
    return
      (["soak: \(Int(seconds)) s, \(records) records, \(commands) commands beside it"] + quarters)
      .joined(separator: "\n")
  }
}
