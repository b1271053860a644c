/// Takes the persons of a batch, and any others, out of what the API says of it.
///
/// A sentence may name another record of the batch than its own, in any spelling, and a stranger:
/// the holder of a code or of an account.
package struct ForeignSentences: Sendable {
  /// Digits and letters of a value that is found wherever it begins.
  private static let keyLength = 5
  /// Letters that fit into a number.
  private static let mostInNumber = 10

  /// Words of names, folded; short ones as numbers, see ``appended(_:to:)``.
  private var nameWords: Set<[UInt8]> = []
  private var shortWords: Set<UInt64> = []
  /// Identifiers and account numbers, folded; by their first ``keyLength`` letters.
  private var values: [UInt64: [[UInt8]]] = [:]
  /// Numbers too short for that: looked for as whole numbers.
  private var shortNumbers: Set<[UInt8]> = []
  /// Longer words of names, found wherever they begin and with gaps; by their first letters.
  private var longWords: [UInt64: [[UInt8]]] = [:]

  /// Words of the names of other batches.
  private let others: NameWords
  private let withoutSecrets: @Sendable (String) -> String

  /// - Parameters:
  ///   - batch: what tells of the persons in it, a record each.
  ///   - others: words of the names of all records of the run.
  ///   - withoutSecrets: takes out what authorises requests, see ``Transport``.
  package init(
    of batch: [PersonalWords], others: NameWords = .none,
    withoutSecrets: @escaping @Sendable (String) -> String = { $0 }
  ) {
    self.others = others
    self.withoutSecrets = withoutSecrets
    for words in batch { take(words) }
  }

  private mutating func take(_ personal: PersonalWords) {
    // What stands in front of the sign of an address is a name, also in pieces.
    let owners = personal.numbers.compactMap { number in
      number.firstIndex(of: "@").map { String(number[..<$0]) }
    }
    for word in (personal.names + owners).flatMap(Self.words) where word.count > 2 {
      if word.count <= Self.mostInNumber {
        shortWords.insert(word.reduce(1) { Self.appended($1, to: $0) })
      }
      guard nameWords.insert(word).inserted, word.count >= Self.keyLength else { continue }
      longWords[Self.key(word[...]), default: []].append(word)
    }
    for value in personal.numbers.map(Self.letters) {
      take(value: value)
      take(value: Array(value.drop { $0 == 0x30 }))
    }
  }

  private mutating func take(value: [UInt8]) {
    guard value.count >= Self.keyLength else {
      if value.count > 2 { shortNumbers.insert(value) }
      return
    }
    let digits = value.map(Self.asDigit)
    let key = Self.key(digits[...])
    if values[key]?.contains(digits) != true { values[key, default: []].append(digits) }
  }

  /// A sentence without persons, on one line, bounded.
  package func masked(_ sentence: String) -> String {
    let beginning = withoutSecrets(PlainSentence.beginning(of: sentence))
    let decoded = EncodedWords.hiding(in: beginning) { text in
      withoutSecrets(text) != text || withoutPersons(text) != text
    }
    return PlainSentence.text(withoutPersons(decoded))
  }

  private func withoutPersons(_ sentence: String) -> String {
    let sentence = withoutMovedNames(sentence)
    return UndisguisedText.hiding(in: Masking.withoutAddresses(sentence)) { text in
      var hidden = HiddenLetters(text.letters)
      hideValues(&hidden)
      hideNames(&hidden, others)
      hidden.hideStrangers()
      hidden.hideNumbers()
      hidden.hideSpelledNumbers()
      return hidden.replacements
    }
  }

  /// ROT13 leaves letters with accents as they are.
  private func withoutMovedNames(_ sentence: String) -> String {
    let moved = UndisguisedText.moved(sentence)
    let hidden = UndisguisedText.hiding(in: moved) { text in
      var hidden = HiddenLetters(text.letters)
      hideNames(&hidden, others.known)
      return hidden.replacements.map { UndisguisedText.Replacement($0.letters, "***") }
    }
    return hidden == moved ? sentence : UndisguisedText.moved(hidden)
  }

  /// A reply with all its sentences masked.
  package func masked(_ reply: SubmissionReply) -> SubmissionReply {
    var clean = reply
    clean.message = reply.message.map { masked($0) }
    clean.answers = reply.answers?.map { answer in
      var answer = answer
      answer.message = answer.message.map { masked($0) }
      return answer
    }
    return clean
  }

  // MARK: Values

  private func hideValues(_ hidden: inout HiddenLetters) {
    let letters = hidden.letters
    let digits = letters.map { Self.asDigit($0.byte) }
    for start in digits.indices where start + Self.keyLength <= digits.count {
      guard let found = values[Self.key(digits[start...])] else { continue }
      for value in found where digits[start...].starts(with: value) {
        let range = start..<start + value.count
        // A word of letters that only look like digits is a word.
        guard letters[range].contains(where: \.isDigit) else { continue }
        hidden.hide(range, as: Masking.tail(hidden.text(of: range)))
      }
    }
    for run in hidden.numbers() where shortNumbers.contains(letters[run].map(\.byte)) {
      hidden.hide(run, as: Masking.tail(hidden.text(of: run)))
    }
  }

  private static func key(_ letters: ArraySlice<UInt8>) -> UInt64 {
    letters.prefix(keyLength).reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// Letters that are read and written for digits.
  private static func asDigit(_ letter: UInt8) -> UInt8 {
    switch letter {
    case UInt8(ascii: "o"): UInt8(ascii: "0")
    case UInt8(ascii: "i"), UInt8(ascii: "l"): UInt8(ascii: "1")
    default: letter
    }
  }

  // MARK: Names

  private func hideNames(_ hidden: inout HiddenLetters, _ others: NameWords) {
    let letters = hidden.letters.map(\.byte)
    for range in hidden.words where isMadeOfNames(letters[range]) {
      hidden.hide(range, as: Self.initial(letters[range.lowerBound]))
    }
    for range in hidden.spelledWords where isMadeOfNames(letters[range]) {
      hidden.hide(range, as: Self.initial(letters[range.lowerBound]))
    }
    for start in letters.indices where start + Self.keyLength <= letters.count {
      for word in longWords[Self.key(letters[start...])] ?? []
      where letters[start...].starts(with: word) {
        hidden.hide(start..<start + word.count, as: Self.initial(word[0]))
      }
    }
    let known = others.known
    for (range, hasBlank) in hidden.joinedPieces where range.count > (hasBlank ? 3 : 2) {
      let isLong = range.count > (hasBlank ? 5 : 2)
      if nameWords.contains(Array(letters[range])) || isLong && known.contains(letters[range]) {
        hidden.hide(range, as: Self.initial(letters[range.lowerBound]))
      }
    }
    for range in hidden.words where range.count > 2 {
      let reversed = Array(letters[range].reversed())[...]
      let isName =
        nameWords.contains(Array(reversed)) || range.count > 4 && known.contains(reversed)
      if isName, !NameWords.isOrdinary(letters[range]) { hidden.hide(range, as: "***") }
    }
    guard !others.isEmpty else { return }
    for range in hidden.words { hideOthers(others, in: range, shortestPart: 6, &hidden) }
    for range in hidden.spelledWords { hideOthers(others, in: range, shortestPart: 4, &hidden) }
  }

  /// Hides `range` when it is a word of another record's name, and longer ones inside it.
  private func hideOthers(
    _ others: NameWords, in range: Range<Int>, shortestPart: Int, _ hidden: inout HiddenLetters
  ) {
    let letters = hidden.letters.map(\.byte)
    if NameWords.isOrdinary(letters[range]) { return }
    if others.contains(letters[range]) {
      hidden.hide(range, as: Self.initial(letters[range.lowerBound]))
      return
    }
    var start = range.lowerBound
    while start + shortestPart <= range.upperBound {
      let longest = min(range.upperBound, start + NameWords.longest)
      let end = (start + shortestPart...longest).last { others.contains(letters[start..<$0]) }
      if let end { hidden.hide(start..<end, as: Self.initial(letters[start])) }
      start = end ?? start + 1
    }
  }

  /// Whether a word is one of a name, or several written together.
  private func isMadeOfNames(_ word: ArraySlice<UInt8>) -> Bool {
    guard word.count > 2, word.count <= 60 else { return false }
    if word.count > Self.mostInNumber, nameWords.contains(Array(word)) { return true }
    // Where words can end that begin where the one before ended: a bit each.
    var reached: UInt64 = 1
    for start in 0...(word.count - 3) where reached >> UInt64(start) & 1 == 1 {
      var number: UInt64 = 1
      for end in start..<min(start + Self.mostInNumber, word.count) {
        number = Self.appended(word[word.startIndex + end], to: number)
        if shortWords.contains(number) { reached |= 1 << UInt64(end + 1) }
      }
    }
    return reached >> UInt64(word.count) & 1 == 1
  }

  /// Six bits a letter or digit, behind a leading one.
  private static func appended(_ letter: UInt8, to number: UInt64) -> UInt64 {
    number << 6 | UInt64(letter &- 0x30 <= 9 ? letter - 0x30 + 27 : letter & 0x1F)
  }

  private static func initial(_ letter: UInt8) -> String {
    String(decoding: [letter], as: UTF8.self).uppercased() + "."
  }

  // MARK: Folding

  static func words(of name: String) -> [[UInt8]] {
    name.split(whereSeparator: \.isWhitespace).flatMap { part in
      // A double name counts whole and in its parts; servers lose letters with accents.
      [
        letters(String(part)),
        letters(String(String.UnicodeScalarView(part.unicodeScalars.filter(\.isASCII)))),
      ]
        + part.split { !$0.isLetter }.map { letters(String($0)) }
    }
  }

  private static func letters(_ value: String) -> [UInt8] {
    UndisguisedText(value, layers: 0)?.letters.map(\.byte) ?? []
  }
}
