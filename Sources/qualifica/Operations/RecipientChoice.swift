import BulkEngine
import Foundation
import Operations

/// New data for recipients, as the command offers them.
struct RecipientUpdateChoice: CommandOperation {
  static var layout: SheetLayout { RecipientField.updates }
  static var statuses: StatusTable { Recipients.statuses(isUpdate: true) }

  private let recipients: ChosenRecipients

  init(_ wishes: OperationWishes, readsFiles: Bool) throws {
    recipients = try ChosenRecipients(wishes, isUpdate: true, readsFiles: readsFiles)
  }

  init(stored: OperationSettings) throws { recipients = try ChosenRecipients(stored) }

  var stored: OperationSettings { recipients.settings.stored }
  var operation: any BulkOperation { Recipients(recipients.settings) }
  var replacing: Recipients? { Recipients(recipients.settings) }
  var layoutCheck: any SheetCheck { Recipients.check(recipients.settings) }
  func check() throws -> any SheetCheck { try recipients.check() }
  var rules: String { recipients.rules }
  var merchantID: Int? { recipients.merchantID }
  var notificationURL: String? { nil }
  func requireSending() throws { try recipients.requireSending() }
  func text(of setting: Setting) -> String { recipients.text(of: setting) }

  func money(_ plan: PlanTotals, _ language: Language) -> String {
    let count = language.counted(plan.planned, ChosenRecipients.noun)
    return language.pick(
      "changes where money goes: the data of \(count) are replaced",
      "muda o destino do dinheiro: os dados de \(count) são substituídos")
  }

  static let offer = OperationOffer(
    name: "recipient-update", family: "payin",
    title: Bilingual(
      "replaces the data of recipients of split charges",
      "substitui os dados de recebedores de cobranças divididas"),
    columns: [
      OfferedColumn(
        .customCode, "recipient id", "id do recebedor", "501",
        Bilingual(
          "the number that the vendor gave to the recipient",
          "o número que o fornecedor deu ao recebedor"))
    ] + ChosenRecipients.columns,
    conditions: ChosenRecipients.conditions, settings: ChosenRecipients.ownSettings,
    money: Bilingual(
      "future money goes to the new account; before and after are shown; consent is asked for",
      "o dinheiro futuro vai para a conta nova; mostra-se o antes e o depois; pede-se confirmação"),
    sending: Bilingual(
      "one by one; each is read first: what is as it should be already is not sent, also after a lost answer",
      "um a um; cada um é consultado antes: o que já está como deve não é enviado, nem depois de uma "
        + "resposta perdida"),
    done: Bilingual("the API shows the new account", "a API mostra a conta nova"),
    consent: Bilingual(
      "This changes where money goes", "Este envio muda o destino do dinheiro"),
    words: ChosenRecipients.words(
      use: Bilingual("keep {file} with your records", "arquive {file}"),
      total: Bilingual("Updated", "Recebedores alterados"),
      all: Bilingual("All recipients are updated", "Todos os recebedores foram alterados"),
      nothing: Bilingual("No recipient was updated", "Nenhum recebedor foi alterado")))
}

/// New recipients, as the command offers them.
struct RecipientCreateChoice: CommandOperation {
  static var layout: SheetLayout { RecipientField.creations }
  static var statuses: StatusTable { Recipients.statuses(isUpdate: false) }

  private let recipients: ChosenRecipients

  init(_ wishes: OperationWishes, readsFiles: Bool) throws {
    recipients = try ChosenRecipients(wishes, isUpdate: false, readsFiles: readsFiles)
  }

  init(stored: OperationSettings) throws { recipients = try ChosenRecipients(stored) }

  var stored: OperationSettings { recipients.settings.stored }
  var operation: any BulkOperation { Recipients(recipients.settings) }
  var layoutCheck: any SheetCheck { Recipients.check(recipients.settings) }
  func check() throws -> any SheetCheck { try recipients.check() }
  var rules: String { recipients.rules }
  var merchantID: Int? { recipients.merchantID }
  var notificationURL: String? { nil }
  func requireSending() throws { try recipients.requireSending() }
  func text(of setting: Setting) -> String { recipients.text(of: setting) }

  func money(_ plan: PlanTotals, _ language: Language) -> String {
    let count = language.counted(plan.planned, ChosenRecipients.noun)
    return language.pick(
      "no money moves: \(count) to be made", "não movimenta dinheiro: \(count) a criar")
  }

  static let offer = OperationOffer(
    name: "recipient-create", family: "payin",
    title: Bilingual(
      "makes recipients of split charges", "cria recebedores de cobranças divididas"),
    columns: [
      OfferedColumn(
        .customCode, "reference", "código", "R-0001",
        Bilingual(
          "your own code; it is not sent: without the column codes are made",
          "código seu; não é enviado: sem a coluna, os códigos são gerados"))
    ] + ChosenRecipients.columns,
    conditions: ChosenRecipients.conditions, settings: ChosenRecipients.ownSettings,
    money: Bilingual("none", "nenhum"),
    sending: Bilingual(
      "one by one, once: one whose answer is lost cannot be found again and stays in doubt; you decide with "
        + "resume RUN --send-again LINE or --settle LINE=done|refused",
      "um a um, uma vez: se a resposta se perde, não há como consultar e o registro fica em dúvida; você "
        + "decide com resume PASTA --send-again LINHA ou --settle LINHA=done|refused"),
    done: Bilingual("the recipient exists", "o recebedor existe"),
    consent: Bilingual("This makes recipients", "Este envio cria recebedores"),
    words: ChosenRecipients.words(
      use: Bilingual("take the wallets from {file}", "use as carteiras de {file}"),
      total: Bilingual("Made", "Recebedores criados"),
      all: Bilingual("All recipients are made", "Todos os recebedores foram criados"),
      nothing: Bilingual("No recipient was made", "Nenhum recebedor foi criado")))
}
