/// The letters of a text and which of them are to be replaced.
struct HiddenLetters {
  private static let cnpjLength = 14
  /// Hexadecimal digits of a random Pix key or of the token of a card.
  private static let randomLength = 32
  private static let shortestSpelled = 7
  /// Pieces in which one word is written.
  private static let mostPieces = 12

  let letters: [UndisguisedText.Letter]
  private(set) var replacements: [UndisguisedText.Replacement] = []
  private var isHidden: [Bool]

  init(_ letters: [UndisguisedText.Letter]) {
    self.letters = letters
    isHidden = [Bool](repeating: false, count: letters.count)
  }

  /// Replaces `range` unless part of it is replaced already: then what is left of it.
  mutating func hide(_ range: Range<Int>, as text: String) {
    var text = text
    for part in parts(of: range, where: { !isHidden[$0] }) {
      replacements.append(.init(part, text))
      for index in part { isHidden[index] = true }
      text = ""
    }
  }

  func text(of range: Range<Int>) -> String {
    String(decoding: letters[range].map(\.byte), as: UTF8.self)
  }

  /// Letters and digits without a gap, as long as possible.
  var words: [Range<Int>] {
    runs { letters[$0].gap == .none }
  }

  /// Words written letter by letter, with gaps.
  var spelledWords: [Range<Int>] {
    runs { letters[$0].gap != .none }.compactMap { run in
      // The first and the last letter may belong to words of their own.
      let start = isAlone(run.lowerBound) ? run.lowerBound : run.lowerBound + 1
      let end = isAlone(run.upperBound - 1) ? run.upperBound : run.upperBound - 1
      return end - start > 2 ? start..<end : nil
    }
  }

  /// Words of several pieces that may be one, shorter ones first, and whether blanks stand between.
  var joinedPieces: [(Range<Int>, hasBlank: Bool)] {
    let words = words
    var joined: [(Range<Int>, hasBlank: Bool)] = []
    for first in words.indices {
      var hasBlank = false
      for last in words[(first + 1)...].prefix(Self.mostPieces - 1) {
        let letter = letters[last.lowerBound]
        guard letter.gap != .breaking,
          last.upperBound - words[first].lowerBound <= NameWords.longest
        else { break }
        hasBlank = hasBlank || letter.isBehindBlank
        joined.append((words[first].lowerBound..<last.upperBound, hasBlank))
      }
    }
    return joined
  }

  private func isAlone(_ index: Int) -> Bool {
    (index == 0 || letters[index].gap != .none)
      && (index + 1 == letters.count || letters[index + 1].gap != .none)
  }

  /// Digits that may be one number, with no other gaps than `widest`.
  func numbers(_ widest: UndisguisedText.Gap = .odd) -> [Range<Int>] {
    runs { letters[$0].gap <= widest && letters[$0].isDigit && letters[$0 - 1].isDigit }
      .filter { letters[$0.lowerBound].isDigit }
  }

  /// What looks like another person's: a CNPJ with letters, a random Pix key, the token of a card.
  mutating func hideStrangers() {
    for range in runs(where: { letters[$0].gap != .breaking }) where range.count >= Self.cnpjLength
    {
      for start in range where start + Self.cnpjLength <= range.upperBound {
        let candidate = start..<start + Self.cnpjLength
        if begins(candidate), isCNPJ(candidate) {
          hide(candidate, as: Masking.tail(text(of: candidate).uppercased()))
        }
      }
    }
    for start in letters.indices where isRandom(start) {
      let range = start..<start + Self.randomLength
      hide(range, as: Masking.tail(text(of: range)))
    }
  }

  /// Numbers of more than four digits; the last two stay.
  mutating func hideNumbers(_ widest: UndisguisedText.Gap = .odd) {
    for run in numbers(widest) where run.count > Masking.longestPlainRun {
      let open = parts(of: run, where: { !isHidden[$0] })
      for part in open where part.count > Masking.longestPlainRun {
        hide(part, as: Masking.tail(text(of: part)))
      }
    }
  }

  /// Numbers written digit by digit, whatever stands between: a list of lines is seldom so long.
  mutating func hideSpelledNumbers() {
    let digits = runs {
      isAlone($0) && isAlone($0 - 1) && letters[$0].isDigit && letters[$0 - 1].isDigit
    }
    for run in digits where run.count >= Self.shortestSpelled && letters[run.lowerBound].isDigit {
      for part in parts(of: run, where: { !isHidden[$0] }) where part.count > 2 {
        hide(part, as: Masking.tail(text(of: part)))
      }
    }
  }

  /// A whole word, or whole words: what stands before and behind is another.
  private func begins(_ range: Range<Int>) -> Bool {
    (range.lowerBound == 0 || letters[range.lowerBound].gap != .none)
      && (range.upperBound == letters.count || letters[range.upperBound].gap != .none)
  }

  /// `12ABC34501DE35`, also as `12.ABC.345/01DE-35`.
  private func isCNPJ(_ range: Range<Int>) -> Bool {
    let digits = letters[range].count(where: \.isDigit)
    guard digits > 4, digits < range.count, letters[range.upperBound - 1].isDigit,
      letters[range.upperBound - 2].isDigit
    else { return false }
    return range.dropFirst().allSatisfy { index in
      letters[index].gap == .none || [2, 5, 8, 12].contains(index - range.lowerBound)
    }
  }

  /// `123e4567-e89b-12d3-a456-426614174000`, from behind, in one word or spelled.
  private func isRandom(_ start: Int) -> Bool {
    let range = start..<start + Self.randomLength
    guard range.upperBound <= letters.count, begins(range),
      letters[range].allSatisfy({ $0.isDigit || $0.byte <= UInt8(ascii: "f") }),
      letters[range].contains(where: \.isDigit)
    else { return false }
    let gaps = (1..<Self.randomLength).filter { letters[start + $0].gap != .none }
    return gaps.count == Self.randomLength - 1
      || [[], [8, 12, 16, 20], [12, 16, 20, 24]].contains(gaps)
  }

  /// Longest ranges in which every letter but the first goes on from the one before it.
  private func runs(where goesOn: (Int) -> Bool) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    var start = 0
    for index in letters.indices.dropFirst() where !goesOn(index) {
      runs.append(start..<index)
      start = index
    }
    if start < letters.count { runs.append(start..<letters.count) }
    return runs
  }

  private func parts(of range: Range<Int>, where belongs: (Int) -> Bool) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var start: Int?
    for index in range {
      if belongs(index) {
        start = start ?? index
      } else if let begun = start {
        parts.append(begun..<index)
        start = nil
      }
    }
    if let start { parts.append(start..<range.upperBound) }
    return parts
  }
}
