/// Records that have the form of an earlier one: nothing is looked at but what differs.
extension JSONScanner {
  /// Scans a record of a known form; nil, with nothing noted, if its form is another or anything in it is refused.
  mutating func scanLikeBefore(
    _ bytes: Span<UInt8>, maps: Span<UInt64>, from start: Int
  ) -> ScannedLine? {
    guard let end = forms.match(bytes, maps: maps, gate: gate, from: start) else { return nil }
    noteContainers()
    noteFields()
    guard noteParts(bytes, maps) else {
      // Whatever is wrong, it is named as for any other record.
      forgetLine()
      return nil
    }
    if sawNotable, !isUTF8(bytes.extracting(start..<end)) {
      return ScannedLine(start: start, end: end, outcome: .refused(.badUTF8))
    }
    return ScannedLine(start: start, end: end, outcome: .record)
  }

  /// Learns the form of the record that was scanned last.
  @inline(never)
  mutating func learnForm(_ bytes: Span<UInt8>, maps: Span<UInt64>, line: Range<Int>) {
    if let form = RecordForm(bytes, maps: maps, line: line, scannedBy: self) { forms.learn(form) }
  }

  private mutating func noteContainers() {
    let parts = forms.all[forms.last].containers
    for part in parts {
      let name = stretch(of: part.name)
      let open = position(of: part.open)
      containers.append(
        Container(
          parent: part.parent, isObject: part.isObject, open: open, nameStart: name.lowerBound,
          nameEnd: name.upperBound, index: part.index))
      if part.field >= 0 { noteField(part.field, .container, open, open) }
    }
  }

  private mutating func noteFields() {
    let wanted = forms.all[forms.last].fields
    for (field, number) in wanted {
      noteField(field, .string, Int(forms.starts[number]), Int(forms.bounds[number + 1]))
    }
  }

  /// Examines the scalars, and the strings that hold something notable.
  ///
  /// - Returns: whether all of them are as RFC 8259 has them.
  private mutating func noteParts(_ bytes: Span<UInt8>, _ maps: Span<UInt64>) -> Bool {
    let parts = forms.all[forms.last].parts
    for word in 0..<(parts.count + 63) / 64 {
      var looks = forms.looks[word]
      while looks != 0 {
        let number = word * 64 + looks.trailingZeroBitCount
        looks &= looks - 1
        let part = parts[number]
        let name = stretch(of: part.name)
        (top.container, top.index, top.nameTells) = (part.container, part.index, part.isTold)
        (top.nameStart, top.nameEnd) = (name.lowerBound, name.upperBound)
        let (start, end) = (Int(forms.starts[number]), Int(forms.bounds[number + 1]))
        let first = leaves.count
        if part.isString {
          guard let escaped = noteNotable(.value, bytes, maps, start, end) else { return false }
          if escaped, part.field >= 0 { fields[part.field].kind = .escapedString }
          if !escaped, leaves.count == first { passOver(number, start, end, bytes, maps) }
        } else {
          guard let scalar = JSONScalar.parse(bytes, from: start), scalar.end == end else {
            return false
          }
          note(scalar, bytes, start, part.field)
        }
        if leaves.count > first {
          let context = stretch(of: part.context)
          leaves[first].contextStart = context.lowerBound
          leaves[first].contextEnd = context.upperBound
          // What is asked for as a field is read anew.
          if part.isString || part.field < 0 { leaves[first].part = number }
        }
      }
    }
    return true
  }

  /// Remembers a string without a backslash that is no leaf; of a timestamp the digits don't matter.
  private mutating func passOver(
    _ part: Int, _ start: Int, _ end: Int, _ bytes: Span<UInt8>, _ maps: Span<UInt64>
  ) {
    // The record's text as a whole is checked when all its parts are noted: too late for what is remembered.
    guard end - start <= RecordForm.longestValue, isUTF8(bytes.extracting(start..<end))
    else { return }
    var varying: UInt32 = 0
    if gate.skipsShapedLeaves, LeafShape.of(bytes, start, end) == .timestamp {
      for position in start..<end where bytes[position].isASCIIDigit {
        varying |= 1 << UInt32(position - start)
      }
    }
    forms.remember(part: part, bytes.extracting(start..<end), varying: varying)
  }

  private func position(of place: RecordForm.Place) -> Int {
    Int(forms.bounds[place.separator]) + place.offset
  }

  /// Where a name stands; empty for none.
  private func stretch(of name: RecordForm.Name?) -> Range<Int> {
    guard let name else { return 0..<0 }
    let start = position(of: name.place)
    return start..<start + name.length
  }
}
