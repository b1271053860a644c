package import BulkEngine

extension Charges {
  /// The API's own words by id; ids that are not here are shown as they are.
  static let states = [
    "1": "created", "2": "canceled", "3": "paid", "4": "credited", "5": "write_off_requested",
    "7": "rejected",
  ]

  /// A charge is done when it exists. Ids that are not in the table are not final.
  package static let statuses = StatusTable(
    [
      Verdict(
        "done", isFinal: true, isGood: true, names: Verdict.Names("done", "emitida", "emitidas"),
        meaning: Bilingual("the charge exists: see done.csv", "a cobrança existe: veja done.csv")),
      Verdict(
        "failed", isFinal: true, needsCorrection: true,
        names: Verdict.Names("failed", "sem efeito", "sem efeito"),
        meaning: Bilingual(
          "the charge was rejected or canceled: see fix.csv",
          "a cobrança foi rejeitada ou cancelada: veja fix.csv"),
        remark: Verdict.Remark(
          code: "api.failed",
          Bilingual(
            "The API took the charge, and it was rejected or canceled: nobody can pay it.",
            "A API aceitou a cobrança, e ela foi rejeitada ou cancelada: ninguém pode pagá-la."))),
      Verdict(
        "pending", isFinal: false, names: Verdict.Names("pending", "pendente", "pendentes"),
        meaning: Bilingual("taken, not seen yet", "aceita, ainda não consultada")),
    ],
    statuses: [
      "1": "done", "2": "failed", "3": "done", "4": "done", "5": "done", "7": "failed",
    ], pending: "pending", sentences: sentences)

  /// Under `--until paid` a charge is done when its money is credited: paid alone it may still be sent back.
  package static let statusesUntilPaid = StatusTable(
    [
      Verdict(
        "done", isFinal: true, isGood: true, names: Verdict.Names("done", "paga", "pagas"),
        meaning: Bilingual("paid and credited: see done.csv", "paga e creditada: veja done.csv")),
      Verdict(
        "failed", isFinal: true, needsCorrection: true,
        names: Verdict.Names("failed", "não paga", "não pagas"),
        meaning: Bilingual(
          "the charge was rejected, was canceled or expired unpaid: see fix.csv",
          "a cobrança foi rejeitada, cancelada ou venceu sem pagamento: veja fix.csv"),
        remark: Verdict.Remark(
          code: "api.failed",
          Bilingual(
            "The charge was rejected, was canceled or expired unpaid: nobody can pay it any more.",
            "A cobrança foi rejeitada, cancelada ou venceu sem pagamento: ninguém mais pode pagá-la."
          ))),
      Verdict(
        "pending", isFinal: false, names: Verdict.Names("pending", "a receber", "a receber"),
        meaning: Bilingual(
          "the charge exists, and its money is not credited yet",
          "a cobrança existe, e o dinheiro ainda não foi creditado")),
    ],
    statuses: [
      "1": "pending", "2": "failed", "3": "pending", "4": "done", "5": "pending", "7": "failed",
    ], pending: "pending", sentences: sentences)

  private static let sentences = StatusTable.Sentences(
    refusals: [
      APICode.collision: Bilingual(
        "The number already belongs to another charge at the API (person, amount or due date): give this "
          + "one a new number.",
        "O número já pertence a outra cobrança na API (pessoa, valor ou vencimento): dê um novo número a "
          + "esta."),
      APICode.earlierCode: Bilingual(
        "Under this record's earlier number the API has a charge with other data: nobody was billed. "
          + "Compare the two; to bill this one all the same, give it a new custom_number, or empty both "
          + "q_custom_code and q_status.",
        "Com o número anterior deste registro a API tem uma cobrança com outros dados: ninguém foi "
          + "cobrado. Compare as duas; para cobrar mesmo assim, dê ao registro um novo custom_number ou "
          + "esvazie q_custom_code e q_status."),
    ],
    doubts: [
      APICode.identityTaken: Bilingual(
        "The API shows one and the same charge for this line and for another one: ask the API which of "
          + "the two it has.",
        "A API mostra uma única cobrança para esta linha e para outra: pergunte à API qual das duas ela "
          + "tem."),
      APICode.amountUnknown: Bilingual(
        "The API has a charge under this number, made by another run, and does not show the amount: look "
          + "at the vendor's dashboard.",
        "A API tem uma cobrança com este número, feita por outra execução, e não mostra o valor: consulte "
          + "o painel do fornecedor."),
    ],
    alterations: [
      Charges.billWithheld: Bilingual(
        "The API's digitable line or bar code does not hold, or is of another amount or due date: it was "
          + "left out. Look at the charge at the vendor before you hand it out.",
        "A linha digitável ou o código de barras da API não confere, ou é de outro valor ou vencimento: "
          + "ficou de fora. Consulte a cobrança no fornecedor antes de distribuí-la.")
    ],
    heldBack: Bilingual(
      "An earlier run made this charge and it came to nothing; person, amount and due date are still the "
        + "same: it was held back. Correct it; to send it as it is, empty its q_custom_code and its "
        + "q_status.",
      "Uma execução anterior fez esta cobrança, sem efeito; pessoa, valor e vencimento continuam os mesmos: "
        + "foi retida. Corrija-a; para enviá-la assim mesmo, esvazie o q_custom_code e o q_status dela."
    ))
}
