import BrazilianBanking
package import BulkEngine
import Spreadsheets

/// The fields of a sheet of subscriptions.
package enum SubscriptionField {
  package static let invoice = Field(0)
  package static let amount = Field(1)
  package static let buyerName = Field(2)
  package static let buyerDocument = Field(3)
  package static let buyerEmail = Field(4)
  package static let instructions = Field(5)
  package static let firstDate = Field(6)
  package static let daysBefore = Field(7)
  package static let frequency = Field(8)
  package static let quantity = Field(9)
  private static let earlierInvoice = Field(10)
  private static let earlierStatus = Field(11)

  package static let layout = SheetLayout(
    who + schedule + SheetField.ofEarlierRun,
    required: [amount, buyerName, buyerDocument, instructions, firstDate, daysBefore, frequency],
    roles: .init(
      key: invoice, earlierKey: earlierInvoice, earlierStatus: earlierStatus, sampled: buyerName),
    objects: ["buyer"], shortestRecordBytes: 20,
    outputs: OutputLayout(
      [
        .init("buyer_name", isName: true), .init("buyer_document_type"), .init("buyer_document"),
        .init("buyer_email", isName: true), .init("instructions"), .init("first_date"),
        .init("days_before"),
        .init("frequency"), .init("quantity"),
      ], keyColumn: "invoice", amountColumn: "amount",
      results: ["subscription_id", "next_issue"]))

  private static let who: [SheetField] = [
    SheetField(
      "invoice", "number of the subscription", "número da assinatura", .identifier, .code,
      aliases: [
        "nosso codigo", "numero do pedido", "nº do pedido", "nº da assinatura", "nº do contrato",
        "nº contrato", "pedido", "fatura", "custom number", "referencia",
        "id cobranca", "numero da assinatura", "codigo da assinatura", "contrato",
        "numero do contrato", "matricula", "codigo", "custom code", "reference",
      ]),
    SheetField(
      "amount", "amount", "valor", .other, .shape,
      aliases: [
        "valor", "valor cobranca", "valor da cobranca", "total", "valor r", "valor em reais",
        "mensalidade", "valor da parcela", "vlr", "value",
      ]),
    SheetField(
      "buyer_name", "payer's name", "nome do pagador", .text, .initials,
      aliases: [
        "pagador", "sacado", "cliente", "nome", "nome do cliente", "aluno", "nome do aluno",
        "condomino", "nome do condomino", "nome do pagador", "nome completo", "razao social",
        "payer", "payers name", "buyer", "customer", "name",
      ]),
    SheetField(
      "buyer_document", "payer's CPF/CNPJ", "CPF/CNPJ do pagador", .identifier, .middle,
      aliases: [
        "cpf", "cnpj", "cpf cnpj", "cnpj cpf", "cpf ou cnpj", "documento", "doc",
        "cpf cnpj do pagador", "cpf do pagador", "cnpj do pagador", "documento do pagador",
        "cpf do cliente", "cpf do aluno", "cpf do responsavel", "document", "tax id",
        "payers cpf cnpj",
      ]),
    SheetField(
      "buyer_email", "payer's e-mail", "e-mail do pagador", .text, .initials,
      aliases: ["e mail", "email", "e mail do pagador", "email do pagador", "payers e mail"]),
    SheetField(
      "instructions", "instructions", "descrição", .text, .initials,
      aliases: [
        "instrucoes", "descricao", "mensagem", "historico", "referente a", "description",
      ]),
  ]

  private static let schedule: [SheetField] = [
    SheetField(
      "first_date", "first due date", "data do primeiro vencimento", .other, .shape,
      aliases: [
        "primeira data", "primeiro vencimento", "data do primeiro vencimento", "inicio",
        "data de inicio", "first due date", "date first",
      ]),
    SheetField(
      "days_before", "days before", "antecedência em dias", .other, .shape,
      aliases: [
        "dias antes", "antecedencia", "antecedencia em dias", "dias de antecedencia",
        "days before expiration",
      ]),
    SheetField(
      "frequency", "frequency", "frequência", .other, .words(["weekly", "monthly"]),
      aliases: ["frequencia", "periodicidade", "recorrencia"],
      choices: [Bilingual("MONTHLY", "mensal"), Bilingual("WEEKLY", "semanal")]),
    SheetField(
      "quantity", "number of charges", "quantidade de cobranças", .other, .shape,
      aliases: [
        "parcelas", "quantidade", "vezes", "quantidade de cobrancas", "quantidade de parcelas",
        "numero de parcelas", "number of charges",
      ]),
  ]
}

/// The values of an outgoing subscription, in their order.
enum SubscriptionValue: Int, CaseIterable {
  case buyerName, buyerDocumentType, buyerDocument, buyerEmail, instructions
  case firstDate, daysBefore, frequency, quantity
}

extension OutgoingRecord {
  subscript(subscription value: SubscriptionValue) -> String { values[value.rawValue] }
}

/// How often a subscription charges, in the API's words.
enum SubscriptionFrequency: String, CaseIterable {
  case weekly = "WEEKLY"
  case monthly = "MONTHLY"

  /// - Parameter folded: a cell.
  init?(folded: String) {
    switch folded {
    case "weekly", "semanal", "semanalmente", "semana", "por semana": self = .weekly
    case "monthly", "mensal", "mensalmente", "mes", "por mes": self = .monthly
    default: return nil
    }
  }

  /// Days from today within which the first date lies.
  var mostDaysAhead: Int { self == .weekly ? 7 : 30 }
}

/// Reads the rows of a sheet of subscriptions.
struct SubscriptionRules: CellwiseRules {
  let settings: SubscriptionSettings

  static var sentences: FindingSentences { .subscriptions }
  static var totals: Field { SubscriptionField.buyerDocument }
  static var amount: Field? { SubscriptionField.amount }
  static var verdicts: EarlierRun.Words { EarlierRun.Words(usedUp: ["failed"], taken: ["done"]) }

  static var persons: SheetPersons.Places? {
    .init(
      document: SubscriptionValue.buyerDocument.rawValue,
      name: SubscriptionValue.buyerName.rawValue)
  }

  var repairs: Bool { settings.repairs }

  /// Cents that the API takes.
  private static let amounts: ClosedRange<Int64> = 1...15_000_000
  private static let longestInstructions = 140
  private static let mostDaysBefore = 365
  private static let mostCharges = 1_200

  func read(_ cells: inout RowCells) -> CellwiseRecord {
    var values = Array(repeating: "", count: SubscriptionValue.allCases.count)
    func set(_ value: SubscriptionValue, _ text: String) { values[value.rawValue] = text }
    let amount = cells.amount(SubscriptionField.amount, Self.amounts, isRequired: true)
    set(.buyerName, cells.words(SubscriptionField.buyerName, isRequired: true, isName: true))
    let document = cells.document(SubscriptionField.buyerDocument)
    set(.buyerDocument, document?.code.description ?? "")
    set(.buyerDocumentType, document?.kind == .cnpj ? "CNPJ" : "CPF")
    set(.buyerEmail, cells.email(SubscriptionField.buyerEmail))
    let instructions = cells.words(SubscriptionField.instructions, isRequired: true)
    if instructions.count > Self.longestInstructions {
      cells.warning(.longInstructions, SubscriptionField.instructions)
    }
    set(.instructions, instructions)
    let frequency = frequency(&cells)
    set(.frequency, frequency?.rawValue ?? "")
    let first = firstDate(&cells, frequency)
    set(.firstDate, first?.description ?? "")
    let days = cells.whole(
      SubscriptionField.daysBefore, 0...Self.mostDaysBefore, isRequired: true,
      outside: .daysBeforeRange)
    set(.daysBefore, days.map { "\($0)" } ?? "")
    let quantity = cells.whole(
      SubscriptionField.quantity, 2...Self.mostCharges, outside: .quantityRange)
    set(.quantity, quantity.map { "\($0)" } ?? "")
    cells.requireHarmless(SubscriptionField.invoice, document?.code.description ?? "")
    return CellwiseRecord(
      values: values, amountInCents: amount,
      identity: [
        document?.code.description ?? "", amount.map { "\($0)" } ?? "", first?.description ?? "",
      ].joined(separator: "|"))
  }

  private func frequency(_ cells: inout RowCells) -> SubscriptionFrequency? {
    guard let word = cells.word(SubscriptionField.frequency) else {
      cells.error(.required, SubscriptionField.frequency)
      return nil
    }
    let frequency = SubscriptionFrequency(folded: word)
    if frequency == nil { cells.error(.unknownWord, SubscriptionField.frequency) }
    return frequency
  }

  /// Counted from the day on which the run began, in Brasília.
  private func firstDate(
    _ cells: inout RowCells, _ frequency: SubscriptionFrequency?
  ) -> CalendarDate? {
    guard let date = cells.day(SubscriptionField.firstDate, isRequired: true),
      let today = readDate(settings.begunAt.day.utf8.span).date
    else { return nil }
    let ahead = date.daysSince1970 - today.daysSince1970
    if ahead < 0 {
      cells.error(.pastDue, SubscriptionField.firstDate)
    } else if let frequency, ahead > frequency.mostDaysAhead {
      cells.error(
        frequency == .weekly ? .firstDateLateWeekly : .firstDateLateMonthly,
        SubscriptionField.firstDate)
    }
    return date
  }
}

extension FindingCode {
  static let firstDateLateWeekly = FindingCode(ofOperation: 60)
  static let firstDateLateMonthly = FindingCode(ofOperation: 61)
  static let daysBeforeRange = FindingCode(ofOperation: 62)
  static let quantityRange = FindingCode(ofOperation: 63)
}

extension FindingSentences {
  /// Of sheets of subscriptions.
  package static let subscriptions = FindingSentences(
    SubscriptionField.layout,
    FindingCatalogue.cellwise(
      amounts: Bilingual("R$ 0.01 to R$ 150,000.00", "R$ 0,01 a R$ 150.000,00"),
      same: Bilingual(
        "the same subscription (person, amount and first date)",
        "a mesma assinatura (pessoa, valor e primeira data)"),
      words: Bilingual("WEEKLY or MONTHLY", "semanal ou mensal"),
      [
        .init(
          .pastDue, "past", "{field} is over: give a later one.",
          "{o field} já passou: informe outra."),
        .init(
          .longInstructions, "long", "{field} has more than 140 characters and may be cut.",
          "{o field} tem mais de 140 caracteres e pode ser cortad{o}."),
        .init(
          .firstDateLateWeekly, "too_late",
          "{field} of a weekly subscription may be at most 7 days ahead.",
          "{o field} de uma assinatura semanal pode ser daqui a no máximo 7 dias."),
        .init(
          .firstDateLateMonthly, "too_late",
          "{field} of a monthly subscription may be at most 30 days ahead.",
          "{o field} de uma assinatura mensal pode ser daqui a no máximo 30 dias."),
        .init(
          .daysBeforeRange, "out_of_range", "{field} must be a whole number from 0 to 365.",
          "{o field} deve ser um número inteiro de 0 a 365."),
        .init(
          .quantityRange, "out_of_range",
          "{field} must be a whole number of 2 or more; empty is without end.",
          "{o field} deve ser um número inteiro, de 2 em diante; em branco, não tem fim."),
      ]))
}
