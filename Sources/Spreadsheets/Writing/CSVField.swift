extension ByteBuffer {
  /// Appends a value as a field of delimited text, in quotes if it needs them.
  ///
  /// It needs them when it holds the delimiter, a quote or a line end, or a blank at either end,
  /// which readers would trim.
  ///
  /// - Parameters:
  ///   - always: quotes whatever the value is.
  ///   - guardsFormulas: puts `'` before a value that a spreadsheet would run as a formula.
  mutating func appendField(
    _ value: Span<UInt8>, delimiter: UInt8, always: Bool = false, guardsFormulas: Bool = false
  ) {
    let isGuarded = guardsFormulas && beginsFormula(value)
    guard always || needsQuotes(value, delimiter: delimiter) else {
      if isGuarded { append(0x27) }
      append(value)
      return
    }
    append(quoteByte)
    if isGuarded { append(0x27) }
    appendDoublingQuotes(value)
    append(quoteByte)
  }

  private mutating func appendDoublingQuotes(_ value: Span<UInt8>) {
    var start = 0
    while start < value.count {
      let quote = firstIndex(of: quoteByte, in: value, from: start)
      append(value.extracting(start..<quote))
      if quote < value.count {
        append(quoteByte)
        append(quoteByte)
      }
      start = quote + 1
    }
  }
}

private func needsQuotes(_ value: Span<UInt8>, delimiter: UInt8) -> Bool {
  guard value.count > 0 else { return false }
  for index in value.indices {
    let byte = value[index]
    if byte == delimiter || byte == quoteByte || byte == 0x0A || byte == 0x0D { return true }
  }
  return isBlank(value[0]) || isBlank(value[value.count - 1])
}

/// Whether a spreadsheet would take the value for a formula: `=`, `+`, `-` or `@`, narrow or wide,
/// after blanks or not, or a tab or a line end at its beginning.
private func beginsFormula(_ value: Span<UInt8>) -> Bool {
  guard value.count > 0 else { return false }
  var index = 0
  while index < value.count, value[index] == 0x20 { index += 1 }
  guard index < value.count else { return false }
  switch value[index] {
  case 0x3D, 0x2B, 0x2D, 0x40, 0x09, 0x0D, 0x0A: return true
  case 0xEF where index + 2 < value.count && value[index + 1] == 0xBC:
    // The wide forms U+FF1D, U+FF0B, U+FF0D, U+FF20.
    return [0x9D, 0x8B, 0x8D, 0xA0].contains(value[index + 2])
  default: return false
  }
}
