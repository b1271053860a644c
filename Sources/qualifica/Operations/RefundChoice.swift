import BulkEngine
import Foundation
import Operations
import Spreadsheets

/// Refunds, as the command offers them.
struct RefundChoice: CommandOperation {
  static var layout: SheetLayout { RefundField.layout }
  static var statuses: StatusTable { Refunds.statuses }

  private let settings: RefundSettings

  init(_ wishes: OperationWishes, readsFiles: Bool) throws {
    var settings = RefundSettings()
    settings.repairs = !wishes.isOn(.noRepair)
    settings.clientID = wishes.merchantID
    settings.notificationURL = wishes[.notificationURL]
    settings.isVendorSandbox = wishes.environment == "sandbox" && !wishes.hasOwnHost
    self.settings = settings
  }

  init(stored: OperationSettings) throws {
    settings = try RefundSettings(stored)
  }

  var stored: OperationSettings { settings.stored }
  var operation: any BulkOperation { Refunds(settings) }
  var layoutCheck: any SheetCheck { Refunds.check(settings) }
  func check() -> any SheetCheck { layoutCheck }
  var rules: String { Refunds.rules }
  var merchantID: Int? { settings.clientID }
  /// A charge's id names one among those of all clients: it is paid back once, whoever is named.
  var clientOfLedger: Int? { nil }
  var notificationURL: String? { settings.notificationURL }

  func text(of setting: Setting) -> String {
    switch setting {
    case .merchantID: settings.clientID.map { "\($0)" } ?? ""
    case .notificationURL: settings.notificationURL ?? ""
    case .noRepair: settings.repairs ? "" : "--\(setting.rawValue)"
    default: ""
    }
  }

  // MARK: Words

  private static let refunds = Noun("refund", "refunds", "devolução", "devoluções")

  func money(_ plan: PlanTotals, _ language: Language) -> String {
    let total = AmountText.money(plan.amountInCents ?? 0, language)
    let refunds = language.counted(plan.planned, Self.refunds)
    return language.pick(
      "moves money: \(refunds), \(total) in all, out of your wallet at once",
      "movimenta dinheiro: \(refunds), \(total) no total, que saem da sua carteira na hora")
  }

  func previews(
    of pass: RecordPass, _ plan: PlanTotals, _ journal: any JournalReader
  ) async throws -> [PlanPreview] {
    guard let client = settings.clientID, let sum = plan.amountInCents else { return [] }
    return [
      PlanPreview(
        request: ClientWallet.balance(of: client),
        subject: Bilingual("balance of the wallet", "saldo da carteira")
      ) { reply in
        ClientWallet.balanceInCents(in: reply).map { Self.sentence(of: $0, against: sum) }
      }
    ]
  }

  private static func sentence(of balance: Int64, against sum: Int64) -> Bilingual {
    func text(_ language: Language) -> String {
      let money = AmountText.money(balance, language)
      let text = language.pick(
        "balance of the wallet: \(money)", "saldo da carteira: \(money)")
      guard sum > balance else { return text }
      let missing = AmountText.money(sum - balance, language)
      return text
        + language.pick(
          "; WARNING: \(missing) less than the refunds in all, the last of them may be refused",
          "; ATENÇÃO: faltam \(missing) para o total das devoluções, e as últimas podem ser recusadas"
        )
    }
    return Bilingual(text(.english), text(.portuguese))
  }

  static let offer = OperationOffer(
    name: "refund", family: "payin",
    title: Bilingual(
      "pays Pix charges back, wholly or in part",
      "devolve cobranças pagas por Pix, no todo ou em parte"),
    columns: columns,
    conditions: Bilingual(
      "the charge is read first: Pix, credited, paid at most 90 days ago, the amount no more than what is "
        + "left; several rows of one charge need numbers of their own and are sent one after the other; with "
        + "--merchant-id the sum is compared with the client's wallet before you agree",
      "a cobrança é consultada antes: Pix, creditada, paga há no máximo 90 dias, valor até o que resta; várias "
        + "linhas da mesma cobrança precisam de números próprios e são enviadas uma depois da outra; com "
        + "--merchant-id, o total é comparado com o saldo do cliente antes da sua confirmação"
    ),
    settings: [.merchantID, .notificationURL, .noRepair],
    money: Bilingual(
      "money leaves your wallet at once; consent is asked for",
      "o dinheiro sai da sua carteira na hora; pede-se confirmação"),
    sending: Bilingual(
      "one by one; the number goes out as a mark in the reason, by which the refund is found after a lost "
        + "answer; it is sent again only when it is proven absent and you agree",
      "uma a uma; o número vai como marca no motivo, e por ela a devolução é encontrada depois de uma resposta "
        + "perdida; só é reenviada se estiver comprovadamente ausente e você confirmar"),
    done: Bilingual("the charge is paid back", "a cobrança foi devolvida"),
    consent: Bilingual("This moves money", "Este envio movimenta dinheiro"),
    words: OperationWords(
      use: Bilingual("book the refunds in {file}", "registre as devoluções de {file}"),
      rehearsedUse: Bilingual(
        "Of a real run you would book the refunds in {file}",
        "Em uma execução real, você registraria as devoluções de {file}"),
      rehearsal: Bilingual("nothing of it was paid back", "nada dele foi devolvido"),
      nothing: Bilingual("Nothing was paid back", "Nada foi devolvido"),
      none: Bilingual(
        "none; nothing was paid back, and there is nothing to correct.",
        "nenhum; nada foi devolvido, e não há nada a corrigir."),
      allGood: Bilingual("Everything is paid back", "Todas as devoluções foram feitas"),
      someGood: Bilingual(
        "Some is paid back, look at the rest", "Parte foi devolvida; veja as outras linhas"),
      noneGood: Bilingual(
        "Nothing is paid back: look at the reasons", "Nada foi devolvido: veja os motivos"),
      total: Bilingual("Paid back", "Devoluções feitas"),
      totalAmount: Bilingual("Amount paid back", "Valor devolvido"),
      way: Bilingual("From the sheet to the refunds", "Da planilha às devoluções"),
      payable: Bilingual("every refund, once", "todas as devoluções, uma vez")))

  private static let columns: [OfferedColumn] = [
    OfferedColumn(
      RefundField.customNumber, "refund number", "número da devolução", "DEV-0001",
      Bilingual(
        "your own number, never given twice: letters, digits, - and _, at most 45; without the column numbers "
          + "are made, and a charge is paid back once",
        "número seu, que nunca se repete: letras, dígitos, - e _, no máximo 45; sem a coluna, os números são "
          + "gerados, e cada cobrança é devolvida uma vez")),
    OfferedColumn(
      RefundField.chargeID, "charge id", "id da cobrança", "28018",
      Bilingual(
        "the vendor's own number of the charge: charge_id in the done.csv of the run that made it",
        "o número que o fornecedor deu à cobrança: charge_id no done.csv da execução que a emitiu")),
    OfferedColumn(
      RefundField.amount, "value", "valor", "40,00",
      Bilingual("in reais, R$ 0.01 to 100,000.00", "em reais, de R$ 0,01 a 100.000,00")),
    OfferedColumn(
      RefundField.reason, Bilingual("reason", "motivo"),
      .text(Bilingual("Invented event canceled", "Evento inventado cancelado")),
      Bilingual(
        "up to 143 characters; the payer does not see it", "até 143 caracteres; o pagador não o vê")
    ),
  ]
}
