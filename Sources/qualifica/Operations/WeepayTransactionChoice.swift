import BulkEngine
import Operations
import Simulator
import Spreadsheets

/// Debits of stored cards, as the command offers them.
struct WeepayTransactionChoice: WeepayOperation {
  static var layout: SheetLayout { WeepayTransactionField.layout }
  static var statuses: StatusTable { WeepayTransactions.statuses }

  private let settings: WeepayTransactionSettings

  init(_ wishes: OperationWishes, readsFiles: Bool) throws {
    var settings = WeepayTransactionSettings()
    settings.repairs = !wishes.isOn(.noRepair)
    settings.onlyAuthorises = wishes.isOn(.noCapture)
    settings.statementDescriptor = wishes[.statementDescriptor]
    if let text = settings.statementDescriptor, !StatementDescriptor.isOne(text) {
      throw SettingError(
        .statementDescriptor,
        "it has 1 to 22 letters without accents, digits and blanks, and not only digits",
        "deve ter de 1 a 22 letras sem acento, dígitos e espaços, e não só dígitos")
    }
    self.settings = settings
  }

  init(stored: OperationSettings) throws {
    settings = try WeepayTransactionSettings(stored)
  }

  var stored: OperationSettings { settings.stored }
  var operation: any BulkOperation { WeepayTransactions(settings) }
  var statuses: StatusTable { WeepayTransactions(settings).statuses }
  var layoutCheck: any SheetCheck { WeepayTransactions.check(settings) }
  func check() -> any SheetCheck { WeepayTransactions.check(settings) }
  var rules: String { WeepayTransactions.rules }

  func prepare(_ simulator: inout SimulatorSettings) { simulator.presumesThings = true }

  func text(of setting: Setting) -> String {
    switch setting {
    case .statementDescriptor: settings.statementDescriptor ?? ""
    case .noCapture: settings.onlyAuthorises ? "--\(setting.rawValue)" : ""
    case .noRepair: settings.repairs ? "" : "--\(setting.rawValue)"
    default: ""
    }
  }

  // MARK: Words

  private static let debits = Noun("debit", "debits", "débito", "débitos")

  func money(_ plan: PlanTotals, _ language: Language) -> String {
    let total = AmountText.money(plan.amountInCents ?? 0, language)
    let debits = language.counted(plan.planned, Self.debits)
    return settings.onlyAuthorises
      ? language.pick(
        "authorises stored cards: \(debits), \(total) in all; nothing is debited before the capture",
        "autoriza cartões salvos: \(debits), \(total) no total; nada é cobrado antes da captura")
      : language.pick(
        "debits stored cards: \(debits), \(total) in all, to be paid to you",
        "cobra de cartões salvos: \(debits), \(total) no total, a receber")
  }

  static let offer = OperationOffer(
    name: "weepay-transaction", family: WeepayWords.family,
    title: Bilingual("debits stored cards (Weepay)", "cobra de cartões salvos (Weepay)"),
    columns: columns,
    conditions: Bilingual(
      "a row needs the customer's id or CPF/CNPJ; the name on the statement may be given once, as "
        + "--statement-descriptor",
      "a linha precisa do id do cliente ou do CPF/CNPJ; o nome na fatura pode ser dado uma vez só, com "
        + "--statement-descriptor"),
    settings: [.statementDescriptor, .noCapture, .noRepair],
    money: Bilingual(
      "cards are debited at once, or authorised with --no-capture; consent is asked for",
      "os cartões são cobrados na hora, ou só autorizados com --no-capture; pede-se confirmação"),
    sending: Bilingual(
      "one by one, customer and card are read before; after a lost answer the same is sent again under the "
        + "same reference, which the API answers with the first transaction",
      "uma a uma, com consulta prévia do cliente e do cartão; após uma resposta perdida o mesmo pedido é "
        + "reenviado com a mesma referência, e a API responde com a primeira transação"),
    done: Bilingual(
      "the transaction succeeded; with --no-capture, it is authorised",
      "a transação foi concluída; com --no-capture, foi autorizada"),
    consent: Bilingual("This debits cards", "Este envio cobra de cartões"),
    words: OperationWords(
      use: Bilingual("book the debits in {file}", "registre as cobranças de {file}"),
      rehearsedUse: Bilingual(
        "Of a real run you would book the debits in {file}",
        "Em uma execução real, você registraria as cobranças de {file}"),
      rehearsal: Bilingual("book none of its debits", "não registre nenhuma cobrança dele"),
      nothing: Bilingual("No card was debited", "Nenhum cartão foi cobrado"),
      none: Bilingual(
        "none; no card was debited, and there is nothing to correct.",
        "nenhum; nenhum cartão foi cobrado, e não há nada a corrigir."),
      allGood: Bilingual("Every card is debited", "Todos os cartões foram cobrados"),
      someGood: Bilingual(
        "Book the debits, correct the rest", "Registre as cobranças e corrija as outras linhas"),
      noneGood: Bilingual("Correct before you debit", "Corrija antes de cobrar"),
      total: Bilingual("Debited", "Cartões cobrados"),
      totalAmount: Bilingual("Amount debited", "Valor cobrado"),
      way: Bilingual("From the sheet to the debits", "Da planilha às cobranças"),
      payable: Bilingual("every debit, once", "todas as cobranças, uma vez")))

  private static let columns: [OfferedColumn] = [
    OfferedColumn(
      WeepayTransactionField.reference, "reference", "referência", "MENSAL-0001",
      Bilingual(
        "your own, never given twice: letters, digits, - and _, at most 45; without the column references "
          + "are made",
        "sua, que nunca se repete: letras, dígitos, - e _, no máximo 45; sem a coluna, as referências são "
          + "geradas")),
    OfferedColumn(
      WeepayTransactionField.amount, "value", "valor", "99,00",
      Bilingual(
        "in reais, R$ 0.01 to 21,474,836.47", "em reais, de R$ 0,01 a 21.474.836,47")),
    WeepayWords.customer(WeepayTransactionField.customer),
    OfferedColumn(
      WeepayTransactionField.document, "CPF/CNPJ", "CPF/CNPJ do cliente", "",
      Bilingual(
        "of the customer; beside the id it is compared", "do cliente; ao lado do id, é comparado")),
    WeepayWords.card(WeepayTransactionField.card),
    OfferedColumn(
      WeepayTransactionField.descriptor, "name on the statement", "nome na fatura",
      "ESCOLA INVENTADA",
      Bilingual(
        "what the cardholder reads: at most 22 letters, digits and blanks",
        "o que o portador lê: no máximo 22 letras, dígitos e espaços")),
    OfferedColumn(
      WeepayTransactionField.description, Bilingual("description", "descrição"),
      .text(Bilingual("Invented monthly fee", "Mensalidade inventada")),
      Bilingual("what the debit is for", "a que se refere a cobrança")),
  ]
}
