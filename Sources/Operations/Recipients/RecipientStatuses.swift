package import BulkEngine

extension Recipients {
  static let unknownRecipient = "recipient.unknown"
  /// The API shows it; there is no status of its own.
  static let shownStatus = "1"

  package static func statuses(isUpdate: Bool) -> StatusTable { isUpdate ? updates : creations }

  private static let updates = table(
    done: Bilingual(
      "the API shows the new account", "a API mostra a conta nova"),
    names: Verdict.Names("done", "alterado", "alterados"),
    sentences: StatusTable.Sentences(
      refusals: [
        unknownRecipient: Bilingual(
          "The API has no recipient with this id: nothing was sent. Compare it with the vendor's dashboard.",
          "A API não tem recebedor com este id: nada foi enviado. Compare-o com o painel do fornecedor."
        )
      ],
      notes: [
        APICode.reached: Bilingual(
          "The API showed these data already: nothing was sent.",
          "A API já mostrava estes dados: nada foi enviado.")
      ]))

  private static let creations = table(
    done: Bilingual("the recipient exists: see done.csv", "o recebedor existe: veja done.csv"),
    names: Verdict.Names("done", "criado", "criados"),
    sentences: StatusTable.Sentences(
      refusals: [
        APICode.decided: Bilingual(
          "A person said that it was not made.", "Uma pessoa informou que não foi criado.")
      ],
      doubts: [
        APICode.inDoubt: Bilingual(
          "Sent, outcome unknown, and no look-up finds it: look at the vendor's dashboard, then resume with "
            + "--settle or --send-again.",
          "Enviado, resultado desconhecido, e nenhuma consulta o encontra: veja o painel do fornecedor e "
            + "retome com --settle ou --send-again.")
      ],
      notes: [
        APICode.decided: Bilingual(
          "A person said that it was made; the API was not asked.",
          "Uma pessoa informou que foi criado; a API não foi consultada.")
      ]))

  private static func table(
    done: Bilingual, names: Verdict.Names, sentences: StatusTable.Sentences
  ) -> StatusTable {
    StatusTable(
      [
        Verdict("done", isFinal: true, isGood: true, names: names, meaning: done),
        Verdict(
          "pending", isFinal: false, names: Verdict.Names("pending", "pendente", "pendentes"),
          meaning: Bilingual("taken, not seen yet", "aceito, ainda não consultado")),
      ], statuses: [shownStatus: "done"], pending: "pending", sentences: sentences)
  }
}
