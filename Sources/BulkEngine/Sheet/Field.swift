/// A field of a record: its place in the ``SheetLayout`` of its operation.
@usableFromInline package struct Field: Sendable, Hashable {
  @usableFromInline package let ordinal: UInt8

  // Seen by other modules, so that the fields they name are constants and not made on first use.
  @inlinable
  package init(_ ordinal: UInt8) {
    self.ordinal = ordinal
  }
}

/// What an operation says of a field of its sheets.
package struct SheetField: Sendable {
  /// The API's name where the API has it; stable.
  package var name: String
  /// How people call it within a sentence.
  package var words: Bilingual
  /// What its column may be called besides ``name``, see ``HeaderFolding``.
  package var aliases: [String]
  /// What its column may be called where no other column has one of ``aliases``.
  package var secondChoice: [String]
  /// What its cells are.
  package var kind: Kind
  /// How a cell is shown to people.
  package var masking: FieldMasking
  /// What a cell may hold where that is one of a few words: a workbook offers them.
  package var choices: [Bilingual]
  /// Whether a spreadsheet took leading zeros off a cell of letters and digits.
  package var hasLostZeros: (@Sendable (Span<UInt8>) -> Bool)?

  /// Whether the Portuguese words are feminine: `a conta`, `o banco`.
  package var isFeminine: Bool {
    guard let noun = words.portuguese.split(separator: " ").first else { return false }
    return noun.hasSuffix("a") || noun.hasSuffix("ão") || noun.hasSuffix("dade") || noun == "chave"
  }

  package enum Kind: Sendable {
    /// Words of people, such as a name.
    case text
    /// Digits or letters that name something: a zero or a fraction makes another of it.
    case identifier
    /// Quantities, and words of a list.
    case other
  }

  package init(
    _ name: String, _ english: String, _ portuguese: String, _ kind: Kind,
    _ masking: FieldMasking, aliases: [String] = [], secondChoice: [String] = [],
    choices: [Bilingual] = [], hasLostZeros: (@Sendable (Span<UInt8>) -> Bool)? = nil
  ) {
    self.name = name
    words = Bilingual(english, portuguese)
    self.kind = kind
    self.masking = masking
    self.aliases = aliases
    self.secondChoice = secondChoice
    self.choices = choices
    self.hasLostZeros = hasLostZeros
  }
}

/// A field in messages: the name that `--map` takes, and what people call it.
package struct FieldName: Sendable, Hashable {
  package var name: String
  package var words: Bilingual

  package init(_ name: String, _ words: Bilingual) {
    self.name = name
    self.words = words
  }
}

/// A column in messages.
package struct NamedColumn: Sendable, Equatable {
  package var header: String
  /// From 0.
  package var index: Int

  package init(_ header: String, _ index: Int) {
    self.header = header
    self.index = index
  }

  /// A, B … Z, AA, as spreadsheets name their columns.
  package var letters: String {
    var (letters, rest) = ("", index)
    repeat {
      letters = String(UnicodeScalar(UInt8(0x41 + rest % 26))) + letters
      rest = rest / 26 - 1
    } while rest >= 0
    return letters
  }

  /// The column, from 0, that a spreadsheet names with one or two capital letters.
  static func index(ofLetters letters: String) -> Int? {
    guard (1...2).contains(letters.utf8.count),
      letters.utf8.allSatisfy({ (0x41...0x5A).contains($0) })
    else { return nil }
    return letters.utf8.reduce(0) { $0 * 26 + Int($1) - 0x40 } - 1
  }
}

/// How much of a value may be shown: what kind of value it is and never whose.
package enum FieldMasking: Sendable {
  /// Initials of words.
  case initials
  /// The middle digits of a number of eleven, the last characters of others.
  case middle
  /// The last characters.
  case tail
  /// The last characters in a sample of a column; beside a finding, short numbers as they are.
  case code
  /// A number of up to four digits as it is.
  case shortNumber
  /// One or two characters as they are.
  case digit
  /// One of these words as it is, folded.
  case words(Set<String>)
  /// Its shape alone: `9` for a digit, `a` for a letter.
  case shape
}
