package import BulkEngine

/// The fields of a sheet of debits of stored cards.
package enum WeepayTransactionField {
  package static let reference = Field(0)
  package static let amount = Field(1)
  package static let customer = Field(2)
  package static let document = Field(3)
  package static let card = Field(4)
  package static let descriptor = Field(5)
  package static let description = Field(6)
  private static let earlierKey = Field(7)
  private static let earlierStatus = Field(8)

  package static let layout = SheetLayout(
    [
      SheetField(
        "reference_id", "reference", "referência", .identifier, .code,
        aliases: [
          "referencia", "codigo", "pedido", "reference", "id referencia", "numero do pedido",
          "numero pedido", "nº do pedido", "nº pedido", "fatura", "custom code",
        ]),
      SheetField(
        "amount", "amount", "valor", .other, .shape,
        aliases: [
          "valor", "valor cobranca", "valor da cobranca", "total", "valor r", "valor em reais",
          "mensalidade", "valor a cobrar", "value",
        ]),
      SheetField(
        "customer_id", "customer's id", "id do cliente", .identifier, .tail,
        aliases: ["id cliente", "id do cliente", "cliente id", "customer", "customers id"],
        secondChoice: ["cliente"]),
      SheetField(
        "document", "customer's CPF/CNPJ", "CPF/CNPJ do cliente", .identifier, .middle,
        aliases: [
          "cpf", "cnpj", "cpf cnpj", "cnpj cpf", "cpf ou cnpj", "documento", "doc",
          "cpf do cliente", "cpf cnpj do cliente", "documento do cliente", "document number",
          "tax id", "customers cpf cnpj",
        ]),
      WeepayCardFields.card,
      SheetField(
        "descriptor", "name on the statement", "nome na fatura", .text, .initials,
        aliases: [
          "nome na fatura", "descritor", "statement descriptor", "name on the statement",
          "nome no extrato",
        ]),
      SheetField(
        "description", "description", "descrição", .text, .initials,
        aliases: ["descricao", "historico", "referente a", "instrucoes"]),
    ] + SheetField.ofEarlierRun,
    required: [amount, card, description],
    roles: .init(
      key: reference, earlierKey: earlierKey, earlierStatus: earlierStatus,
      sampled: description),
    objects: ["customer"], shortestRecordBytes: 10,
    outputs: OutputLayout(
      [
        OutputLayout.Value("customer_id"), OutputLayout.Value("document"),
        OutputLayout.Value("card_id", isTailOnly: true), OutputLayout.Value("descriptor"),
        OutputLayout.Value("description"),
      ], keyColumn: "reference_id", amountColumn: "amount",
      results: ["transaction_id", "fees", "created_at"]))
}

enum WeepayCardFields {
  /// The token of a stored card, never its number.
  static let card = SheetField(
    "card_id", "card's token", "token do cartão", .identifier, .tail,
    aliases: [
      "token", "token do cartao", "cartao salvo", "id do cartao", "id cartao", "card token",
      "cards token", "token cartao",
    ])
}

/// The values of an outgoing debit, in their order.
enum WeepayTransactionValue: Int {
  case customer, document, card, descriptor, description
}

extension OutgoingRecord {
  subscript(debit value: WeepayTransactionValue) -> String { values[value.rawValue] }
}

extension FindingSentences {
  /// Of sheets of debits of stored cards.
  package static let weepayTransactions = FindingSentences(
    WeepayTransactionField.layout,
    FindingCatalogue.cellwise(
      amounts: Bilingual("R$ 0.01 to R$ 21,474,836.47", "R$ 0,01 a R$ 21.474.836,47"),
      same: Bilingual(
        "the same debit (card, amount and description)",
        "o mesmo débito (cartão, valor e descrição)"),
      [
        .weepayIDForm, .payerMissing, .alphanumericCNPJ, .codeTellsCard,
        .init(
          .descriptorForm, "format",
          "{field} must have 1 to 22 letters without accents, digits and blanks, and not only digits.",
          "{o field} deve ter de 1 a 22 letras sem acento, dígitos e espaços, e não só dígitos."),
      ]))
}

/// Reads the rows of a sheet of debits.
struct WeepayTransactionRules: CellwiseRules {
  let settings: WeepayTransactionSettings

  static var sentences: FindingSentences { .weepayTransactions }
  static var totals: Field { WeepayTransactionField.card }
  static var amount: Field? { WeepayTransactionField.amount }
  static var verdicts: EarlierRun.Words { EarlierRun.Words(usedUp: ["failed"], taken: ["done"]) }

  static var persons: SheetPersons.Places? {
    .init(document: WeepayTransactionValue.document.rawValue)
  }

  var repairs: Bool { settings.repairs }

  /// Cents of 32 bits.
  private static let amounts: ClosedRange<Int64> = 1...2_147_483_647

  func read(_ cells: inout RowCells) -> CellwiseRecord {
    let amount = cells.amount(WeepayTransactionField.amount, Self.amounts, isRequired: true)
    let payer = cells.payer(
      id: WeepayTransactionField.customer, document: WeepayTransactionField.document)
    let card = cells.weepayID(WeepayTransactionField.card, isRequired: true)
    let hasDescriptor = cells.has(WeepayTransactionField.descriptor)
    var descriptor = settings.statementDescriptor ?? ""
    if hasDescriptor || descriptor.isEmpty {
      descriptor = cells.words(WeepayTransactionField.descriptor, isRequired: true)
      if !descriptor.isEmpty, !StatementDescriptor.isOne(descriptor) {
        cells.error(.descriptorForm, WeepayTransactionField.descriptor)
      }
    }
    let description = cells.words(WeepayTransactionField.description, isRequired: true)
    cells.requireHarmless(
      WeepayTransactionField.reference, document: payer.document, card: card)
    return CellwiseRecord(
      values: [payer.id, payer.document, card, descriptor, description], amountInCents: amount,
      identity: [card, amount.map { "\($0)" } ?? "", description].joined(separator: "|"))
  }
}
