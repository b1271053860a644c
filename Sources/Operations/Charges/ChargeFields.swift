package import BulkEngine

/// The fields of a sheet of charges.
package enum ChargeField {
  package static let customNumber = Field(0)
  package static let amount = Field(1)
  package static let dueDate = Field(2)
  package static let dueTime = Field(3)
  package static let instructions = Field(4)
  package static let chargeType = Field(5)
  package static let buyerName = Field(6)
  package static let buyerDocument = Field(7)
  package static let buyerEmail = Field(8)
  package static let street = Field(9)
  package static let streetNumber = Field(10)
  package static let complement = Field(11)
  package static let district = Field(12)
  package static let city = Field(13)
  package static let state = Field(14)
  package static let zipCode = Field(15)
  package static let finePercent = Field(16)
  package static let interestPercent = Field(17)
  package static let discountPercent = Field(18)
  package static let discountAmount = Field(19)
  package static let discountDailyAmount = Field(20)
  package static let discountDate = Field(21)
  private static let firstSplit: UInt8 = 22
  private static let earlierNumber = Field(firstSplit + 3 * UInt8(mostSplits))
  private static let earlierStatus = Field(firstSplit + 3 * UInt8(mostSplits) + 1)

  /// Wallets that one charge can be split among.
  static let mostSplits = 5

  /// Wallet, percentage and amount of a split, from 1.
  static func split(_ number: Int) -> (wallet: Field, percent: Field, amount: Field) {
    let first = firstSplit + 3 * UInt8(number - 1)
    return (Field(first), Field(first + 1), Field(first + 2))
  }
}

extension ChargeField {
  package static let layout = SheetLayout(
    who + terms + splits + SheetField.ofEarlierRun,
    required: [amount, dueDate, buyerName, buyerDocument],
    roles: .init(
      key: customNumber, earlierKey: earlierNumber, earlierStatus: earlierStatus,
      sampled: buyerName),
    objects: ["title", "buyer"], shortestRecordBytes: 20, outputs: .charges)

  private static let who: [SheetField] = [
    SheetField(
      "custom_number", "number of the charge", "número da cobrança", .identifier, .code,
      aliases: [
        "nosso codigo", "numero do pedido", "numero pedido", "nº do pedido", "nº pedido",
        "n do pedido",
        "n pedido", "pedido", "fatura", "numero da fatura", "nº da fatura", "nº fatura",
        "nº da cobranca",
        "invoice", "referencia", "id cobranca", "id da cobranca", "numero da cobranca",
        "codigo da cobranca", "codigo", "custom code", "seu numero", "reference",
      ]),
    SheetField(
      "amount", "amount", "valor", .other, .shape,
      aliases: [
        "valor", "valor cobranca", "valor da cobranca", "total", "valor r", "valor em reais",
        "valor total", "valor a cobrar", "mensalidade", "valor do boleto", "vlr", "value",
      ]),
    SheetField(
      "due_date", "due date", "data de vencimento", .other, .shape,
      aliases: [
        "vencimento", "data de vencimento", "data vencimento", "venc", "validade", "dt vencimento",
        "dt venc", "vence em", "expire date", "expires at",
      ]),
    SheetField(
      "due_time", "due time", "hora do vencimento", .other, .shape,
      aliases: ["hora", "hora do vencimento", "hora vencimento", "horario"]),
    SheetField(
      "instructions", "instructions", "descrição", .text, .initials,
      aliases: [
        "instrucoes", "descricao", "mensagem", "historico", "referente a", "description",
      ]),
    SheetField(
      "charge_type", "type of charge", "tipo de cobrança", .other, .words(["pix", "boleto"]),
      aliases: [
        "tipo", "forma", "meio de pagamento", "forma de pagamento", "tipo de cobranca",
        "tipo cobranca", "payment method",
      ], choices: [Bilingual("pix", "pix"), Bilingual("boleto", "boleto")]),
    SheetField(
      "buyer_name", "payer's name", "nome do pagador", .text, .initials,
      aliases: [
        "pagador", "sacado", "cliente", "nome", "nome do cliente", "nome cliente", "aluno",
        "nome do aluno", "condomino", "nome do condomino", "nome do pagador", "nome pagador",
        "nome do sacado", "nome completo", "razao social", "devedor", "comprador", "payer",
        "payers name", "buyer", "customer", "name",
      ]),
    SheetField(
      "buyer_document", "payer's CPF/CNPJ", "CPF/CNPJ do pagador", .identifier, .middle,
      aliases: [
        "cpf", "cnpj", "cpf cnpj", "cnpj cpf", "cpf ou cnpj", "documento", "doc",
        "cpf cnpj do pagador", "cpf do pagador", "cnpj do pagador", "cpf cnpj pagador",
        "documento do pagador", "cpf do cliente", "cpf cnpj do cliente", "cpf do aluno",
        "cpf do responsavel", "cpf cnpj do sacado", "document", "tax id", "payers cpf cnpj",
      ]),
    SheetField(
      "buyer_email", "payer's e-mail", "e-mail do pagador", .text, .initials,
      aliases: [
        "e mail", "email", "e mail do pagador", "email do pagador", "e mail do cliente",
        "email do cliente", "payers e mail",
      ]),
    SheetField(
      "street", "street", "rua", .text, .initials,
      aliases: ["logradouro", "rua", "endereco", "endereco do pagador", "address"]),
    SheetField(
      "street_number", "house number", "número da casa", .identifier, .shortNumber,
      aliases: [
        "numero", "nº", "no", "n", "num", "numero da casa", "numero do endereco", "house number",
      ]),
    SheetField(
      "complement", "complement", "complemento", .text, .initials, aliases: ["complemento"]),
    SheetField("district", "district", "bairro", .text, .initials, aliases: ["bairro"]),
    SheetField("city", "city", "cidade", .text, .initials, aliases: ["cidade", "municipio"]),
    SheetField(
      "state", "state", "sigla da UF", .other, .digit,
      aliases: ["uf", "estado", "sigla da uf", "state code"]),
    SheetField(
      "zip_code", "CEP", "CEP", .identifier, .tail,
      aliases: ["cep", "codigo postal", "postal code"]),
  ]

  private static let terms: [SheetField] = [
    SheetField(
      "fine_percent", "fine", "multa", .other, .shape,
      aliases: ["multa", "percentual de multa", "multa percentual", "fine"]),
    SheetField(
      "interest_percent", "interest", "percentual de juros", .other, .shape,
      aliases: ["juros", "mora", "juros de mora", "percentual de juros", "interest"]),
    SheetField(
      "discount_percent", "percentage of discount", "percentual de desconto", .other, .shape,
      aliases: ["percentual de desconto", "desconto percentual", "percentual desconto"]),
    SheetField(
      "discount_amount", "discount", "valor do desconto", .other, .shape,
      aliases: ["desconto", "valor do desconto", "valor desconto", "desconto r", "discount"]),
    SheetField(
      "discount_daily_amount", "discount per day", "desconto por dia", .other, .shape,
      aliases: ["desconto por dia", "desconto ao dia", "desconto diario", "discount per day"]),
    SheetField(
      "discount_date", "end of the discount", "data limite do desconto", .other, .shape,
      aliases: [
        "desconto ate", "data do desconto", "data limite do desconto", "limite do desconto",
        "end of the discount",
      ]),
  ]

  private static let splits: [SheetField] = (1...mostSplits).flatMap { number -> [SheetField] in
    let isFirst = number == 1
    return [
      SheetField(
        "split_wallet_\(number)", "wallet \(number)", "carteira \(number)", .identifier, .tail,
        aliases: ["carteira \(number)", "wallet \(number)"] + (isFirst ? ["carteira"] : [])),
      SheetField(
        "split_percent_\(number)", "percentage of wallet \(number)",
        "percentual da carteira \(number)", .other, .shape,
        aliases: ["percentual \(number)", "percentual da carteira \(number)"]
          + (isFirst ? ["percentual"] : [])),
      SheetField(
        "split_amount_\(number)", "amount for wallet \(number)", "valor do repasse \(number)",
        .other, .shape,
        aliases: ["valor do repasse \(number)", "repasse \(number)"]
          + (isFirst ? ["valor do repasse", "repasse"] : [])),
    ]
  }
}

/// The values of an outgoing charge, in their order.
enum ChargeValue: Int, CaseIterable {
  case chargeType, dueDate, instructions, buyerName, buyerDocumentType, buyerDocument, buyerEmail
  case street, streetNumber, complement, district, city, state, zipCode
  case finePercent, interestPercent
  case discountPercent, discountAmount, discountDailyAmount, discountDate
  /// Wallet, percentage and amount of each.
  case firstSplit

  static let count = firstSplit.rawValue + 3 * ChargeField.mostSplits
}

extension OutputLayout {
  /// Of charges, in the order of ``ChargeValue``.
  static let charges = OutputLayout(
    [
      Value("charge_type"), Value("due_date"), Value("instructions"),
      Value("buyer_name", isName: true), Value("buyer_document_type"), Value("buyer_document"),
      Value("buyer_email", isName: true), Value("street", isName: true), Value("street_number"),
      Value("complement"),
      Value("district"), Value("city"), Value("state"), Value("zip_code"), Value("fine_percent"),
      Value("interest_percent"), Value("discount_percent"), Value("discount_amount"),
      Value("discount_daily_amount"), Value("discount_date"),
    ]
      + (1...ChargeField.mostSplits).flatMap { number in
        ["wallet", "percent", "amount"].map { Value("split_\($0)_\(number)") }
      },
    keyColumn: "custom_number", amountColumn: "amount",
    results: [
      "payment_page", "digitable_line", "bar_code", "our_number", "qr_code", "paid_amount",
      "paid_at", "charge_id",
    ])
}

extension OutgoingRecord {
  subscript(value: ChargeValue) -> String { values[value.rawValue] }

  /// Wallet, percentage and amount of the splits that there are.
  var splits: [(wallet: String, percent: String, amount: String)] {
    (0..<ChargeField.mostSplits).compactMap { index in
      let first = ChargeValue.firstSplit.rawValue + 3 * index
      return values[first].isEmpty
        ? nil : (values[first], values[first + 1], values[first + 2])
    }
  }
}
