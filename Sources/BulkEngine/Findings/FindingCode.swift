/// What can be wrong with a record: a place in the ``FindingCatalogue`` of its operation.
@usableFromInline package struct FindingCode: Sendable, Hashable {
  @usableFromInline package let number: UInt8
  /// What the finding does to its record, unless the place where it is found says otherwise.
  @usableFromInline package let severity: Finding.Severity

  @inlinable
  package static func == (left: FindingCode, right: FindingCode) -> Bool {
    left.number == right.number
  }

  @inlinable
  package func hash(into hasher: inout Hasher) { hasher.combine(number) }

  /// Numbers from here on belong to the operation.
  @usableFromInline static var firstOfOperation: UInt8 { 128 }

  // Seen by other modules, so that the codes they name are constants and not made on first use.
  @inlinable
  init(_ number: UInt8, _ severity: Finding.Severity = .error) {
    self.number = number
    self.severity = severity
  }

  /// - Parameter number: below 128, given once within an operation.
  @inlinable
  package init(ofOperation number: UInt8, _ severity: Finding.Severity = .error) {
    self.init(Self.firstOfOperation + number, severity)
  }
}

/// The codes of an operation's findings, those of every operation included, with their stable names and
/// their sentences.
package struct FindingCatalogue: Sendable {
  package struct Entry: Sendable {
    package let code: FindingCode
    /// Stable, the part behind the field's name: `check_digit`. A name with a dot stands alone.
    package let name: String
    /// What is wrong and what to do, with places such as `{field}` that are filled in, see
    /// ``SentenceTemplate/Place``.
    package let sentence: Bilingual
    /// Whether the stable code begins with the field's name; repairs are named alike whatever the field.
    package let hasFieldPrefix: Bool

    package init(
      _ code: FindingCode, _ name: String, _ english: String, _ portuguese: String,
      standsAlone: Bool = false
    ) {
      self.code = code
      self.name = name
      sentence = Bilingual(english, portuguese)
      hasFieldPrefix = !standsAlone && code.severity != .repair && !name.utf8.contains(0x2E)
    }
  }

  /// What is said of a record that was met before.
  package struct Repetitions: Sendable {
    /// The whole record, without codes of its own; of severity error.
    package var whole: FindingCode
    /// The whole record under another code.
    package var underOtherCode: FindingCode
    /// The same ``Fingerprint/key`` with another ``Fingerprint/group``.
    package var otherGroup: FindingCode

    package init(whole: FindingCode, underOtherCode: FindingCode, otherGroup: FindingCode) {
      self.whole = whole
      self.underOtherCode = underOtherCode
      self.otherGroup = otherGroup
    }
  }

  /// What the ledger may say of a record beside ``FindingCode/alreadySent``.
  package struct Hints: Sendable {
    /// The person's place differs from the one found good last.
    package var changed: FindingCode
    /// Other persons used the place.
    package var shared: FindingCode

    package init(changed: FindingCode, shared: FindingCode) {
      self.changed = changed
      self.shared = shared
    }
  }

  /// By number of the code; nil where there is none.
  let byNumber: [Entry?]
  package let repetitions: Repetitions
  package let hints: Hints?
  /// What is said of many values of a column, behind their number: `lost leading zeros; restored`.
  let columnClauses: [FindingCode: Bilingual]

  /// - Parameters:
  ///   - own: of the operation.
  ///   - columnClauses: of the operation's codes; a code without one is named by its sentence.
  package init(
    _ own: [Entry], _ repetitions: Repetitions, hints: Hints? = nil,
    columnClauses: [FindingCode: Bilingual] = [:]
  ) {
    self.repetitions = repetitions
    self.hints = hints
    self.columnClauses = Self.columnClausesOfEveryOperation.merging(columnClauses) { $1 }
    var byNumber = [Entry?](repeating: nil, count: 256)
    for entry in Self.ofEveryOperation + own {
      precondition(byNumber[Int(entry.code.number)] == nil, "a number is given once")
      byNumber[Int(entry.code.number)] = entry
    }
    self.byNumber = byNumber
  }

  /// In the order of their numbers.
  package var entries: [Entry] { byNumber.compactMap(\.self) }
}
