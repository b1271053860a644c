extension Masking {
  /// `text` without what looks like another person's: an e-mail address, a CNPJ with letters, a
  /// random Pix key.
  ///
  /// The API may name the holder of a code in its sentence; of that person nothing is known here.
  package static func withoutStrangers(_ text: String) -> String {
    UndisguisedText.hiding(in: withoutAddresses(text)) { text in
      var hidden = HiddenLetters(text.letters)
      hidden.hideStrangers()
      return hidden.replacements
    }
  }

  /// `text` with every e-mail address as `***@***`, its sign escaped or not.
  static func withoutAddresses(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    guard
      scalars.contains(where: {
        $0 == "@" || $0 == "＠" || $0 == "﹫" || $0 == "&" || $0 == "%" || $0 == "\\"
      })
    else { return text }
    var written = scalars.indices.map { index in
      WrittenScalar(scalar: scalars[index], start: Int32(index), end: Int32(index + 1))
    }
    while let plain = TextEscapes.removed(from: written) { written = plain }
    var result = String.UnicodeScalarView()
    var copied = 0
    for (start, end) in addresses(in: written) where start >= copied {
      result.append(contentsOf: scalars[copied..<start])
      result.append(contentsOf: "***@***".unicodeScalars)
      copied = end
    }
    result.append(contentsOf: scalars[copied...])
    return String(result)
  }

  /// Where addresses are written, in order.
  private static func addresses(in written: [WrittenScalar]) -> [(Int, Int)] {
    var found: [(Int, Int)] = []
    var index = 0
    while index < written.count {
      defer { index += 1 }
      guard ["@", "＠", "﹫"].contains(written[index].scalar) else { continue }
      var start = index
      while start > 0, belongsToAddress(written[start - 1].scalar) { start -= 1 }
      var end = index + 1
      while end < written.count, belongsToAddress(written[end].scalar) { end += 1 }
      guard start < index, end > index + 1 else { continue }
      found.append((Int(written[start].start), Int(written[end - 1].end)))
      index = end - 1
    }
    return found
  }

  private static func belongsToAddress(_ scalar: Unicode.Scalar) -> Bool {
    !scalar.properties.isWhitespace && !"\"'<>(),;:".unicodeScalars.contains(scalar)
  }
}
