/// What `q_code`, `q_field` and `q_message` say of a record: the first thing that matters.
package struct RecordRemark: Sendable, Equatable {
  package var code = ""
  package var field = ""
  package var message = ""

  /// An error found here, else what the API said, else the first warning.
  ///
  /// - Parameter state: `nil` for a record that passed a check without a journal.
  package init(
    findings: ArraySlice<Finding>, state: RecordState?, outcome: RecordOutcome?,
    statuses: StatusTable, _ sentences: FindingSentences, _ language: Language
  ) {
    if let finding = findings.first(where: { $0.severity == .error }) {
      self.init(finding, sentences, language)
    } else if let remark = Self.api(state, outcome, statuses, language) {
      self = remark
    } else if let finding = findings.first(where: { $0.severity == .warning }) {
      self.init(finding, sentences, language)
    } else {
      self.init(code: "", message: "")
    }
  }

  private init(_ finding: Finding, _ sentences: FindingSentences, _ language: Language) {
    code = sentences.stableCode(finding)
    field = finding.field.map { sentences.layout[$0].name } ?? ""
    message = sentences.text(finding, language)
  }

  private init(code: String, message: String) {
    self.code = code
    self.message = message
  }

  private static func api(
    _ state: RecordState?, _ outcome: RecordOutcome?, _ statuses: StatusTable,
    _ language: Language
  ) -> RecordRemark? {
    let sentences = statuses.sentences
    switch state {
    case .refused:
      let code = outcome?.code ?? APICode.refused
      let sentence = sentences.refusals[code]?.text(language) ?? outcome?.message
      return RecordRemark(code: code, message: sentence ?? refused.text(language))
    case .inDoubt, .intent:
      if let code = outcome?.code, let sentence = sentences.doubts[code] {
        return RecordRemark(code: code, message: sentence.text(language))
      }
      return RecordRemark(code: "api.in_doubt", message: inDoubt.text(language))
    case .taken, .settled, .duplicate:
      if let remark = statuses.row(of: state).remark {
        return RecordRemark(code: remark.code, message: remark.sentence.text(language))
      }
      return note(outcome, sentences, language, isDuplicate: state == .duplicate)
    // The one reason to reject a record in which nothing is wrong.
    case .rejected:
      return RecordRemark(
        code: "custom_code.not_corrected", message: sentences.heldBack.text(language))
    case .planned, nil: return nil
    }
  }

  private static func note(
    _ outcome: RecordOutcome?, _ sentences: StatusTable.Sentences, _ language: Language,
    isDuplicate: Bool
  ) -> RecordRemark? {
    guard let code = outcome?.code else { return nil }
    if code == APICode.otherRun {
      return RecordRemark(code: code, message: otherRun(outcome?.message ?? "").text(language))
    }
    guard !isDuplicate, let sentence = sentences.notes[code] else { return nil }
    return RecordRemark(code: code, message: outcome?.message ?? sentence.text(language))
  }

  private static let refused = Bilingual("The API did not take it.", "A API não aceitou.")
  private static let inDoubt = Bilingual(
    "Sent, outcome unknown; resume looks it up.",
    "Enviado, resultado desconhecido; a retomada consulta.")

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
