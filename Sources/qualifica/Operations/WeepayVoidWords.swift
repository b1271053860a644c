import BulkEngine
import Operations
import Simulator
import Spreadsheets

/// What is said of voids.
enum WeepayVoidWords: PlainWords {
  typealias Operation = WeepayVoids

  static func prepare(_ simulator: inout SimulatorSettings) { simulator.presumesThings = true }

  private static let voids = Noun("transaction", "transactions", "transação", "transações")

  static func money(_ count: Int, _ language: Language) -> String {
    let voids = language.counted(count, Self.voids)
    return language.pick(
      "gives money back to cardholders: \(voids)",
      "devolve dinheiro a portadores de cartão: \(voids)")
  }

  static func details(
    of pass: RecordPass, _ journal: any JournalReader
  ) async throws -> [Bilingual] {
    var survey = VoidSurvey(journal)
    _ = try await pass.run(&survey)
    return survey.sentences
  }

  static let offer = OperationOffer(
    name: "weepay-void", family: WeepayWords.family,
    title: Bilingual(
      "gives transactions back, wholly or in part (Weepay)",
      "estorna transações, por inteiro ou em parte (Weepay)"),
    columns: [
      OfferedColumn(
        WeepayVoidField.reference, "reference", "referência", "EST-0001",
        Bilingual(
          "your own; with it several parts of one transaction may stand in a sheet",
          "sua; com ela, a planilha pode ter várias partes de uma transação")),
      WeepayWords.transaction(WeepayVoidField.transaction),
      OfferedColumn(
        WeepayVoidField.amount, "value", "valor", "",
        Bilingual("empty gives all of it back", "em branco, estorna tudo")),
    ],
    settings: [.noRepair],
    money: Bilingual(
      "money goes back to cardholders; consent is asked for",
      "o dinheiro volta aos portadores; pede-se confirmação"),
    sending: Bilingual(
      "one by one, and one after the other for one transaction; it is read before each request, and what it "
        + "was before tells after a lost answer whether the money went back",
      "uma a uma, e em sequência para a mesma transação; ela é consultada antes de cada envio, e o valor "
        + "anterior mostra, após uma resposta perdida, se o dinheiro voltou"),
    done: Bilingual("the money went back", "o dinheiro voltou ao portador"),
    consent: Bilingual("This gives money back", "Este envio devolve dinheiro"),
    words: OperationWords(
      use: Bilingual("book the refunds in {file}", "registre os estornos de {file}"),
      rehearsedUse: Bilingual(
        "Of a real run you would book the refunds in {file}",
        "Em uma execução real, você registraria os estornos de {file}"),
      rehearsal: Bilingual("book none of its refunds", "não registre nenhum estorno dele"),
      nothing: Bilingual("Nothing was given back", "Nada foi estornado"),
      none: Bilingual(
        "none; nothing was given back, and there is nothing to correct.",
        "nenhum; nada foi estornado, e não há nada a corrigir."),
      allGood: Bilingual("Everything is given back", "Todos os estornos foram feitos"),
      someGood: Bilingual(
        "Book the refunds, look after the rest", "Registre os estornos e cuide das outras linhas"),
      noneGood: Bilingual("Look after the transactions", "Cuide das transações"),
      total: Bilingual("Given back", "Transações estornadas"),
      totalAmount: Bilingual("Amount of the parts", "Valor das partes"),
      way: Bilingual("From the sheet to the refunds", "Da planilha aos estornos"),
      payable: Bilingual("every refund, once", "todos os estornos, uma vez")))
}

/// How much the planned voids give back, as far as the sheet says it.
private struct VoidSurvey: RecordVisitor {
  private var planned: PlannedNumbers
  private var cents: Int64 = 0
  private var wholes = 0

  init(_ journal: any JournalReader) {
    planned = PlannedNumbers(journal)
  }

  var needsValues: Bool { true }

  mutating func begin(first: Int, count: Int) async throws {
    try await planned.read(first: first, count: count)
  }

  mutating func visit(
    _ index: Int, of block: borrowing CheckedBlock, number: Int
  ) throws {
    guard planned.contains(number) else { return }
    let part = WeepayVoids.cents(ofPart: block.value(WeepayVoids.partValue, of: index))
    if let part { cents += part } else { wholes += 1 }
  }

  mutating func end() async throws {}

  private static let whole = Noun("as a whole", "as a whole", "por inteiro", "por inteiro")

  var sentences: [Bilingual] {
    func text(_ language: Language) -> String {
      let parts = [
        cents > 0
          ? AmountText.money(cents, language) + language.pick(" in parts", " em partes") : nil,
        wholes > 0 ? language.counted(wholes, Self.whole) : nil,
      ]
      return parts.compactMap(\.self).joined(separator: ", ")
    }
    return cents == 0 && wholes == 0 ? [] : [Bilingual(text(.english), text(.portuguese))]
  }
}
