/// Excel's own first line `sep=;`, which names the delimiter and is no row.
struct SeparatorLine: Equatable {
  let delimiter: UInt8
  /// Bytes of the line with its line end.
  let count: Int

  /// The line at the start of `text`, in any case, in quotes or not.
  static func find(in text: Span<UInt8>) -> SeparatorLine? {
    var lines = LineScanner()
    guard let line = lines.line(from: 0, in: text, isAtEnd: true), line.contentEnd <= 16 else {
      return nil
    }
    var content: [UInt8] = []
    for index in 0..<line.contentEnd { content.append(text[index]) }
    if content.count >= 2, content.first == quoteByte, content.last == quoteByte {
      content = Array(content.dropFirst().dropLast())
    }
    guard content.count == 5,
      String(decoding: content, as: UTF8.self).lowercased().hasPrefix("sep=")
    else { return nil }
    return SeparatorLine(delimiter: content[4], count: line.end)
  }
}
