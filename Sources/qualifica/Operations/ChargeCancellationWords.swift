import BulkEngine
import Foundation
import Operations

/// What is said of cancellations of charges.
enum ChargeCancellationWords: PlainWords {
  typealias Operation = ChargeCancellations

  private static let charges = Noun("charge", "charges", "cobrança", "cobranças")

  static func money(_ count: Int, _ language: Language) -> String {
    let counted = language.counted(count, charges)
    return language.pick(
      "stops money: up to \(counted) will not be paid any more",
      "interrompe recebimentos: até \(counted) "
        + (count == 1 ? "deixará de ser paga" : "deixarão de ser pagas"))
  }

  static let offer = OperationOffer(
    name: "charge-cancel", family: "payin",
    title: Bilingual("cancels charges that nobody has paid", "cancela cobranças ainda não pagas"),
    columns: [
      OfferedColumn(
        ChargeCancellationField.chargeID, "charge id", "id da cobrança", "28018",
        Bilingual(
          "the vendor's own number of the charge: charge_id in the done.csv of the run that made it",
          "o número que o fornecedor deu à cobrança: charge_id no done.csv da execução que a emitiu"
        ))
    ],
    conditions: Bilingual(
      "the charge is read first: only an open one can be canceled, a Pix from 5 minutes, a boleto from "
        + "30 minutes after its creation; a younger one is waited for within --wait",
      "a cobrança é consultada antes: só uma em aberto pode ser cancelada, um Pix a partir de 5 minutos e "
        + "um boleto a partir de 30 minutos da emissão; se for mais nova, espera-se dentro de --wait"
    ),
    settings: [.merchantID, .noRepair],
    money: Bilingual(
      "stops money: nobody can pay the charge any more; consent is asked for; a fee may apply to boletos",
      "interrompe recebimentos: ninguém mais pode pagar a cobrança; pede-se confirmação; boletos podem ter "
        + "tarifa"),
    sending: Bilingual(
      "one by one; a charge is canceled once, and after a lost answer it is read again before anything else",
      "uma a uma; uma cobrança é cancelada uma vez só, e depois de uma resposta perdida ela é consultada "
        + "antes de tudo"),
    done: Bilingual("the charge is canceled", "a cobrança está cancelada"),
    consent: Bilingual("This stops money from coming in", "Este envio interrompe recebimentos"),
    words: OperationWords(
      use: Bilingual(
        "take the charges in {file} off your books", "dê baixa nas cobranças de {file}"),
      rehearsedUse: Bilingual(
        "Of a real run you would take the charges in {file} off your books",
        "Em uma execução real, você daria baixa nas cobranças de {file}"),
      rehearsal: Bilingual("nothing of it was canceled", "nada dele foi cancelado"),
      nothing: Bilingual("No charge was canceled", "Nenhuma cobrança foi cancelada"),
      none: Bilingual(
        "none; no charge was canceled, and there is nothing to correct.",
        "nenhum; nenhuma cobrança foi cancelada, e não há nada a corrigir."),
      allGood: Bilingual("All charges are canceled", "Todas as cobranças estão canceladas"),
      someGood: Bilingual(
        "Some charges are canceled, look at the rest",
        "Parte das cobranças está cancelada; veja as outras"),
      noneGood: Bilingual(
        "No charge is canceled: look at the reasons",
        "Nenhuma cobrança está cancelada: veja os motivos"),
      total: Bilingual("Canceled", "Cobranças canceladas"),
      totalAmount: Bilingual("Amount canceled", "Valor cancelado"),
      way: Bilingual("From the sheet to the cancellations", "Da planilha aos cancelamentos"),
      payable: Bilingual(
        "every canceled charge, once", "todas as cobranças canceladas, uma vez")))
}
