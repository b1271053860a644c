import BulkEngine
import Operations
import Simulator
import Spreadsheets

/// Captures, as the command offers them.
struct WeepayCaptureChoice: WeepayOperation {
  static var layout: SheetLayout { WeepayCaptureField.layout }
  static var statuses: StatusTable { WeepayCaptures.statuses }

  private let settings: RepairSettings

  init(_ wishes: OperationWishes, readsFiles: Bool) throws {
    settings = RepairSettings(repairs: !wishes.isOn(.noRepair))
  }

  init(stored: OperationSettings) throws { settings = try stored.decoded(as: RepairSettings.self) }

  var stored: OperationSettings {
    OperationSettings(name: WeepayCaptures.name, variant: WeepayCaptures.name, settings)
  }
  var operation: any BulkOperation { WeepayCaptures() }
  var layoutCheck: any SheetCheck { WeepayCaptures.check(repairs: settings.repairs) }
  func check() -> any SheetCheck { layoutCheck }
  var rules: String { WeepayCaptures.rules }

  func prepare(_ simulator: inout SimulatorSettings) {
    simulator.presumesThings = true
    simulator.presumesOnlyAuthorised = true
  }

  func text(of setting: Setting) -> String { settings.text(of: setting) }

  private static let captures = Noun(
    "authorised transaction", "authorised transactions", "transação autorizada",
    "transações autorizadas")

  func money(_ plan: PlanTotals, _ language: Language) -> String {
    let captures = language.counted(plan.planned, Self.captures)
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

/// Voids, as the command offers them.
struct WeepayVoidChoice: WeepayOperation {
  static var layout: SheetLayout { WeepayVoidField.layout }
  static var statuses: StatusTable { WeepayVoids.statuses }

  private let settings: RepairSettings

  init(_ wishes: OperationWishes, readsFiles: Bool) throws {
    settings = RepairSettings(repairs: !wishes.isOn(.noRepair))
  }

  init(stored: OperationSettings) throws { settings = try stored.decoded(as: RepairSettings.self) }

  var stored: OperationSettings {
    OperationSettings(name: WeepayVoids.name, variant: WeepayVoids.name, settings)
  }
  var operation: any BulkOperation { WeepayVoids() }
  var layoutCheck: any SheetCheck { WeepayVoids.check(repairs: settings.repairs) }
  func check() -> any SheetCheck { layoutCheck }
  var rules: String { WeepayVoids.rules }

  func prepare(_ simulator: inout SimulatorSettings) { simulator.presumesThings = true }

  func text(of setting: Setting) -> String { settings.text(of: setting) }

  private static let voids = Noun("transaction", "transactions", "transação", "transações")

  func money(_ plan: PlanTotals, _ language: Language) -> String {
    let voids = language.counted(plan.planned, Self.voids)
    return language.pick(
      "gives money back to cardholders: \(voids)",
      "devolve dinheiro a portadores de cartão: \(voids)")
  }

  func details(of pass: RecordPass, _ journal: any JournalReader) async throws -> [Bilingual] {
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
  private let journal: any JournalReader
  private var planned: Set<Int> = []
  private var cents: Int64 = 0
  private var wholes = 0

  init(_ journal: any JournalReader) {
    self.journal = journal
  }

  var needsValues: Bool { true }

  mutating func begin(first: Int, count: Int) async throws {
    let entries = try await journal.entries(.numbers(first: first, last: first + count - 1))
    planned = Set(entries.filter { $0.state == .planned }.map(\.number))
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
