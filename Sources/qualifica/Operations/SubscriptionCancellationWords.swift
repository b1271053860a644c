import BulkEngine
import Foundation
import Operations

/// What is said of cancellations of subscriptions.
enum SubscriptionCancellationWords: PlainWords {
  typealias Operation = SubscriptionCancellations

  private static let subscriptions = Noun(
    "subscription", "subscriptions", "assinatura", "assinaturas")

  static func money(_ count: Int, _ language: Language) -> String {
    let counted = language.counted(count, subscriptions)
    return language.pick(
      "stops money: up to \(counted) will make no further charges",
      "interrompe recebimentos: até \(counted) "
        + (count == 1 ? "deixará de gerar cobranças" : "deixarão de gerar cobranças"))
  }

  static let offer = OperationOffer(
    name: "subscription-cancel", family: "payin",
    title: Bilingual("ends subscriptions", "encerra assinaturas"),
    columns: [
      OfferedColumn(
        SubscriptionCancellationField.subscriptionID, "subscription id", "id da assinatura", "5012",
        Bilingual(
          "the vendor's own number of the subscription: subscription_id in the done.csv of the run that made it",
          "o número que o fornecedor deu à assinatura: subscription_id no done.csv da execução que a criou"
        ))
    ],
    conditions: Bilingual(
      "the subscription is read first: only an active one is canceled",
      "a assinatura é consultada antes: só uma ativa é cancelada"),
    settings: [.merchantID, .noRepair],
    money: Bilingual(
      "stops money: no further charge is made; consent is asked for",
      "interrompe recebimentos: nenhuma outra cobrança é gerada; pede-se confirmação"),
    sending: Bilingual(
      "one by one; a subscription ends once, and after a lost answer it is read again before anything else",
      "uma a uma; uma assinatura é encerrada uma vez só, e depois de uma resposta perdida ela é consultada "
        + "antes de tudo"),
    done: Bilingual("the subscription is canceled", "a assinatura está cancelada"),
    consent: Bilingual("This stops money from coming in", "Este envio interrompe recebimentos"),
    words: OperationWords(
      use: Bilingual(
        "take the subscriptions in {file} off your books", "dê baixa nas assinaturas de {file}"),
      rehearsedUse: Bilingual(
        "Of a real run you would take the subscriptions in {file} off your books",
        "Em uma execução real, você daria baixa nas assinaturas de {file}"),
      rehearsal: Bilingual("nothing of it was canceled", "nada dele foi cancelado"),
      nothing: Bilingual("No subscription was canceled", "Nenhuma assinatura foi cancelada"),
      none: Bilingual(
        "none; no subscription was canceled, and there is nothing to correct.",
        "nenhum; nenhuma assinatura foi cancelada, e não há nada a corrigir."),
      allGood: Bilingual(
        "All subscriptions are canceled", "Todas as assinaturas estão canceladas"),
      someGood: Bilingual(
        "Some subscriptions are canceled, look at the rest",
        "Parte das assinaturas está cancelada; veja as outras"),
      noneGood: Bilingual(
        "No subscription is canceled: look at the reasons",
        "Nenhuma assinatura está cancelada: veja os motivos"),
      total: Bilingual("Canceled", "Assinaturas canceladas"),
      totalAmount: Bilingual("Amount canceled", "Valor cancelado"),
      way: Bilingual("From the sheet to the cancellations", "Da planilha aos cancelamentos"),
      payable: Bilingual(
        "every canceled subscription, once", "todas as assinaturas canceladas, uma vez")))
}
