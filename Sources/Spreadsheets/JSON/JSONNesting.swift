/// Index behind the object or array that begins at `start`, checked to be JSON inside, too, for it is
/// copied to the outputs as it stands. Its depth costs a byte a level, no stack.
///
/// - Throws: ``JSONFault``.
func wellFormedEnd(in text: Span<UInt8>, at start: Int) throws(JSONFault) -> Int {
  var open: [UInt8] = []
  var index = start
  values: while true {
    if text[index] == 0x7B || text[index] == 0x5B {
      let bracket = text[index]
      open.append(bracket)
      index = try skipBlanks(in: text, from: index + 1)
      if text[index] != bracket + 2 {
        index = try valueStart(in: text, at: index, inObject: bracket == 0x7B)
        continue values
      }
    } else {
      index = try valueEnd(in: text, at: index)
    }
    while let bracket = open.last {
      index = try skipBlanks(in: text, from: index)
      if text[index] == bracket + 2 {
        open.removeLast()
        index += 1
        continue
      }
      guard text[index] == 0x2C else { throw .malformed(at: index) }
      index = try skipBlanks(in: text, from: index + 1)
      index = try valueStart(in: text, at: index, inObject: bracket == 0x7B)
      continue values
    }
    return index
  }
}

/// Index of the value at `index`, behind its key and colon within an object.
private func valueStart(in text: Span<UInt8>, at index: Int, inObject: Bool) throws(JSONFault)
  -> Int
{
  guard inObject else { return index }
  guard text[index] == quoteByte else { throw .malformed(at: index) }
  let colon = try skipBlanks(in: text, from: try stringEnd(in: text, at: index))
  guard text[colon] == 0x3A else { throw .malformed(at: colon) }
  return try skipBlanks(in: text, from: colon + 1)
}
