import BulkEngine
import Operations
import Simulator
import Spreadsheets

/// What is said of deletions of stored cards.
enum WeepayCardDeletionWords: PlainWords {
  typealias Operation = WeepayCardDeletions

  static func prepare(_ simulator: inout SimulatorSettings) { simulator.presumesThings = true }

  private static let cards = Noun("stored card", "stored cards", "cartão salvo", "cartões salvos")

  static func money(_ count: Int, _ language: Language) -> String {
    let cards = language.counted(count, Self.cards)
    return language.pick(
      "deletes \(cards): no money moves", "exclui \(cards): não movimenta dinheiro")
  }

  static let offer = OperationOffer(
    name: "weepay-card-delete", family: WeepayWords.family,
    title: Bilingual("deletes stored cards (Weepay)", "exclui cartões salvos (Weepay)"),
    columns: [
      WeepayWords.card(WeepayCardField.card), WeepayWords.customer(WeepayCardField.customer),
      OfferedColumn(
        WeepayCardField.document, "CPF/CNPJ", "CPF/CNPJ do cliente", "",
        Bilingual(
          "of the customer; beside the id it is compared", "do cliente; ao lado do id, é comparado")
      ),
    ],
    conditions: Bilingual(
      "a row needs the customer's id or CPF/CNPJ",
      "a linha precisa do id do cliente ou do CPF/CNPJ"),
    settings: [.noRepair],
    money: Bilingual("no money moves", "não movimenta dinheiro"),
    sending: WeepayWords.once,
    done: Bilingual("the card is gone", "o cartão não existe mais"),
    consent: Bilingual("This deletes stored cards", "Este envio exclui cartões salvos"),
    words: OperationWords(
      use: Bilingual("the deleted cards are in {file}", "os cartões excluídos estão em {file}"),
      rehearsedUse: Bilingual(
        "Of a real run you would find the deleted cards in {file}",
        "Em uma execução real, os cartões excluídos estariam em {file}"),
      rehearsal: Bilingual("none of its cards is deleted", "nenhum cartão dele foi excluído"),
      nothing: Bilingual("No card was deleted", "Nenhum cartão foi excluído"),
      none: Bilingual(
        "none; no card was deleted, and there is nothing to correct.",
        "nenhum; nenhum cartão foi excluído, e não há nada a corrigir."),
      allGood: Bilingual("Every card is gone", "Todos os cartões foram excluídos"),
      someGood: Bilingual("Correct the rest", "Corrija as outras linhas"),
      noneGood: Bilingual("Correct the cards", "Corrija os cartões"),
      total: Bilingual("Deleted", "Cartões excluídos"),
      totalAmount: Bilingual("Amount", "Valor"),
      way: Bilingual("From the sheet to the deletion", "Da planilha à exclusão"),
      payable: Bilingual("every deleted card, once", "todos os cartões excluídos, uma vez")))
}
