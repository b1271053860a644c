/// The fields of an operation's sheets, and how their columns are recognised. Nothing switches over
/// fields: whatever differs between them is said here.
package final class SheetLayout: Sendable {
  package let fields: [SheetField]
  /// Fields without whose column no record can be read.
  package let required: [Field]
  /// The caller's own code of a record.
  package let key: Field
  /// Code and status of an earlier run, in a `fix.csv` that is fed back.
  package let earlierKey, earlierStatus: Field
  /// Whether the key names what a record acts on. Then it is never followed by another one, and what an
  /// earlier run says of the record is not heeded: the target itself shows it.
  package let keyNamesTarget: Bool
  /// The text of people whose first cells tell whether the file was saved in the wrong encoding.
  package let sampled: Field
  /// Keys of JSON objects whose members count as the record's own.
  package let objects: [String]
  /// No record can be accepted in fewer bytes, delimiters included.
  package let shortestRecordBytes: Int
  /// What the outputs show of the records.
  package let outputs: OutputLayout
  /// Headers of the columns that only this operation's outputs have, folded.
  let ownColumns: Set<String>
  private let meanings: [String: Meaning]
  /// The same without blanks, as in `BankCode` and `C.P.F.`
  private let joined: [String: Meaning]
  private let byName: [String: Field]
  /// Digits by the number beside which they stand.
  private let digits: [Digit]

  /// A digit that may stand behind its number, in the same cell or in the column beside it.
  package struct Digit: Sendable {
    package var number: Field
    package var digit: Field
    /// What a column with both may be called.
    package var aliases: [String]

    package init(of number: Field, _ digit: Field, aliases: [String]) {
      self.number = number
      self.digit = digit
      self.aliases = aliases
    }
  }

  /// What a header names, or may name.
  package enum Meaning: Sendable, Equatable {
    case field(Field)
    /// Number and digit in one cell; the digit alone when the number has a column of its own.
    case withDigit(number: Field, digit: Field)
    /// The digit of the column on the left.
    case digitOfLeft
    /// The field where no other column is called so.
    case secondChoice(Field)
  }

  /// The roles that fields play for every operation.
  package struct Roles: Sendable {
    package var key, earlierKey, earlierStatus, sampled: Field
    package var keyNamesTarget: Bool

    package init(
      key: Field, earlierKey: Field, earlierStatus: Field, sampled: Field,
      keyNamesTarget: Bool = false
    ) {
      self.keyNamesTarget = keyNamesTarget
      self.key = key
      self.earlierKey = earlierKey
      self.earlierStatus = earlierStatus
      self.sampled = sampled
    }
  }

  /// - Parameters:
  ///   - fields: by ordinal, in the order of a record.
  ///   - outputs: what the outputs show of the records.
  ///   - digitAliases: what the column of a digit beside its number may be called.
  package init(
    _ fields: [SheetField], required: [Field], roles: Roles, digits: [Digit] = [],
    digitAliases: [String] = [], objects: [String] = [], shortestRecordBytes: Int,
    outputs: OutputLayout
  ) {
    self.fields = fields
    self.required = required
    self.digits = digits
    self.objects = objects
    self.shortestRecordBytes = shortestRecordBytes
    self.outputs = outputs
    ownColumns = Set(outputs.ownColumns.map(HeaderFolding.fold))
    (key, earlierKey) = (roles.key, roles.earlierKey)
    keyNamesTarget = roles.keyNamesTarget
    (earlierStatus, sampled) = (roles.earlierStatus, roles.sampled)
    var byName: [String: Field] = [:]
    var meanings: [String: Meaning] = [:]
    for (ordinal, field) in fields.enumerated() {
      byName[field.name] = Field(UInt8(ordinal))
      for alias in [HeaderFolding.fold(field.name)] + field.aliases {
        meanings[alias] = .field(Field(UInt8(ordinal)))
      }
      for alias in field.secondChoice { meanings[alias] = .secondChoice(Field(UInt8(ordinal))) }
    }
    for digit in digits {
      for alias in digit.aliases {
        meanings[alias] = .withDigit(number: digit.number, digit: digit.digit)
      }
    }
    for alias in digitAliases { meanings[alias] = .digitOfLeft }
    self.byName = byName
    self.meanings = meanings
    joined = Self.joined(meanings)
  }

  /// Names that mean different things without blanks are left out.
  private static func joined(_ meanings: [String: Meaning]) -> [String: Meaning] {
    var joined: [String: Meaning?] = [:]
    for (name, meaning) in meanings {
      let word = name.filter { $0 != " " }
      if let other = joined[word], other != meaning {
        joined[word] = .some(nil)
      } else {
        joined[word] = meaning
      }
    }
    return joined.compactMapValues(\.self)
  }

  package subscript(field: Field) -> SheetField { fields[Int(field.ordinal)] }

  /// All fields, in the order of a record.
  package var allFields: [Field] { fields.indices.map { Field(UInt8($0)) } }

  package func field(named name: String) -> Field? { byName[name] }

  package func names(_ fields: [Field]) -> [String] { fields.map { self[$0].name } }

  /// The field in messages.
  package func named(_ field: Field) -> FieldName {
    FieldName(self[field].name, self[field].words)
  }

  // MARK: Headers

  /// - Parameter folded: see ``HeaderFolding``.
  package func meaning(of folded: String) -> Meaning? {
    meanings[folded] ?? joined[folded.filter { $0 != " " }]
  }

  /// Headers that are known, folded.
  package var knownHeaders: [String] { Array(meanings.keys) }

  /// What a field's column may be called, folded.
  package func headers(of field: Field) -> [String] {
    meanings.compactMap { name, meaning in
      switch meaning {
      case .field(let other) where other == field: name
      case .withDigit(let number, _) where number == field: name
      case .secondChoice(let other) where other == field: name
      default: nil
      }
    }
  }

  /// The digit of the number `field`.
  func digit(of field: Field) -> Field? { digits.first { $0.number == field }?.digit }
}

extension SheetLayout: Equatable {
  package static func == (left: SheetLayout, right: SheetLayout) -> Bool { left === right }
}
