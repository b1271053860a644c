package import BulkEngine

/// What a run of debits is started with and keeps for its life.
package struct WeepayTransactionSettings: Sendable, Equatable, Codable {
  /// Whether a value may be repaired; otherwise that is an error.
  package var repairs = true
  /// The name on the statements of all debits whose row has none.
  package var statementDescriptor: String?
  /// Whether cards are only authorised.
  package var onlyAuthorises = false

  package init() {}

  /// - Throws: `DecodingError` when `settings` are not those of this operation.
  package init(_ settings: OperationSettings) throws {
    self = try settings.decoded(as: Self.self)
    guard settings.name == WeepayTransactions.name,
      statementDescriptor.map(StatementDescriptor.isOne) ?? true
    else {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(codingPath: [], debugDescription: "impossible settings"))
    }
  }

  /// As the journal keeps them.
  package var stored: OperationSettings {
    OperationSettings(
      name: WeepayTransactions.name, variant: WeepayTransactions.name, self)
  }
}

extension WeepayTransactions {
  static let unknownCustomer = "customer.unknown"
  static let otherDocument = "customer.other_document"
  static let unknownCard = "card.unknown"
  static let failedCode = "api.failed"

  /// A status that is not in the table is not final.
  package static let statuses = table(["succeeded": "done"])

  /// The same where cards are only authorised.
  static let statusesOfAuthorisations = table(["succeeded": "done", "pre_authorized": "done"])

  private static func table(_ done: [String: String]) -> StatusTable {
    StatusTable(
      verdicts, statuses: done.merging(["failed": "failed", "canceled": "failed"]) { $1 },
      pending: "pending", sentences: sentences)
  }

  private static let verdicts = [
    Verdict(
      "done", isFinal: true, isGood: true,
      names: Verdict.Names("done", "cobrada", "cobradas"),
      meaning: Bilingual(
        "the card is debited, or authorised: see done.csv",
        "o cartão foi cobrado ou autorizado: veja done.csv")),
    Verdict(
      "failed", isFinal: true, needsCorrection: true,
      names: Verdict.Names("failed", "sem efeito", "sem efeito"),
      meaning: Bilingual(
        "the card was not debited: see fix.csv", "o cartão não foi cobrado: veja fix.csv"),
      remark: Verdict.Remark(
        code: failedCode,
        Bilingual(
          "The API tried, and the card was not debited. A new attempt goes out under a new reference.",
          "A API tentou, e o cartão não foi cobrado. Uma nova tentativa sai com nova referência."))),
    Verdict(
      "pending", isFinal: false, names: Verdict.Names("pending", "pendente", "pendentes"),
      meaning: Bilingual("taken, no result yet", "aceita, ainda sem resultado")),
  ]

  private static let sentences = StatusTable.Sentences(
    refusals: [
      unknownCustomer: Bilingual(
        "The API has no such customer: nothing was debited. Compare id and document.",
        "A API não tem esse cliente: nada foi cobrado. Compare o id e o documento."),
      otherDocument: Bilingual(
        "The API has another CPF or CNPJ for this customer: nothing was debited. Compare the two.",
        "A API tem outro CPF ou CNPJ para este cliente: nada foi cobrado. Compare os dois."),
      unknownCard: Bilingual(
        "The API has no such card of this customer: nothing was debited. Compare the token.",
        "A API não tem esse cartão para este cliente: nada foi cobrado. Compare o token."),
      APICode.collision: Bilingual(
        "The reference already belongs to another transaction at the API (amount, card or customer): "
          + "nothing was debited. Give this one a new reference.",
        "A referência já pertence a outra transação na API (valor, cartão ou cliente): nada foi cobrado. "
          + "Dê uma nova referência a esta."),
      APICode.earlierCode: Bilingual(
        "Under this record's earlier reference the API has a transaction with other data: nothing was "
          + "debited. Compare the two; to debit this one all the same, give it a new reference_id, or empty "
          + "both q_custom_code and q_status.",
        "Com a referência anterior deste registro a API tem uma transação com outros dados: nada foi "
          + "cobrado. Compare as duas; para cobrar mesmo assim, dê ao registro um novo reference_id ou "
          + "esvazie q_custom_code e q_status."),
    ],
    notes: [
      APICode.reached: Bilingual(
        "The API already had this transaction under its earlier reference: nothing was sent.",
        "A API já tinha esta transação com a referência anterior: nada foi enviado.")
    ],
    heldBack: Bilingual(
      "An earlier run tried this debit and it came to nothing; card, amount and description are still the "
        + "same: it was held back. Correct it; to send it as it is, empty its q_custom_code and its q_status.",
      "Uma execução anterior tentou este débito, sem efeito; cartão, valor e descrição continuam os mesmos: "
        + "foi retido. Corrija-o; para enviá-lo assim mesmo, esvazie o q_custom_code e o q_status dele."
    ))
}
