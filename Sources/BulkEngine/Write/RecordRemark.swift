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
  package mutating func fill(
    findings: ArraySlice<Finding>, status: RecordStatus, outcome: RecordOutcome?,
    _ sentences: FindingSentences, _ language: Language
  ) {
    code.removeAll()
    message.removeAll()
    field = ""
    append(findings, .error, sentences, language)
    if message.count == 0, let said = Self.api(status, outcome, language) {
      code.append(said.code)
      message.append(said.message)
    }
    append(findings, .warning, sentences, language)
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
        field = finding.field.map { sentences.layout[$0].name } ?? ""
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
    _ status: RecordStatus, _ outcome: RecordOutcome?, _ language: Language
  ) -> Said? {
    let english = language == .english
    switch status {
    case .refused:
      let code = outcome?.code ?? APICode.refused
      let sentence = refusal(code, language) ?? outcome?.message
      return Said(
        code: code,
        message: sentence ?? (english ? "The API did not take it." : "A API não aceitou."))
    case .invalid:
      return Said(
        code: "api.invalid",
        message: english
          ? "The account data are not valid at the bank: ask the payee for them."
          : "Os dados da conta não são válidos no banco: peça-os ao favorecido.")
    case .notVerifiable:
      return Said(
        code: "api.not_verifiable",
        message: english
          ? "The account cannot be verified." : "A conta não pôde ser verificada.")
    case .inDoubt:
      if let code = outcome?.code, let sentence = doubt(code, language) {
        return Said(code: code, message: sentence)
      }
      return Said(
        code: "api.in_doubt",
        message: english
          ? "Sent, outcome unknown; resume looks it up."
          : "Enviado, resultado desconhecido; a retomada consulta.")
    case .valid, .pending, .awaitingBalance, .duplicate:
      if outcome?.code == APICode.otherRun {
        return Said(
          code: APICode.otherRun, message: otherRun(outcome?.message ?? "", language))
      }
      guard status != .duplicate, outcome?.code == APICode.serviceChanged else { return nil }
      return Said(
        code: APICode.serviceChanged,
        message: outcome?.message
          ?? (english ? "Taken under another service." : "Aceito com outro serviço."))
    case .rejected: return notCorrected(language)
    case .ready, .notSent: return nil
    }
  }

  /// The one reason to reject a record in which nothing is wrong: it was held back.
  private static func notCorrected(_ language: Language) -> Said {
    Said(
      code: "custom_code.not_corrected",
      message: language == .english
        ? "An earlier run sent this record and it came to nothing; document and account are still "
          + "the same, or another row has a later code of it, which was paid or may be; sending it again would be another deposit: it was held back. Correct it; "
          + "to send it as it is, empty its q_custom_code and its q_status."
        : "Uma execução anterior enviou este registro sem sucesso; documento e conta continuam os "
          + "mesmos, ou outra linha traz um código posterior dele, pago ou talvez pago; reenviá-lo seria outro depósito: foi retido. Corrija-o; para enviá-lo assim "
          + "mesmo, esvazie o q_custom_code e o q_status dele.")
  }

  /// Refusals of our own: what the API has under a code is not what would be sent.
  private static func refusal(_ code: String, _ language: Language) -> String? {
    switch (code, language) {
    case (APICode.collision, .english):
      "The code already belongs to another payee, account or amount at the API: give this record a "
        + "new code."
    case (APICode.collision, .portuguese):
      "O código já pertence a outro favorecido, outra conta ou outro valor na API: dê um novo "
        + "código a este registro."
    case (APICode.earlierCode, .english):
      "Under this record's earlier code the API has a payment, made or under way, with other data: "
        + "nothing was sent. Compare the two; to send this one all the same, give it a new "
        + "custom_code, or empty both q_custom_code and q_status."
    case (APICode.earlierCode, .portuguese):
      "Com o código anterior deste registro a API tem um pagamento, feito ou em andamento, com "
        + "outros dados: nada foi enviado. Compare os dois; para enviar mesmo assim, dê ao registro "
        + "um novo custom_code ou esvazie q_custom_code e q_status."
    default: nil
    }
  }

  /// - Parameter run: its name; empty when it is not known.
  private static func otherRun(_ run: String, _ language: Language) -> String {
    switch (run.isEmpty, language) {
    case (true, .english):
      "The API already had this very record, sent by another run: it was not sent again."
    case (false, .english):
      "The API already had this very record, sent by run \(run): it was not sent again."
    case (true, .portuguese):
      "A API já tinha este mesmo registro, enviado por outra execução: não foi enviado de novo."
    case (false, .portuguese):
      "A API já tinha este mesmo registro, enviado pela execução \(run): não foi enviado de novo."
    }
  }

  /// Doubts that no further look-up ends.
  private static func doubt(_ code: String, _ language: Language) -> String? {
    switch (code, language) {
    case (APICode.identityTaken, .english):
      "The API shows one and the same record for this line and for another one: ask the API which of "
        + "the two it has."
    case (APICode.identityTaken, .portuguese):
      "A API mostra um único registro para esta linha e para outra: pergunte à API qual das duas ela "
        + "tem."
    case (APICode.amountUnknown, .english):
      "The API has this payee under this code, sent by another run, and does not show the amount: ask "
        + "the API for it before you pay."
    case (APICode.amountUnknown, .portuguese):
      "A API tem este favorecido com este código, enviado por outra execução, e não mostra o valor: "
        + "pergunte o valor à API antes de pagar."
    default: nil
    }
  }
}
