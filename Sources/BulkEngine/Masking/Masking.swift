/// Hides personal values in what people, logs and the journal see.
package enum Masking {
  /// Five digits and more in a row may be a document or an account: the last two stay.
  static let longestPlainRun = 4

  /// A number of eleven as `***.456.789-**`; anything else with its last two characters only.
  package static func middle(_ digits: String) -> String {
    guard digits.count == 11 else { return tail(digits) }
    let characters = Array(digits)
    return "***.\(String(characters[3..<6])).\(String(characters[6..<9]))-**"
  }

  /// The last two characters, the rest as asterisks.
  package static func tail(_ text: String) -> String {
    guard text.count > 2 else { return String(repeating: "*", count: text.count) }
    return String(repeating: "*", count: text.count - 2) + text.suffix(2)
  }

  /// The initials of a name, `M. S.` for `Maria Silva`.
  package static func name(_ name: String) -> String {
    name.split(separator: " ").compactMap(\.first).map { "\($0)." }.joined(separator: " ")
  }

  /// A sentence of the API without the person of one record, of strangers and without long numbers, on
  /// one line; see ``ForeignSentences`` for those of a whole batch.
  package static func message(_ message: String, about person: PersonalWords) -> String {
    ForeignSentences(of: [person]).masked(message)
  }

  /// `text` with every long number masked, points, hyphens, slashes and blanks inside it included,
  /// and without what looks like another person's.
  package static func maskedNumbers(_ text: String) -> String {
    UndisguisedText.hiding(in: withoutAddresses(text)) { text in
      var hidden = HiddenLetters(text.letters)
      hidden.hideStrangers()
      hidden.hideNumbers(.plain)
      return hidden.replacements
    }
  }
}

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

  /// What may stand between two letters of an address that is spelled.
  private static let mostBetween = 4
  private static let fewestSpelled = 3

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
      if start == index { start = endOfSpelled(written, from: index, step: -1) }
      if end == index + 1 { end = endOfSpelled(written, from: index, step: 1) + 1 }
      guard start < index, end > index + 1 else { continue }
      found.append((Int(written[start].start), Int(written[end - 1].end)))
      index = end - 1
    }
    return found
  }

  /// Where the letters end that stand alone, one after the other, on one side of the sign.
  private static func endOfSpelled(
    _ written: [WrittenScalar], from sign: Int, step: Int
  ) -> Int {
    func belongs(_ index: Int) -> Bool {
      written.indices.contains(index) && belongsToAddress(written[index].scalar)
    }
    var end = sign
    var letters = 0
    while true {
      let next = (1...mostBetween).lazy.map { end + step * ($0 + 1) }.first(where: belongs)
      guard let next, !belongs(next + step), written[next].scalar != "@" else { break }
      (end, letters) = (next, letters + 1)
    }
    return letters >= fewestSpelled ? end : sign
  }

  private static func belongsToAddress(_ scalar: Unicode.Scalar) -> Bool {
    !scalar.properties.isWhitespace && !"\"'<>(),;:".unicodeScalars.contains(scalar)
  }
}
