package import BulkEngine

extension Refunds {
  /// Paid back is done; what number and name do not tell alike is not final.
  package static let statuses = StatusTable(
    [
      Verdict(
        "done", isFinal: true, isGood: true,
        names: Verdict.Names("done", "devolvida", "devolvidas"),
        meaning: Bilingual("paid back: see done.csv", "devolvida: veja done.csv")),
      Verdict(
        "failed", isFinal: true, needsCorrection: true,
        names: Verdict.Names("failed", "sem efeito", "sem efeito"),
        meaning: Bilingual(
          "the refund ended in an error: see fix.csv",
          "a devolução terminou em erro: veja fix.csv"),
        remark: Verdict.Remark(
          code: "api.failed",
          Bilingual(
            "The API took the refund, and it ended in an error: nothing was paid back.",
            "A API aceitou a devolução, e ela terminou em erro: nada foi devolvido."))),
      Verdict(
        "pending", isFinal: false, names: Verdict.Names("pending", "pendente", "pendentes"),
        meaning: Bilingual("requested, not paid back yet", "pedida, ainda não devolvida")),
    ],
    statuses: ["paid": "done", "error": "failed", "requested": "pending"], pending: "pending",
    sentences: sentences)

  private static let sentences = StatusTable.Sentences(
    refusals: [
      unknownCharge: Bilingual(
        "The API has no charge with this id: nothing was sent. Compare it with q_api_id or with the "
          + "vendor's dashboard.",
        "A API não tem cobrança com este id: nada foi enviado. Compare-o com q_api_id ou com o painel do "
          + "fornecedor."),
      noPix: Bilingual(
        "The charge is no Pix: the API pays only Pix back, and nothing was sent. Send the money back another "
          + "way.",
        "A cobrança não é Pix: a API só devolve Pix, e nada foi enviado. Devolva o dinheiro de outra forma."
      ),
      notCredited: Bilingual(
        "The charge is not credited (not paid, canceled, rejected, or paid a moment ago): nothing was sent.",
        "A cobrança não está creditada (não foi paga, foi cancelada, rejeitada ou acaba de ser paga): nada foi "
          + "enviado."),
      tooOld: Bilingual(
        "The charge was paid more than 90 days ago: the API does not pay it back any more, and nothing was sent.",
        "A cobrança foi paga há mais de 90 dias: a API não a devolve mais, e nada foi enviado."),
      tooMuch: Bilingual(
        "The amount is more than what is left of the charge after its other refunds: nothing was sent.",
        "O valor passa do que resta da cobrança depois das outras devoluções: nada foi enviado."),
      APICode.collision: Bilingual(
        "The code already belongs to a refund of this charge with another amount: give this one a new code.",
        "O código já pertence a uma devolução desta cobrança com outro valor: dê um novo código a esta."
      ),
      APICode.earlierCode: Bilingual(
        "Under this record's earlier code the charge has a refund of another amount: nothing was sent. "
          + "Compare the two; to pay this one back all the same, give it a new custom_number, or empty both "
          + "q_custom_code and q_status.",
        "Com o código anterior deste registro a cobrança tem uma devolução de outro valor: nada foi enviado. "
          + "Compare as duas; para devolver mesmo assim, dê ao registro um novo custom_number ou esvazie "
          + "q_custom_code e q_status."),
    ],
    doubts: [
      APICode.identityTaken: Bilingual(
        "The API shows one and the same refund for this line and for another one: ask the API which of the "
          + "two it has.",
        "A API mostra uma única devolução para esta linha e para outra: pergunte à API qual das duas ela tem."
      ),
      APICode.amountUnknown: Bilingual(
        "The API has a refund under this code, made by another run, and does not show the amount: look at the "
          + "vendor's dashboard.",
        "A API tem uma devolução com este código, feita por outra execução, e não mostra o valor: consulte o "
          + "painel do fornecedor."),
    ],
    notes: [
      APICode.reached: Bilingual(
        "The charge has this refund already, made under the record's earlier code: nothing was sent.",
        "A cobrança já tem esta devolução, feita com o código anterior do registro: nada foi enviado."
      )
    ],
    heldBack: Bilingual(
      "An earlier run asked for this refund and it came to nothing; charge and amount are still the same: it "
        + "was held back. Correct it; to send it as it is, empty its q_custom_code and its q_status.",
      "Uma execução anterior pediu esta devolução, sem efeito; cobrança e valor continuam os mesmos: foi "
        + "retida. Corrija-a; para enviá-la assim mesmo, esvazie o q_custom_code e o q_status dela."
    ))
}
