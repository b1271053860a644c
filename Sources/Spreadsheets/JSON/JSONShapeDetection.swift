/// The layout of JSON text, nil when it is none that is read.
///
/// - Parameter isWhole: `text` is the whole file and not only its beginning.
func jsonShape(of text: Span<UInt8>, isWhole: Bool) -> JSONShape? {
  guard let first = firstNonBlank(in: text) else { return nil }
  if text[first] == 0x5B { return .array }
  guard text[first] == 0x7B else { return nil }
  if arrayStart(in: text, shape: .envelope) != nil { return .envelope }
  var lines = LineScanner()
  // A first line that does not end in the sample may still be one object.
  guard let line = lines.line(from: first, in: text, isAtEnd: true) else { return nil }
  do throws(JSONFault) {
    let end = try nestedEnd(in: text.extracting(0..<line.contentEnd), at: first)
    return end <= line.contentEnd ? .lines : nil
  } catch {
    return line.end == text.count && !isWhole ? .lines : followedByObject(line.end, text)
  }
}

/// A first line that is damaged: the second one tells.
private func followedByObject(_ index: Int, _ text: Span<UInt8>) -> JSONShape? {
  guard let next = firstNonBlank(in: text, from: index), text[next] == 0x7B else { return nil }
  return .lines
}

/// Index behind the `[` that begins the records: of the document itself or of its member `data`.
///
/// - Returns: nil when there is none, or not yet.
func arrayStart(in text: Span<UInt8>, shape: JSONShape) -> Int? {
  do throws(JSONFault) {
    let first = try skipBlanks(in: text, from: 0)
    if shape == .array { return text[first] == 0x5B ? first + 1 : nil }
    guard text[first] == 0x7B else { return nil }
    return try dataStart(in: text, from: first + 1)
  } catch {
    return nil
  }
}

private func dataStart(in text: Span<UInt8>, from start: Int) throws(JSONFault) -> Int? {
  var index = start
  while true {
    let key = try skipBlanks(in: text, from: index)
    guard text[key] == quoteByte else { return nil }
    let keyEnd = try stringEnd(in: text, at: key)
    let colon = try skipBlanks(in: text, from: keyEnd)
    guard text[colon] == 0x3A else { return nil }
    let value = try skipBlanks(in: text, from: colon + 1)
    let isData =
      keyEnd - key == 6 && text.extracting(key..<keyEnd).starts(with: Array("\"data\"".utf8))
    if isData, text[value] == 0x5B { return value + 1 }
    index = try skipBlanks(in: text, from: try valueEnd(in: text, at: value))
    guard text[index] == 0x2C else { return nil }
    index += 1
  }
}
