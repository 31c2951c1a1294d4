/// Records that have the form of an earlier one: nothing is looked at but what differs.
extension JSONScanner {
  /// Scans a record of a known form; nil, with nothing noted, if its form is another or anything in it is refused.
  mutating func scanLikeBefore(
    _ bytes: Span<UInt8>, maps: Span<UInt64>, from start: Int
  ) -> ScannedLine? {
    guard let end = forms.match(bytes, maps: maps, from: start) else { return nil }
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
  mutating func learnForm(_ bytes: Span<UInt8>, maps: Span<UInt64>, from start: Int) {
    if let form = RecordForm(bytes, maps: maps, from: start, scannedBy: self) { forms.learn(form) }
  }

  private mutating func noteContainers() {
    let count = forms.all[forms.last].containers.count
    for index in 0..<count {
      let part = forms.all[forms.last].containers[index]
      let name = stretch(at: part.nameStep)
      containers.append(
        Container(
          parent: part.parent, isObject: part.isObject, open: Int(forms.positions[part.step]),
          nameStart: name.lowerBound, nameEnd: name.upperBound, index: part.index))
    }
  }

  private mutating func noteFields() {
    let count = forms.all[forms.last].fields.count
    for index in 0..<count {
      let part = forms.all[forms.last].fields[index]
      let position = Int(forms.positions[part.step])
      if part.isContainer {
        noteField(part.field, .container, position, position)
      } else {
        noteField(part.field, .string, position + 1, Int(forms.positions[part.step + 1]))
      }
    }
  }

  /// Examines the scalars, and the strings that hold something notable.
  ///
  /// - Returns: whether all of them are as RFC 8259 has them.
  private mutating func noteParts(_ bytes: Span<UInt8>, _ maps: Span<UInt64>) -> Bool {
    let words = (forms.all[forms.last].steps.count + 63) / 64
    for word in 0..<words {
      var looks = forms.looks[word]
      while looks != 0 {
        let step = word * 64 + looks.trailingZeroBitCount
        looks &= looks - 1
        let part = forms.all[forms.last].parts[step]
        let name = stretch(at: part.nameStep)
        (top.container, top.index, top.nameTells) = (part.container, part.index, part.tells)
        (top.nameStart, top.nameEnd) = (name.lowerBound, name.upperBound)
        let position = Int(forms.positions[step])
        let first = leaves.count
        if bytes[position] == UInt8(ascii: "\"") {
          let end = Int(forms.positions[step + 1])
          guard
            let escaped = noteNotable(part.isKey ? .key : .value, bytes, maps, position + 1, end)
          else { return false }
          if escaped, part.field >= 0, !part.isKey { fields[part.field].kind = .escapedString }
        } else {
          guard let scalar = JSONScalar.parse(bytes, from: position) else { return false }
          note(scalar, bytes, position, part.field)
        }
        if leaves.count > first {
          let context = stretch(at: part.contextStep)
          leaves[first].contextStart = context.lowerBound
          leaves[first].contextEnd = context.upperBound
        }
      }
    }
    return true
  }

  /// The string that begins at a step, without its quotes; empty at the record's start for no step.
  private func stretch(at step: Int) -> Range<Int> {
    guard step >= 0 else { return 0..<0 }
    return Int(forms.positions[step]) + 1..<Int(forms.positions[step + 1])
  }
}
