package import BulkEngine

extension ChargeCancellations {
  package static let unknown = "charge.unknown"
  static let paidCharge = "charge.paid"
  static let rejectedCharge = "charge.rejected"

  /// A boleto is written off by the bank first, for a day or more.
  package static let statuses = StatusTable(
    [
      Verdict(
        "done", isFinal: true, isGood: true,
        names: Verdict.Names("done", "cancelada", "canceladas"),
        meaning: Bilingual("the charge is canceled", "a cobrança está cancelada")),
      Verdict(
        "failed", isFinal: true, needsCorrection: true,
        names: Verdict.Names("failed", "sem efeito", "sem efeito"),
        meaning: Bilingual(
          "the charge was paid or rejected first: see fix.csv",
          "a cobrança foi paga ou rejeitada antes: veja fix.csv"),
        remark: Verdict.Remark(
          code: "api.failed",
          Bilingual(
            "Before the cancellation took effect the charge was paid or rejected; see q_state.",
            "Antes de o cancelamento valer, a cobrança foi paga ou rejeitada; veja q_state."))),
      Verdict(
        "pending", isFinal: false, names: Verdict.Names("pending", "pendente", "pendentes"),
        meaning: Bilingual("requested, not canceled yet", "pedido, ainda sem efeito")),
    ],
    statuses: ["2": "done", "3": "failed", "4": "failed", "7": "failed"], pending: "pending",
    sentences: StatusTable.Sentences(
      refusals: [
        unknown: Bilingual(
          "The API has no charge with this id: nothing was sent. Compare it with q_api_id or with the "
            + "vendor's dashboard.",
          "A API não tem cobrança com este id: nada foi enviado. Compare-o com q_api_id ou com o painel do "
            + "fornecedor."),
        paidCharge: Bilingual(
          "The charge is paid: it cannot be canceled, and nothing was sent. A Pix can be refunded.",
          "A cobrança está paga: não pode ser cancelada, e nada foi enviado. Um Pix pode ser devolvido."
        ),
        rejectedCharge: Bilingual(
          "The charge was rejected and nobody can pay it: there is nothing to cancel, and nothing was sent.",
          "A cobrança foi rejeitada e ninguém pode pagá-la: não há o que cancelar, e nada foi enviado."
        ),
        APICode.collision: Bilingual(
          "The API shows another charge under this id: look at the vendor's dashboard.",
          "A API mostra outra cobrança com este id: consulte o painel do fornecedor."),
      ],
      notes: [
        APICode.reached: Bilingual(
          "The charge was canceled, or its cancellation requested, before this run: nothing was sent.",
          "A cobrança já estava cancelada, ou com cancelamento pedido, antes desta execução: nada foi "
            + "enviado.")
      ]))
}
