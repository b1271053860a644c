import BulkEngine
import Operations
import Simulator
import Spreadsheets

/// What is said of captures.
enum WeepayCaptureWords: PlainWords {
  typealias Operation = WeepayCaptures

  static func prepare(_ simulator: inout SimulatorSettings) {
    simulator.presumesThings = true
    simulator.presumesOnlyAuthorised = true
  }

  private static let captures = Noun(
    "authorised transaction", "authorised transactions", "transação autorizada",
    "transações autorizadas")

  static func money(_ count: Int, _ language: Language) -> String {
    let captures = language.counted(count, Self.captures)
    return language.pick(
      "captures the whole of \(captures): the cards are debited, to be paid to you",
      "captura por inteiro \(captures): os cartões são cobrados, a receber")
  }

  static let offer = OperationOffer(
    name: "weepay-capture", family: WeepayWords.family,
    title: Bilingual(
      "captures authorised transactions (Weepay)", "captura transações autorizadas (Weepay)"),
    columns: [WeepayWords.transaction(WeepayCaptureField.transaction)], settings: [.noRepair],
    money: Bilingual(
      "cards are debited; consent is asked for",
      "os cartões são cobrados; pede-se confirmação"),
    sending: WeepayWords.once,
    done: Bilingual("the transaction is captured", "a transação foi capturada"),
    consent: Bilingual("This debits cards", "Este envio cobra de cartões"),
    words: OperationWords(
      use: Bilingual("book the captures in {file}", "registre as capturas de {file}"),
      rehearsedUse: Bilingual(
        "Of a real run you would book the captures in {file}",
        "Em uma execução real, você registraria as capturas de {file}"),
      rehearsal: Bilingual("book none of its captures", "não registre nenhuma captura dele"),
      nothing: Bilingual("Nothing was captured", "Nada foi capturado"),
      none: Bilingual(
        "none; nothing was captured, and there is nothing to correct.",
        "nenhum; nada foi capturado, e não há nada a corrigir."),
      allGood: Bilingual("Everything is captured", "Todas as transações foram capturadas"),
      someGood: Bilingual(
        "Book the captures, look after the rest", "Registre as capturas e cuide das outras linhas"),
      noneGood: Bilingual("Look after the transactions", "Cuide das transações"),
      total: Bilingual("Captured", "Transações capturadas"),
      totalAmount: Bilingual("Amount", "Valor"),
      way: Bilingual("From the sheet to the captures", "Da planilha às capturas"),
      payable: Bilingual("every capture, once", "todas as capturas, uma vez")))
}
