import BulkEngine
import Foundation
import Operations
import Spreadsheets
import VendorHTTP

/// Charges, as the command offers them.
struct ChargeChoice: BillingChoice {
  static var layout: SheetLayout { ChargeField.layout }
  static var statuses: StatusTable { Charges.statuses }

  let settings: ChargeSettings

  init(_ settings: ChargeSettings) { self.settings = settings }

  init(_ wishes: OperationWishes, readsFiles: Bool) throws {
    var settings = ChargeSettings(begunAt: BrasiliaTime(Date()))
    settings.repairs = !wishes.isOn(.noRepair)
    settings.chargeType = wishes[.chargeType].flatMap(ChargeType.init(rawValue:))
    settings.merchantID = wishes.merchantID
    settings.notificationURL = wishes[.notificationURL]
    settings.sender = try BillSender(wishes)
    settings.refundMode = wishes[.refundMode].flatMap(RefundMode.init(rawValue:))
    settings.until = wishes[.until].flatMap(ChargeEnd.init(rawValue:))
    settings.printables = wishes[.printables].map(SystemPath.absolute)
    settings.isSandbox = wishes.environment != "production"
    if settings.chargeType == .boleto {
      for setting in [Setting.senderName, .senderDocument] where wishes[setting] == nil {
        throw SettingError(
          setting, "boletos need it: it stands on the bill as the one who gets the money",
          "boletos exigem essa opção: ela aparece na cobrança como beneficiário")
      }
    }
    self.settings = settings
  }

  init(stored: OperationSettings) throws {
    settings = try ChargeSettings(stored)
  }

  var stored: OperationSettings { settings.stored }
  var distinguishing: OperationSettings {
    var settings = settings.withoutPerson
    settings.begunAt = BrasiliaTime(.distantPast)
    settings.printables = nil
    return settings.stored
  }
  var operation: any BulkOperation { Charges(settings) }
  var statuses: StatusTable { Charges.statuses(settings) }
  var words: OperationWords {
    settings.until == .paid ? Self.wordsUntilPaid : Self.offer.words
  }
  var callbacks: CallbackScheme? {
    .fields { body in Charges.callback(in: body).map { SignedFields($0.record, lead: $0.signed) } }
  }
  var layoutCheck: any SheetCheck { Charges.check(settings) }
  func check() -> any SheetCheck { Charges.check(settings) }
  var rules: String { Charges.rules }
  var merchantID: Int? { settings.merchantID }
  var notificationURL: String? { settings.notificationURL }
  var printables: String? { settings.printables }

  func text(of setting: Setting) -> String {
    switch setting {
    case .chargeType: settings.chargeType?.rawValue ?? ""
    case .merchantID: settings.merchantID.map { "\($0)" } ?? ""
    case .notificationURL: settings.notificationURL ?? ""
    case .refundMode: settings.refundMode?.rawValue ?? ""
    case .until: settings.until?.rawValue ?? ""
    case .printables: settings.printables ?? ""
    case .noRepair: settings.repairs ? "" : "--\(setting.rawValue)"
    default: senderText(of: setting) ?? ""
    }
  }

  // MARK: Words

  private static let bills = Noun("bill", "bills", "cobrança", "cobranças")

  func money(_ plan: PlanTotals, _ language: Language) -> String {
    let total = AmountText.money(plan.amountInCents ?? 0, language)
    let bills = language.counted(plan.planned, Self.bills)
    return language.pick(
      "bills people: \(bills), \(total) in all, to be paid to you",
      "cobra pessoas: \(bills), \(total) no total, a receber")
  }

  func details(of pass: RecordPass, _ journal: any JournalReader) async throws -> [Bilingual] {
    var survey = ChargeSurvey(
      journal, document: Charges.buyerDocumentValue, day: Charges.dueDateValue)
    _ = try await pass.run(&survey)
    return survey.sentences
  }

  static let offer = OperationOffer(
    name: "charge", family: "payin",
    title: Bilingual("bills people by Pix or boleto", "emite cobranças por Pix ou boleto"),
    columns: columns,
    conditions: Bilingual(
      "charge_type is required without --charge-type; a boleto needs the whole address, and the run "
        + "--sender-name and --sender-document",
      "charge_type é obrigatória sem --charge-type; um boleto precisa do endereço completo, e a execução "
        + "de --sender-name e --sender-document"),
    settings: [
      .chargeType, .merchantID, .notificationURL, .senderName, .senderDocument, .senderHelpdesk,
      .refundMode, .until, .printables, .noRepair,
    ],
    money: Bilingual(
      "people get a bill; money comes in when they pay; consent is asked for",
      "as pessoas recebem uma cobrança; o dinheiro entra quando pagam; pede-se confirmação"),
    sending: Bilingual(
      "one by one; what is in doubt is looked up by its number, and sent again under the same number only "
        + "when it is proven absent and you agree",
      "uma a uma; o que fica em dúvida é consultado pelo número e só é reenviado, com o mesmo número, se "
        + "estiver comprovadamente ausente e você confirmar"),
    done: Bilingual(
      "the charge exists; with --until paid, it is paid and credited",
      "a cobrança existe; com --until paid, foi paga e creditada"),
    consent: Bilingual("This bills people", "Este envio cobra pessoas"),
    words: OperationWords(
      use: Bilingual("hand out the bills in {file}", "distribua as cobranças de {file}"),
      rehearsedUse: Bilingual(
        "Of a real run you would hand out the bills in {file}",
        "Em uma execução real, você distribuiria as cobranças de {file}"),
      rehearsal: Bilingual(
        "hand out none of its bills", "não distribua nenhuma das cobranças dele"),
      nothing: Bilingual("Nobody was billed", "Ninguém foi cobrado"),
      none: Bilingual(
        "none; nobody was billed, and there is nothing to correct.",
        "nenhum; ninguém foi cobrado, e não há nada a corrigir."),
      allGood: Bilingual("Everybody is billed", "Todas as cobranças foram emitidas"),
      someGood: Bilingual(
        "Hand out the bills, correct the rest", "Distribua as cobranças e corrija as outras linhas"),
      noneGood: Bilingual("Correct before you bill", "Corrija antes de cobrar"),
      total: Bilingual("Billed", "Cobranças emitidas"),
      totalAmount: Bilingual("Amount billed", "Valor cobrado"),
      way: Bilingual("From the sheet to the bills", "Da planilha às cobranças"),
      payable: Bilingual("every bill, once", "todas as cobranças, uma vez")))

  /// Under `--until paid` good records are those that were paid.
  private static let wordsUntilPaid = OperationWords(
    use: Bilingual("book the payments in {file}", "dê baixa nas cobranças de {file}"),
    rehearsedUse: Bilingual(
      "Of a real run you would book the payments in {file}",
      "Em uma execução real, você daria baixa nas cobranças de {file}"),
    rehearsal: Bilingual("book none of its payments", "não dê baixa em nenhuma cobrança dele"),
    nothing: Bilingual("Nobody has paid", "Ninguém pagou"),
    none: Bilingual(
      "none; nobody has paid, and there is nothing to correct.",
      "nenhum; ninguém pagou, e não há nada a corrigir."),
    allGood: Bilingual("Everybody has paid", "Todas as cobranças foram pagas"),
    someGood: Bilingual(
      "Book what was paid, look after the rest", "Dê baixa nas pagas e cuide das outras linhas"),
    noneGood: Bilingual("Correct before you bill again", "Corrija antes de cobrar de novo"),
    total: Bilingual("Paid", "Cobranças pagas"),
    totalAmount: Bilingual("Amount of the paid bills", "Valor das cobranças pagas"),
    way: Bilingual("From the sheet to the payments", "Da planilha aos pagamentos"),
    payable: Bilingual("every paid bill, once", "todas as cobranças pagas, uma vez"))

  private static let columns: [OfferedColumn] = [
    OfferedColumn(
      ChargeField.customNumber, "reference", "número da cobrança", "FAT-0001",
      Bilingual(
        "your own number, never given twice: letters, digits and - _ . / : #, at most 255; without the column "
          + "numbers are made",
        "número seu, que nunca se repete: letras, dígitos e - _ . / : #, no máximo 255; sem a coluna, os números "
          + "são gerados")),
    OfferedColumn(
      ChargeField.chargeType, "payment method", "tipo de cobrança", "pix",
      Bilingual("pix or boleto", "pix ou boleto")),
    OfferedColumn(
      ChargeField.amount, "value", "valor", "150,00",
      Bilingual(
        "in reais, R$ 0.01 to 150,000.00; boletos from R$ 5.00",
        "em reais, de R$ 0,01 a 150.000,00; boletos a partir de R$ 5,00")),
    OfferedColumn(
      ChargeField.dueDate, Bilingual("due date", "vencimento"), .inDays(30),
      Bilingual("31/12/2026 or 2026-12-31, not past", "31/12/2026 ou 2026-12-31, não passada")),
    OfferedColumn(
      ChargeField.dueTime, "due time", "hora do vencimento", "",
      Bilingual("Pix only; empty is 23:59:59", "só para Pix; em branco vale 23:59:59")),
    OfferedColumn(
      ChargeField.instructions, Bilingual("instructions", "descrição"),
      .text(Bilingual("Invented monthly fee", "Mensalidade inventada")),
      Bilingual(
        "what the payer reads, up to 140 characters", "o que o pagador lê, até 140 caracteres")
    ),
    OfferedColumn(
      ChargeField.buyerName, "payer", "nome do pagador", "Aurélia Exemplo",
      Bilingual("who is billed", "quem é cobrado")),
    OfferedColumn(
      ChargeField.buyerDocument, "CPF/CNPJ", "CPF/CNPJ do pagador", "310.427.977-22",
      Bilingual("of the payer", "do pagador")),
    OfferedColumn(
      ChargeField.buyerEmail, "e-mail", "e-mail do pagador", "aurelia@example.org",
      Bilingual("may be empty", "pode ficar em branco")),
    OfferedColumn(ChargeField.street, "street", "rua", "Rua Inventada", ofAddress),
    OfferedColumn(ChargeField.streetNumber, "house number", "número", "10", ofAddress),
    OfferedColumn(
      ChargeField.complement, "complement", "complemento", "",
      Bilingual("may be empty", "pode ficar em branco")),
    OfferedColumn(ChargeField.district, "district", "bairro", "Centro", ofAddress),
    OfferedColumn(ChargeField.city, "city", "cidade", "Curitiba", ofAddress),
    OfferedColumn(ChargeField.state, "state", "UF", "PR", ofAddress),
    OfferedColumn(ChargeField.zipCode, "CEP", "CEP", "80200-100", ofAddress),
    OfferedColumn(
      ChargeField.finePercent, "fine", "multa", "",
      Bilingual("boletos: per cent, once", "boletos: percentual, uma vez")),
    OfferedColumn(
      ChargeField.interestPercent, "interest", "juros", "",
      Bilingual("boletos: per cent, at most 20", "boletos: percentual, no máximo 20")),
    OfferedColumn(
      ChargeField.discountAmount, "discount", "desconto", "",
      Bilingual("boletos: in reais", "boletos: em reais")),
    OfferedColumn(
      ChargeField.discountDate, "end of the discount", "desconto até", "",
      Bilingual("boletos: not after the due date", "boletos: não depois do vencimento")),
  ]

  private static let ofAddress = Bilingual(
    "boletos need it; Pix may do without", "obrigatório em boletos; opcional em Pix")
}
