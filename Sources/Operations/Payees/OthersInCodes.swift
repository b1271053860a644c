import BrazilianBanking
import BulkEngine

/// Finds the persons of other records in codes: whose they are cannot be told from the row alone.
///
/// | the code holds | it is |
/// | --- | --- |
/// | a right CPF or CNPJ of the sheet, as a number of its own or in its mask | rejected |
/// | another right CPF or CNPJ | a warning, unless most numbers of that length are none |
/// | two words of one name of the sheet | a warning |
/// | an account of a small sheet, seven digits and more | a warning, unless most numbers are none |
///
/// The sheet is read once more when a code asks for it first, as those of few sheets do.
struct OthersInCodes: Sendable {
  /// What a code shows of another record's person.
  enum Trace {
    /// A document of the sheet.
    case document
    /// A right document, perhaps by chance.
    case possibleDocument
    case name
    case account
  }

  /// Of a sheet so small reading it again costs nothing.
  private static let smallSheet: Int64 = 1 << 20
  /// One of so many numbers that are persons' is no chance.
  private static let share = 5

  let isSmall: Bool
  /// Nil before they were asked for.
  private var persons: SheetPersons?
  /// What of them has to be collected before a finding is right.
  private(set) var wanted: SheetPersons.Kinds = []
  private var documents = Count()
  private var accounts = Count()
  /// The words of the latest code that had some; those that stand in every code name no person.
  private var latestWords: [UInt8] = []
  private var isLatestName = false

  private struct Count {
    var numbers = 0
    var found = 0

    /// Counts a number; whether it is to be named.
    mutating func count(_ isFound: Bool) -> Bool {
      numbers += 1
      found += isFound ? 1 : 0
      return isFound && found * OthersInCodes.share >= numbers
    }
  }

  init(bytes: Int64) { isSmall = bytes <= Self.smallSheet }

  mutating func take(_ persons: SheetPersons) {
    self.persons = persons
    wanted = []
  }

  /// What is to be said of a code in which its own record's person is not.
  mutating func trace(in code: ArraySlice<UInt8>) -> Trace? {
    guard isSmall || CodePersons.mayHaveLongNumber(code) || hasNewWords(code) else {
      return isLatestName && CodePersons.hasWords(code) ? .name : nil
    }
    let code = CodePersons(code)
    return document(in: code) ?? name(in: code) ?? account(in: code)
  }

  /// Whether the letters are others than those of the code before; most codes differ in digits.
  private func hasNewWords(_ code: ArraySlice<UInt8>) -> Bool {
    guard CodePersons.hasWords(code) else { return false }
    var index = 0
    var isNew = false
    CodePersons.forEachLetter(of: code) { letter in
      isNew = isNew || index >= latestWords.count || latestWords[index] != letter
      index += 1
    }
    return isNew || index != latestWords.count
  }

  private mutating func document(in code: CodePersons) -> Trace? {
    var trace: Trace?
    for number in code.longNumbers {
      let number = CodePersons.withoutFilling(number)
      let isDocument = CodePersons.isDocument(number)
      if isDocument, isInSheet(.documents, { $0.has(document: number) }) { return .document }
      if documents.count(isDocument) { trace = .possibleDocument }
    }
    return trace
  }

  private mutating func name(in code: CodePersons) -> Trace? {
    guard code.letterCount >= 2 * CodePersons.shortestWord else { return nil }
    if code.collapsedLetters == latestWords { return isLatestName ? .name : nil }
    let isFirst = latestWords.isEmpty
    latestWords = code.collapsedLetters
    isLatestName = false
    // A large sheet with the same words in all codes is not read again for them.
    guard isSmall || !isFirst || persons != nil else { return nil }
    for (first, second) in code.wordPairs where isInSheet(.names, { $0.hasName(first, second) }) {
      isLatestName = true
      return .name
    }
    return nil
  }

  private mutating func account(in code: CodePersons) -> Trace? {
    guard isSmall else { return nil }
    var trace: Trace?
    for number in code.accountNumbers
    where accounts.count(isInSheet(.accounts) { $0.has(account: number) }) {
      trace = .account
    }
    return trace
  }

  private mutating func isInSheet(
    _ kind: SheetPersons.Kinds, _ has: (SheetPersons) -> Bool
  ) -> Bool {
    if let persons, persons.kinds.contains(kind) { return has(persons) }
    wanted = (persons?.kinds ?? []).union(isSmall ? [.documents, .accounts, .names] : kind)
      .union(wanted)
    return false
  }
}

/// What in a code may be somebody's.
struct CodePersons {
  static var shortestWord: Int { 3 }
  private static var shortestAccount: Int { 7 }
  private static var shortestDocument: Int { 11 }

  /// The code's letters in lower case, 0 for each other character.
  let letters: [UInt8]
  let letterCount: Int
  /// See ``forEachLetter(of:_:)``: the same for codes that differ in digits.
  let collapsedLetters: [UInt8]
  /// The digits of the code, and where those stand that follow each other.
  private let digits: [UInt8]
  private let runs: [Range<Int>]

  /// Whether a code can show another record's document or name at all.
  ///
  /// - Parameters:
  ///   - digits: of the code.
  ///   - letters: of the code.
  ///   - hasLongNumber: as ``mayHaveLongNumber(_:)`` says it of the code.
  static func isPossible(digits: Int, letters: Int, hasLongNumber: Bool) -> Bool {
    letters >= 2 * shortestWord || (digits >= shortestDocument && hasLongNumber)
  }

  /// Whether there is a number of a document's length, or one with which a mask ends.
  static func mayHaveLongNumber(_ code: ArraySlice<UInt8>) -> Bool {
    var length = 0
    for byte in code {
      if byte &- 0x30 <= 9 {
        length += 1
      } else {
        if isLastOfNumber(length) { return true }
        length = 0
      }
    }
    return isLastOfNumber(length)
  }

  /// Whether a run of so many digits is a document, or the end of its mask.
  static func isLastOfNumber(_ length: Int) -> Bool {
    length == 2 || length == 11 || length == 14
  }

  static func hasWords(_ code: ArraySlice<UInt8>) -> Bool {
    code.count { letter($0) != 0 } >= 2 * shortestWord
  }

  /// The letter in lower case, 0 for any other character.
  static func letter(_ byte: UInt8) -> UInt8 { (byte | 0x20) &- 0x61 < 26 ? byte | 0x20 : 0 }

  /// Calls `body` with the letters, and with 0 between those that something stands between.
  static func forEachLetter(of code: ArraySlice<UInt8>, _ body: (UInt8) -> Void) {
    var last: UInt8 = 0
    for byte in code {
      let letter = letter(byte)
      if letter != 0 || last != 0 { body(letter) }
      last = letter
    }
    if last != 0 { body(0) }
  }

  init(_ code: ArraySlice<UInt8>) {
    var collapsed: [UInt8] = []
    Self.forEachLetter(of: code) { collapsed.append($0) }
    collapsedLetters = collapsed
    letters = code.map(Self.letter)
    letterCount = letters.count { $0 != 0 }
    var (digits, runs, isInside): ([UInt8], [Range<Int>], Bool) = ([], [], false)
    for byte in code {
      guard byte &- 0x30 <= 9 else {
        isInside = false
        continue
      }
      let start = isInside ? runs.removeLast().lowerBound : digits.count
      digits.append(byte)
      runs.append(start..<digits.count)
      isInside = true
    }
    (self.digits, self.runs) = (digits, runs)
  }

  /// Eleven or fourteen digits of their own, or in the groups of a mask.
  var longNumbers: [ArraySlice<UInt8>] {
    runs.indices.compactMap { first in
      for mask in Self.masks where first + mask.count <= runs.count {
        let groups = runs[first..<first + mask.count]
        guard groups.map(\.count) == mask, let last = groups.last else { continue }
        return digits[runs[first].lowerBound..<last.upperBound]
      }
      return nil
    }
  }

  private static let masks = [
    [11], [14], [3, 3, 3, 2], [9, 2], [2, 3, 3, 4, 2], [8, 4, 2], [12, 2],
  ]

  /// A CPF that is filled with zeros to the length of a CNPJ.
  static func withoutFilling(_ number: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    number.count == 14 && number.starts(with: "000".utf8) && !isDocument(number)
      ? number.suffix(11) : number
  }

  /// A CNPJ with one of the first hundred branches: a time of 14 digits is none.
  static func isDocument(_ number: ArraySlice<UInt8>) -> Bool {
    if number.count == 14, number.dropFirst(8).prefix(2).contains(where: { $0 != 0x30 }) {
      return false
    }
    var document: Document?
    return readUsualDocument(
      Array(number).span, declared: number.count == 11 ? .cpf : .cnpj, into: &document)
  }

  /// Numbers of their own without leading zeros, and those with the digit behind a hyphen.
  var accountNumbers: [ArraySlice<UInt8>] {
    runs.indices.flatMap { index -> [ArraySlice<UInt8>] in
      let number = digits[runs[index]].drop { $0 == 0x30 }
      guard number.count + 1 >= Self.shortestAccount else { return [] }
      let whole =
        index + 1 < runs.count && runs[index + 1].count == 1
        ? [number + digits[runs[index + 1]]] : []
      return whole + (number.count >= Self.shortestAccount ? [number] : [])
    }
  }

  /// Words of the code and, where several are written as one, its first two parts.
  var wordPairs: [(ArraySlice<UInt8>, ArraySlice<UInt8>)] {
    let words = Self.words(of: letters)
    var pairs: [(ArraySlice<UInt8>, ArraySlice<UInt8>)] = []
    let shortest = Self.shortestWord
    for (index, first) in words.enumerated() {
      for second in words[(index + 1)...] { pairs.append((first, second)) }
      guard (2 * shortest...CustomCode.longest).contains(first.count) else { continue }
      for cut in first.startIndex + shortest...first.endIndex - shortest {
        pairs.append((first[..<cut], first[cut...]))
        // Behind them stands a third one.
        guard cut + 2 * shortest <= first.endIndex else { continue }
        for end in cut + shortest...first.endIndex - shortest {
          pairs.append((first[..<cut], first[cut..<end]))
        }
      }
    }
    return pairs
  }

  /// - Parameter letters: folded, 0 between words.
  static func words(of letters: [UInt8]) -> [ArraySlice<UInt8>] {
    letters.split(separator: 0).filter {
      $0.count >= shortestWord && !$0.elementsEqual("dos".utf8) && !$0.elementsEqual("das".utf8)
    }
  }
}
