import BulkEngine
import Foundation
import Operations
import Spreadsheets

/// Subscriptions, as the command offers them.
struct SubscriptionChoice: BillingChoice {
  static var layout: SheetLayout { SubscriptionField.layout }
  static var statuses: StatusTable { Subscriptions.statuses }

  let settings: SubscriptionSettings

  init(_ settings: SubscriptionSettings) { self.settings = settings }

  init(_ wishes: OperationWishes, readsFiles: Bool) throws {
    var settings = SubscriptionSettings(begunAt: BrasiliaTime(Date()))
    settings.repairs = !wishes.isOn(.noRepair)
    settings.clientID = wishes.merchantID ?? 0
    if wishes.sends, settings.clientID <= 0 {
      throw SettingError(
        .merchantID, "subscriptions need it: the API asks for whom people are billed",
        "assinaturas exigem essa opção: a API pergunta em nome de quem se cobra")
    }
    settings.notificationURL = wishes[.notificationURL]
    settings.sender = try BillSender(wishes)
    self.settings = settings
  }

  init(stored: OperationSettings) throws {
    settings = try SubscriptionSettings(stored)
  }

  var stored: OperationSettings { settings.stored }
  var distinguishing: OperationSettings {
    var settings = settings.withoutPerson
    settings.begunAt = BrasiliaTime(.distantPast)
    return settings.stored
  }
  var operation: any BulkOperation { Subscriptions(settings) }
  var layoutCheck: any SheetCheck { Subscriptions.check(settings) }
  func check() -> any SheetCheck { layoutCheck }
  var rules: String { Subscriptions.rules }
  var merchantID: Int? { settings.clientID > 0 ? settings.clientID : nil }
  var notificationURL: String? { settings.notificationURL }

  func text(of setting: Setting) -> String {
    switch setting {
    case .merchantID: merchantID.map { "\($0)" } ?? ""
    case .notificationURL: settings.notificationURL ?? ""
    case .noRepair: settings.repairs ? "" : "--\(setting.rawValue)"
    default: senderText(of: setting) ?? ""
    }
  }

  // MARK: Words

  private static let subscriptions = Noun(
    "subscription", "subscriptions", "assinatura", "assinaturas")

  func money(_ plan: PlanTotals, _ language: Language) -> String {
    let total = AmountText.money(plan.amountInCents ?? 0, language)
    let subscriptions = language.counted(plan.planned, Self.subscriptions)
    return language.pick(
      "bills people again and again: \(subscriptions), \(total) each time in all, to be paid to you",
      "cobra pessoas repetidamente: \(subscriptions), \(total) no total a cada vez, a receber")
  }

  func details(of pass: RecordPass, _ journal: any JournalReader) async throws -> [Bilingual] {
    var survey = ChargeSurvey(
      journal, document: Subscriptions.buyerDocumentValue, day: Subscriptions.firstDateValue)
    _ = try await pass.run(&survey)
    return survey.sentences
  }

  func previews(
    of pass: RecordPass, _ plan: PlanTotals, _ journal: any JournalReader
  ) async throws -> [PlanPreview] {
    var survey = SubscriptionSurvey(journal)
    _ = try await pass.run(&survey)
    return survey.previews
  }

  static let offer = OperationOffer(
    name: "subscription-create", family: "payin",
    title: Bilingual(
      "bills people by Pix every week or month", "cobra pessoas por Pix toda semana ou todo mês"),
    columns: columns,
    conditions: Bilingual(
      "a run needs --merchant-id; the first date is at most 7 days ahead (weekly) or 30 (monthly)",
      "a execução precisa de --merchant-id; a primeira data é daqui a no máximo 7 dias (semanal) ou 30 (mensal)"
    ),
    settings: [
      .merchantID, .notificationURL, .senderName, .senderDocument, .senderHelpdesk, .noRepair,
    ],
    money: Bilingual(
      "people get a bill again and again; money comes in when they pay; consent is asked for",
      "as pessoas recebem cobranças repetidamente; o dinheiro entra quando pagam; pede-se confirmação"
    ),
    sending: Bilingual(
      "one by one; what is in doubt is looked up by its number, and sent again under the same number only when "
        + "it is proven absent and you agree",
      "uma a uma; o que fica em dúvida é consultado pelo número e só é reenviado, com o mesmo número, se estiver "
        + "comprovadamente ausente e você confirmar"),
    done: Bilingual("the subscription exists", "a assinatura existe"),
    consent: Bilingual(
      "This bills people again and again", "Este envio cobra pessoas repetidamente"),
    words: OperationWords(
      use: Bilingual(
        "keep the subscriptions in {file}: their ids end them again",
        "guarde as assinaturas de {file}: é pelo id que elas são encerradas"),
      rehearsedUse: Bilingual(
        "Of a real run you would keep the subscriptions in {file}",
        "Em uma execução real, você guardaria as assinaturas de {file}"),
      rehearsal: Bilingual(
        "none of its subscriptions exists", "nenhuma das assinaturas dele existe"),
      nothing: Bilingual("No subscription was made", "Nenhuma assinatura foi criada"),
      none: Bilingual(
        "none; no subscription was made, and there is nothing to correct.",
        "nenhum; nenhuma assinatura foi criada, e não há nada a corrigir."),
      allGood: Bilingual("All subscriptions exist", "Todas as assinaturas foram criadas"),
      someGood: Bilingual(
        "Some subscriptions exist, correct the rest",
        "Parte das assinaturas foi criada; corrija as outras linhas"),
      noneGood: Bilingual("Correct before you bill", "Corrija antes de cobrar"),
      total: Bilingual("Subscriptions", "Assinaturas criadas"),
      totalAmount: Bilingual("Amount each time", "Valor a cada vez"),
      way: Bilingual("From the sheet to the subscriptions", "Da planilha às assinaturas"),
      payable: Bilingual("every subscription, once", "todas as assinaturas, uma vez")))

  private static let columns: [OfferedColumn] = [
    OfferedColumn(
      SubscriptionField.invoice, "reference", "número da assinatura", "ASS-0001",
      Bilingual(
        "your own number, never given twice: letters, digits, - and _, at most 45; without the column numbers "
          + "are made",
        "número seu, que nunca se repete: letras, dígitos, - e _, no máximo 45; sem a coluna, os números são "
          + "gerados")),
    OfferedColumn(
      SubscriptionField.amount, "value", "valor", "150,00",
      Bilingual(
        "in reais, of each charge, R$ 0.01 to 150,000.00",
        "em reais, de cada cobrança, de R$ 0,01 a 150.000,00")),
    OfferedColumn(
      SubscriptionField.buyerName, "payer", "nome do pagador", "Aurélia Exemplo",
      Bilingual("who is billed", "quem é cobrado")),
    OfferedColumn(
      SubscriptionField.buyerDocument, "CPF/CNPJ", "CPF/CNPJ do pagador", "310.427.977-22",
      Bilingual("of the payer", "do pagador")),
    OfferedColumn(
      SubscriptionField.buyerEmail, "e-mail", "e-mail do pagador", "aurelia@example.org",
      Bilingual("may be empty", "pode ficar em branco")),
    OfferedColumn(
      SubscriptionField.instructions, Bilingual("instructions", "descrição"),
      .text(Bilingual("Invented monthly fee", "Mensalidade inventada")),
      Bilingual(
        "what the payer reads, up to 140 characters", "o que o pagador lê, até 140 caracteres")
    ),
    OfferedColumn(
      SubscriptionField.firstDate, Bilingual("first due date", "primeiro vencimento"), .inDays(20),
      Bilingual(
        "31/12/2026 or 2026-12-31; at most 7 days ahead (weekly) or 30 (monthly)",
        "31/12/2026 ou 2026-12-31; daqui a no máximo 7 dias (semanal) ou 30 (mensal)")),
    OfferedColumn(
      SubscriptionField.daysBefore, "days before", "dias antes", "5",
      Bilingual(
        "how many days before it is due each charge is made",
        "quantos dias antes do vencimento cada cobrança é gerada")),
    OfferedColumn(
      SubscriptionField.frequency, Bilingual("frequency", "frequência"),
      .text(Bilingual("MONTHLY", "mensal")),
      Bilingual("WEEKLY or MONTHLY", "semanal ou mensal")),
    OfferedColumn(
      SubscriptionField.quantity, "number of charges", "quantidade de cobranças", "12",
      Bilingual("2 or more; empty is without end", "2 ou mais; em branco, não tem fim")),
  ]
}
