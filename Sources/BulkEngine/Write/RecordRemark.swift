import Spreadsheets

/// What `q_code`, `q_field` and `q_message` say of a record: the first thing that matters, and in the
/// message all of them.
///
/// The sentences are written as bytes into memory that is used again from record to record: a column may
/// have something to say in every row.
package struct RecordRemark: Sendable {
  /// Stands between two sentences of one message.
  package static let separator = " | "

  private(set) var code = ByteBuffer(capacity: 64)
  private(set) var field = ""
  private(set) var message = ByteBuffer(capacity: 512)

  package init() {}

  /// Takes what is to be said of a record: the errors found here, what the API said, the warnings found
  /// here. Code and field are those of the first.
  ///
  /// - Parameter state: `nil` for a record that passed a check without a journal.
  package mutating func fill(
    findings: ArraySlice<Finding>, state: RecordState?, outcome: RecordOutcome?,
    note: LedgerNote? = nil, statuses: StatusTable, _ sentences: FindingSentences,
    _ language: Language
  ) {
    code.removeAll()
    message.removeAll()
    field = ""
    if let note { append(note, sentences, language) }
    let isNoted = message.count > 0
    append(findings, .error, sentences, language)
    let isClear = message.count == 0 || isNoted
    if isClear, let said = Self.api(state, outcome, statuses, language) {
      if message.count > 0 {
        message.append(Self.separator)
      } else {
        code.append(said.code)
      }
      message.append(said.message)
    }
    append(findings, .warning, sentences, language)
  }

  /// What the ledger says comes first.
  private mutating func append(
    _ note: LedgerNote, _ sentences: FindingSentences, _ language: Language
  ) {
    if let known = note.known {
      code.append(Self.knownCode)
      message.append(Self.known(known).text(language))
    }
    for finding in note.findings(sentences.catalogue) {
      append([finding], finding.severity, sentences, language)
    }
  }

  /// Stable; in `q_code` of records that an earlier run found good.
  static let knownCode = "ledger.known"

  private static func known(_ known: LedgerNote.Earlier) -> Bilingual {
    Bilingual(
      "Run \(known.run) found this good on \(known.day.text): it was not sent again.",
      "A execução \(known.run) já validou isto em \(known.day.text): não foi enviado de novo.")
  }

  private mutating func append(
    _ findings: ArraySlice<Finding>, _ severity: Finding.Severity, _ sentences: FindingSentences,
    _ language: Language
  ) {
    for finding in findings where finding.severity == severity {
      if message.count > 0 {
        message.append(Self.separator)
      } else {
        sentences.appendStableCode(finding, to: &code)
        field = sentences.fieldName(finding)
      }
      sentences.append(finding, language, to: &message)
    }
  }

  /// A word of the API.
  private struct Said {
    var code: String
    var message: String
  }

  private static func api(
    _ state: RecordState?, _ outcome: RecordOutcome?, _ statuses: StatusTable,
    _ language: Language
  ) -> Said? {
    let sentences = statuses.sentences
    switch state {
    case .refused:
      let code = outcome?.code ?? APICode.refused
      let sentence = sentences.refusals[code]?.text(language) ?? outcome?.message
      return Said(code: code, message: sentence ?? refused.text(language))
    case .inDoubt, .intent:
      let code = outcome?.code ?? APICode.inDoubt
      if let sentence = sentences.doubts[code] {
        return Said(code: code, message: sentence.text(language))
      }
      if code == APICode.notShown {
        return Said(code: code, message: notShown.text(language))
      }
      return Said(code: APICode.inDoubt, message: inDoubt.text(language))
    case .taken, .settled, .duplicate:
      let alteration = alteration(outcome, sentences, language)
      if outcome?.code == APICode.notCorrected { return heldBack(sentences, language) }
      if let remark = statuses.row(of: state).remark {
        let reason = outcome?.code == remark.code ? outcome?.message : nil
        let message = told(remark.sentence, reason, language)
        return Said(
          code: remark.code,
          message: [message, alteration?.message].compactMap(\.self).joined(separator: separator))
      }
      if let alteration { return alteration }
      return note(outcome, sentences, language, isDuplicate: state == .duplicate)
    // The one reason to reject a record in which nothing is wrong.
    case .rejected:
      return heldBack(sentences, language)
    case .planned, nil: return nil
    }
  }

  private static func heldBack(_ sentences: StatusTable.Sentences, _ language: Language) -> Said {
    Said(code: APICode.notCorrected, message: sentences.heldBack.text(language))
  }

  private static func note(
    _ outcome: RecordOutcome?, _ sentences: StatusTable.Sentences, _ language: Language,
    isDuplicate: Bool
  ) -> Said? {
    guard let code = outcome?.code else { return nil }
    if code == APICode.otherRun {
      return Said(code: code, message: otherRun(outcome?.message ?? "").text(language))
    }
    if code == APICode.reached {
      return Said(code: code, message: (sentences.notes[code] ?? reached).text(language))
    }
    if code == APICode.doneDespiteRefusal {
      let reason = outcome?.message ?? ""
      return Said(
        code: code,
        message: doneDespiteRefusal.text(language) + (reason.isEmpty ? "" : " (API: \(reason))"))
    }
    guard !isDuplicate, let sentence = sentences.notes[code] else { return nil }
    return Said(code: code, message: outcome?.message ?? sentence.text(language))
  }

  /// What the API did otherwise than was asked for.
  private static func alteration(
    _ outcome: RecordOutcome?, _ sentences: StatusTable.Sentences, _ language: Language
  ) -> Said? {
    guard let code = outcome?.code, let sentence = sentences.alterations[code] else { return nil }
    return Said(code: code, message: told(sentence, outcome?.message, language))
  }

  /// Our sentence, and behind it the API's where it gave one.
  private static func told(
    _ sentence: Bilingual, _ reason: String?, _ language: Language
  ) -> String {
    let reason = reason ?? ""
    return sentence.text(language) + (reason.isEmpty ? "" : " (API: \(reason))")
  }

  private static let refused = Bilingual("The API did not take it.", "A API não aceitou.")
  private static let inDoubt = Bilingual(
    "Sent, outcome unknown; resume looks it up.",
    "Enviado, resultado desconhecido; a retomada consulta.")

  private static let notShown = Bilingual(
    "The API said that this was done, and does not show it: resume looks again, and it is not sent again.",
    "A API informou que isto foi feito, mas não o mostra: a retomada consulta de novo, e nada é reenviado."
  )

  private static let doneDespiteRefusal = Bilingual(
    "The API refused this, and shows it done all the same.",
    "A API recusou isto, mas mostra que foi feito.")

  private static let reached = Bilingual(
    "It was done before, by others or by another run: nothing was sent.",
    "Já estava feito, por outra pessoa ou execução: nada foi enviado.")

  /// - Parameter run: its name; empty when it is not known.
  private static func otherRun(_ run: String) -> Bilingual {
    run.isEmpty
      ? Bilingual(
        "The API already had this very record, sent by another run: it was not sent again.",
        "A API já tinha este mesmo registro, enviado por outra execução: não foi enviado de novo.")
      : Bilingual(
        "The API already had this very record, sent by run \(run): it was not sent again.",
        "A API já tinha este mesmo registro, enviado pela execução \(run): não foi enviado de novo."
      )
  }
}
