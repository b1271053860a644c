package import BulkEngine

extension DataQualification {
  /// The vendor's statuses; 1, 999 and every id not in the table are not final.
  package static let statuses = StatusTable(
    [
      Verdict(
        "valid", isFinal: true, isGood: true, names: Verdict.Names("valid", "válido", "válidos"),
        meaning: Bilingual("account confirmed", "conta confirmada")),
      Verdict(
        "invalid", isFinal: true, needsCorrection: true,
        names: Verdict.Names("invalid", "inválido", "inválidos"),
        meaning: Bilingual(
          "the bank does not confirm it: see fix.csv", "o banco não confirma a conta: veja fix.csv"),
        remark: Verdict.Remark(
          code: "api.invalid",
          Bilingual(
            "The account data are not valid at the bank: ask the payee for them.",
            "Os dados da conta não são válidos no banco: peça-os ao favorecido."))),
      Verdict(
        "not_verifiable", isFinal: true, needsCorrection: true,
        names: Verdict.Names("not verifiable", "não verificável", "não verificáveis"),
        meaning: Bilingual(
          "could not be verified: see fix.csv", "não foi possível verificar a conta: veja fix.csv"),
        remark: Verdict.Remark(
          code: "api.not_verifiable",
          Bilingual("The account cannot be verified.", "A conta não pôde ser verificada."))),
      Verdict(
        "pending", isFinal: false, names: Verdict.Names("pending", "pendente", "pendentes"),
        meaning: Bilingual("no verdict yet", "ainda sem resultado")),
      Verdict(
        "awaiting_balance", isFinal: false,
        names: Verdict.Names("awaiting balance", "aguardando saldo", "aguardando saldo"),
        meaning: Bilingual(
          "your account with the vendor lacks balance", "falta saldo na sua conta no fornecedor")),
    ],
    statuses: [
      "5": "valid", "6": "invalid", "7": "not_verifiable", "9": "awaiting_balance",
    ],
    pending: "pending", sentences: sentences)

  private static let sentences = StatusTable.Sentences(
    refusals: [
      APICode.collision: Bilingual(
        "The code already belongs to another payee, account or amount at the API: give this record a "
          + "new code.",
        "O código já pertence a outro favorecido, outra conta ou outro valor na API: dê um novo "
          + "código a este registro."),
      APICode.earlierCode: Bilingual(
        "Under this record's earlier code the API has a payment, made or under way, with other data: "
          + "nothing was sent. Compare the two; to send this one all the same, give it a new "
          + "custom_code, or empty both q_custom_code and q_status.",
        "Com o código anterior deste registro a API tem um pagamento, feito ou em andamento, com "
          + "outros dados: nada foi enviado. Compare os dois; para enviar mesmo assim, dê ao registro "
          + "um novo custom_code ou esvazie q_custom_code e q_status."),
    ],
    doubts: [
      APICode.identityTaken: Bilingual(
        "The API shows one and the same record for this line and for another one: ask the API which of "
          + "the two it has.",
        "A API mostra um único registro para esta linha e para outra: pergunte à API qual das duas ela "
          + "tem."),
      APICode.amountUnknown: Bilingual(
        "The API has this payee under this code, sent by another run, and does not show the amount: ask "
          + "the API for it before you pay.",
        "A API tem este favorecido com este código, enviado por outra execução, e não mostra o valor: "
          + "pergunte o valor à API antes de pagar."),
    ],
    alterations: [
      SubmissionLists.serviceChanged: Bilingual(
        "Taken under another service.", "Aceito com outro serviço.")
    ],
    heldBack: Bilingual(
      "An earlier run sent this record and it came to nothing; document and account are still "
        + "the same, or another row has a later code of it, which was paid or may be; sending it again would be another deposit: it was held back. Correct it; "
        + "to send it as it is, empty its q_custom_code and its q_status.",
      "Uma execução anterior enviou este registro sem sucesso; documento e conta continuam os "
        + "mesmos, ou outra linha traz um código posterior dele, pago ou talvez pago; reenviá-lo seria outro depósito: foi retido. Corrija-o; para enviá-lo assim "
        + "mesmo, esvazie o q_custom_code e o q_status dele."))
}
