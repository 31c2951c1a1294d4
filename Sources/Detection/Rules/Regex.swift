import CPCRE2

/// A compiled PCRE2 pattern with its JIT code: immutable, shared by all workers.
// Safety: the pointer is PCRE2's, made in init, never changed, freed once in deinit; compiled patterns
// may be matched by several threads at a time (man pcre2api, MULTITHREADING).
@safe
package final class Regex: @unchecked Sendable {
  let code: OpaquePointer

  /// What is wrong with a pattern, and where.
  package struct CompileError: Error {
    package var message: String
    /// Bytes into the pattern.
    package var offset: Int
  }

  /// Compiles `pattern` for UTF-8 text without Unicode character properties for `\d`, `\w` and `\b`.
  ///
  /// UCP is left out on purpose: with it `\b` fails beside a superscript digit, and values leak.
  /// - Throws: ``CompileError`` when PCRE2 refuses the pattern.
  package init(_ pattern: String) throws(CompileError) {
    var errorNumber: Int32 = 0
    var errorOffset = 0
    guard let code = unsafe Self.compile(pattern, &errorNumber, &errorOffset) else {
      throw CompileError(message: Self.message(errorNumber), offset: errorOffset)
    }
    unsafe self.code = code
    // Where machine code can't be made, matching is interpreted: slower, with the same limits.
    _ = unsafe pcre2_jit_compile_8(code, PCRE2_JIT_COMPLETE)
  }

  deinit { unsafe pcre2_code_free_8(code) }

  // Safety: the pattern's bytes are valid for the length of the call, which copies what it needs.
  private static func compile(
    _ pattern: String, _ errorNumber: inout Int32, _ errorOffset: inout Int
  ) -> OpaquePointer? {
    var pattern = pattern
    let options = PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C
    return pattern.withUTF8 { bytes in
      unsafe pcre2_compile_8(
        bytes.baseAddress, bytes.count, options, &errorNumber, &errorOffset, nil)
    }
  }

  // Safety: the buffer is longer than any message, and PCRE2 ends what it writes with a zero.
  private static func message(_ number: Int32) -> String {
    var buffer = [UInt8](repeating: 0, count: 256)
    let length = unsafe pcre2_get_error_message_8(number, &buffer, buffer.count)
    return String(decoding: buffer.prefix(Int(max(0, length))), as: UTF8.self)
  }
}

/// What one worker needs to match any rule: match data, limits and JIT stack, made once and reused.
// Safety: the three pointers are PCRE2's, made in init and freed in deinit; the object stays with one worker.
@safe
package final class MatchScratch {
  private let data: OpaquePointer
  private let context: OpaquePointer
  private let stack: OpaquePointer?

  /// Backtracking steps before a match is given up. The costliest rule in the catalogue needs fewer than a
  /// thousand; a pattern that needs more is a defect, and its record goes to the quarantine.
  static let matchLimit: UInt32 = 200_000
  /// Heap that interpreted matching may use, in KiB.
  static let heapLimit: UInt32 = 4096

  package init() {
    guard let data = unsafe pcre2_match_data_create_8(1, nil),
      let context = unsafe pcre2_match_context_create_8(nil)
    else { fatalError("out of memory") }
    unsafe self.data = data
    unsafe self.context = context
    unsafe stack = pcre2_jit_stack_create_8(32 << 10, 512 << 10, nil)
    unsafe pcre2_jit_stack_assign_8(context, nil, UnsafeMutableRawPointer(stack))
    unsafe pcre2_set_match_limit_8(context, Self.matchLimit)
    unsafe pcre2_set_heap_limit_8(context, Self.heapLimit)
  }

  deinit {
    unsafe pcre2_match_data_free_8(data)
    unsafe pcre2_match_context_free_8(context)
    if let stack = unsafe stack { unsafe pcre2_jit_stack_free_8(stack) }
  }

  enum Outcome {
    case match(Range<Int>)
    case none
    /// A limit was reached: nothing is known about the text.
    case limit
  }

  /// Finds the first match that starts at or after `start`.
  ///
  /// - Parameters:
  ///   - text: well-formed UTF-8; look-behind sees all of it before `start`.
  ///   - start: a scalar's first byte.
  /// - Complexity: bounded by ``matchLimit`` for each starting position.
  @inline(__always)
  func firstMatch(
    _ rule: RuleSet.HotRule, in text: Span<UInt8>, from start: Int
  ) -> Outcome {
    let result = unsafe match(rule.code, text, start)
    // 0: a match with more groups than the vector has room for; the whole match is always there.
    if result >= 0 { return .match(matchedRange) }
    return result == PCRE2_ERROR_NOMATCH ? .none : .limit
  }

  // Safety: the subject is valid for the length of the call, and its UTF-8 was checked before detection.
  private func match(_ code: OpaquePointer, _ text: Span<UInt8>, _ start: Int) -> Int32 {
    unsafe text.withUnsafeBufferPointer { bytes in
      // The machine code itself: what pcre2_match asks before it comes to that is as much work as a short match.
      let result = unsafe pcre2_jit_match_8(
        code, bytes.baseAddress, bytes.count, start, 0, data, context)
      guard result == PCRE2_ERROR_JIT_BADOPTION else { return result }
      return unsafe pcre2_match_8(
        code, bytes.baseAddress, bytes.count, start, PCRE2_NO_UTF_CHECK, data, context)
    }
  }

  // Safety: after a match the vector holds at least the pair of the whole match.
  private var matchedRange: Range<Int> {
    let vector = unsafe pcre2_get_ovector_pointer_8(data)!
    let start = unsafe vector[0]
    // A look-behind with \K could put the start behind the end; such a match is empty.
    return unsafe start..<max(start, vector[1])
  }
}
