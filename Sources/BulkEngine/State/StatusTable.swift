/// One row of a ``StatusTable``: a word of `q_status` and everything that follows from it.
package struct Verdict: Sendable, Hashable {
  /// Stable; stands in `q_status`, in the summary and in the journal.
  package var word: String
  /// Whether nothing will change it any more. Records of which something is left stand in `pending`.
  package var isFinal: Bool
  /// Whether the record came to what was wanted.
  package var isGood: Bool
  /// Whether the record stands in `fix`: a person must correct it.
  package var needsCorrection: Bool
  /// What people call one such record and several; the word itself where nothing else is given.
  package var names: Names
  /// What the word means, in the list of results.
  package var meaning: Bilingual
  /// What `q_code` and `q_message` say of every such record.
  package var remark: Remark?

  /// A stable code and its sentence.
  package struct Remark: Sendable, Hashable {
    package var code: String
    package var sentence: Bilingual

    package init(code: String, _ sentence: Bilingual) {
      self.code = code
      self.sentence = sentence
    }
  }

  /// A word in both numbers.
  package struct Names: Sendable, Hashable {
    package var one: Bilingual
    package var many: Bilingual

    package init(_ one: Bilingual, _ many: Bilingual) {
      self.one = one
      self.many = many
    }

    /// English words do not change with the number: `rejected`.
    package init(_ english: String, _ um: String, _ muitos: String) {
      self.init(Bilingual(english, um), Bilingual(english, muitos))
    }
  }

  package init(
    _ word: String, isFinal: Bool, isGood: Bool = false, needsCorrection: Bool = false,
    names: Names? = nil, meaning: Bilingual, remark: Remark? = nil
  ) {
    self.word = word
    self.names = names ?? Names(word, word, word)
    self.isFinal = isFinal
    self.isGood = isGood
    self.needsCorrection = needsCorrection
    self.meaning = meaning
    self.remark = remark
  }

  /// Whether the record came to nothing, for good.
  package var isFailed: Bool { isFinal && !isGood }

  /// The state of a record with this verdict of the API.
  package var state: RecordState { isFinal ? .settled(word) : .taken(word) }
}

/// Every word that `q_status` can have in an operation: the engine's own, and the operation's
/// verdicts with the statuses of the API that they stand for. No other place tells a state.
package struct StatusTable: Sendable {
  /// Verdicts and the engine's own words, in the order of reports.
  package let rows: [Verdict]
  /// Of a record that the API took without saying more, and of statuses that are not in the table.
  package let pending: Verdict
  /// Sentences of the operation for codes of the engine.
  package let sentences: Sentences
  private let verdicts: [String: Verdict]

  /// What the operation says where the engine knows only a code, see ``APICode``.
  package struct Sentences: Sendable {
    /// Of refused records.
    package var refusals: [String: Bilingual]
    /// Of records in doubt that no further look-up settles.
    package var doubts: [String: Bilingual]
    /// Of records that the API took.
    package var notes: [String: Bilingual]
    /// Of records that the API took otherwise than was asked for, see ``BulkOperation/isAltered(_:)``.
    package var alterations: [String: Bilingual]
    /// Of a rejected record in which nothing is wrong: it was held back.
    package var heldBack: Bilingual

    package init(
      refusals: [String: Bilingual] = [:], doubts: [String: Bilingual] = [:],
      notes: [String: Bilingual] = [:], alterations: [String: Bilingual] = [:],
      heldBack: Bilingual = Bilingual("It was held back.", "Foi retido.")
    ) {
      self.refusals = refusals
      self.doubts = doubts
      self.notes = notes
      self.alterations = alterations
      self.heldBack = heldBack
    }
  }

  /// - Parameters:
  ///   - verdicts: in the order of reports, ``pending`` among them.
  ///   - statuses: word of a verdict by status of the API, a number or a word as text.
  ///   - pending: word of the verdict of a record that was just taken.
  package init(
    _ verdicts: [Verdict], statuses: [String: String], pending: String,
    sentences: Sentences = Sentences()
  ) {
    func verdict(_ word: String) -> Verdict {
      guard let verdict = verdicts.first(where: { $0.word == word }) else {
        preconditionFailure("the table has no verdict \(word)")
      }
      return verdict
    }
    self.pending = verdict(pending)
    precondition(!self.pending.isFinal, "a record that was just taken has no final verdict")
    self.verdicts = statuses.mapValues(verdict)
    self.sentences = sentences
    rows = Self.before + verdicts + Self.behind
  }

  /// The final verdict of a record that came to what was wanted.
  package var good: Verdict? {
    rows.first { $0.isGood && $0.isFinal && $0.word != Self.before[0].word }
  }

  /// What a status of the API stands for.
  package func verdict(ofStatus status: String) -> Verdict { verdicts[status] ?? pending }

  /// The state of a record that the API refused: failed, where it said that the record came to nothing.
  package func state(ofRefused outcome: RecordOutcome) -> RecordState {
    guard let status = outcome.statusID else { return .refused }
    let verdict = verdict(ofStatus: status)
    return verdict.isFailed ? verdict.state : .refused
  }

  /// The row of a record in this state; `nil` is a record that passed the check, without a journal.
  package func row(of state: RecordState?) -> Verdict { rows[position(of: state)] }

  /// The row with this word; `nil` for a word that is none of the table's.
  package func row(ofWord word: String) -> Verdict? { rows.first { $0.word == word } }

  /// Whether the API's verdict in `state` is one of the table's, and final as the state says.
  package func knows(_ state: RecordState) -> Bool {
    guard let word = state.verdict else { return true }
    return row(ofWord: word)?.state == state
  }

  /// Place in ``rows``; of a word that is not in the table, that of ``pending``.
  func position(of state: RecordState?) -> Int {
    switch state {
    case nil: 0
    case .rejected: 1
    case .duplicate: 2
    case .refused: 3
    case .inDoubt, .intent: rows.count - 2
    case .planned: rows.count - 1
    case .taken(let word), .settled(let word):
      rows.firstIndex { $0.word == word } ?? rows.firstIndex { $0.word == pending.word } ?? 0
    }
  }
}

// MARK: The engine's own words

extension StatusTable {
  private static let before = [
    Verdict(
      "ready", isFinal: true, isGood: true, names: Verdict.Names("ready", "pronto", "prontos"),
      meaning: Bilingual("no error found here", "sem erro nesta verificação")),
    Verdict(
      "rejected", isFinal: true, needsCorrection: true,
      names: Verdict.Names("rejected", "rejeitado", "rejeitados"),
      meaning: Bilingual("has errors, not sent: see fix.csv", "com erro, sem envio: veja fix.csv")),
    Verdict(
      "duplicate", isFinal: true, names: Verdict.Names("duplicate", "duplicado", "duplicados"),
      meaning: Bilingual("repeats an earlier row, not sent", "repete outra linha, sem envio")),
    Verdict(
      "refused", isFinal: true, needsCorrection: true,
      names: Verdict.Names("refused", "recusado", "recusados"),
      meaning: Bilingual("not taken by the API: see fix.csv", "a API não aceitou: veja fix.csv")),
  ]

  private static let behind = [
    Verdict(
      "in_doubt", isFinal: false, names: Verdict.Names("in doubt", "em dúvida", "em dúvida"),
      meaning: Bilingual("sent, outcome unknown", "com envio, sem resultado conhecido")),
    Verdict(
      "not_sent", isFinal: false, names: Verdict.Names("not sent", "não enviado", "não enviados"),
      meaning: Bilingual("still to be sent", "à espera de envio")),
  ]
}

extension Judgement {
  /// The state of a record that was only checked; `nil` when it passed.
  package var state: RecordState? {
    switch self {
    case .ready: nil
    case .rejected: .rejected
    case .duplicate: .duplicate
    }
  }
}
