package import BulkEngine
import Spreadsheets

/// The fields of a sheet of voids.
package enum WeepayVoidField {
  package static let reference = Field(0)
  package static let transaction = Field(1)
  package static let amount = Field(2)
  private static let earlierKey = Field(3)
  private static let earlierStatus = Field(4)

  package static let layout = SheetLayout(
    [
      SheetField(
        "reference_id", "reference", "referência", .identifier, .code,
        aliases: ["referencia", "codigo", "pedido", "reference", "custom code"]),
      WeepayCaptureField.transactionID,
      SheetField(
        "amount", "amount", "valor", .other, .shape,
        aliases: [
          "valor", "valor r", "valor em reais", "valor a estornar", "valor do estorno", "estorno",
          "value",
        ], secondChoice: ["valor cobranca", "valor da cobranca", "total"]),
    ] + SheetField.ofEarlierRun,
    required: [transaction],
    roles: .init(
      key: reference, earlierKey: earlierKey, earlierStatus: earlierStatus,
      sampled: transaction),
    shortestRecordBytes: 2,
    outputs: OutputLayout(
      [OutputLayout.Value("transaction_id"), OutputLayout.Value("amount")],
      keyColumn: "reference_id", results: ["amount_left"]))
}

/// The values of an outgoing void, in their order.
enum WeepayVoidValue: Int {
  /// The part is empty for the whole.
  case transaction, part
}

extension OutgoingRecord {
  subscript(value: WeepayVoidValue) -> String { values[value.rawValue] }
}

extension FindingSentences {
  /// Of sheets of voids.
  package static let weepayVoids = FindingSentences(
    WeepayVoidField.layout,
    FindingCatalogue.cellwise(
      amounts: Bilingual("R$ 0.01 to R$ 21,474,836.47", "R$ 0,01 a R$ 21.474.836,47"),
      same: Bilingual("the same transaction", "a mesma transação"), [.weepayIDForm]))
}

/// Reads the rows of a sheet of voids.
struct WeepayVoidRules: CellwiseRules {
  let repairs: Bool

  static var sentences: FindingSentences { .weepayVoids }
  static var totals: Field { WeepayVoidField.transaction }
  static var amount: Field? { WeepayVoidField.amount }
  static var verdicts: EarlierRun.Words { EarlierRun.Words(usedUp: ["failed"], taken: ["done"]) }

  static var persons: SheetPersons.Places? { .init() }

  /// Cents of 32 bits.
  private static let amounts: ClosedRange<Int64> = 1...2_147_483_647

  func read(_ cells: inout RowCells) -> CellwiseRecord {
    let id = cells.weepayID(WeepayVoidField.transaction, isRequired: true)
    let part = cells.amount(WeepayVoidField.amount, Self.amounts)
    return CellwiseRecord(
      values: [id, part.map { AmountText.decimal($0) } ?? ""], amountInCents: part, identity: id)
  }
}

extension WeepayVoids {
  /// Position of the value that a plan tells people of.
  package static let partValue = WeepayVoidValue.part.rawValue

  /// The cents of that value; nil for the whole.
  package static func cents(ofPart text: ArraySlice<UInt8>) -> Int64? {
    text.isEmpty ? nil : DecimalAmount.cents(String(decoding: text, as: UTF8.self))
  }

  static let unknown = "transaction.unknown"
  static let over = "transaction.over"
  static let tooMuch = "void.too_much"
  static let notCaptured = "void.not_captured"

  static let refusals = [
    unknown: Bilingual(
      "The API has no transaction with this id: nothing was sent. Compare it with q_api_id.",
      "A API não tem transação com este id: nada foi enviado. Compare-o com q_api_id."),
    over: Bilingual(
      "The transaction failed or is canceled: nothing was sent.",
      "A transação falhou ou está cancelada: nada foi enviado."),
    tooMuch: Bilingual(
      "Less than this is left of the transaction: nothing was given back. Correct the amount.",
      "Resta menos do que isso da transação: nada foi estornado. Corrija o valor."),
    notCaptured: Bilingual(
      "The transaction is only authorised: it can be given back as a whole, not in part.",
      "A transação só foi autorizada: pode ser estornada inteira, não em parte."),
    APICode.collision: Bilingual(
      "The API shows another transaction under this id: look at the vendor's dashboard.",
      "A API mostra outra transação com este id: consulte o painel do fornecedor."),
  ]

  package static let statuses = StatusTable(
    [
      Verdict(
        "done", isFinal: true, isGood: true,
        names: Verdict.Names("done", "estornada", "estornadas"),
        meaning: Bilingual("the money goes back", "o dinheiro volta ao portador")),
      Verdict(
        "failed", isFinal: true, needsCorrection: true,
        names: Verdict.Names("failed", "sem efeito", "sem efeito"),
        meaning: Bilingual(
          "nothing was given back: see fix.csv", "nada foi estornado: veja fix.csv"),
        remark: Verdict.Remark(
          code: WeepayTransactions.failedCode,
          Bilingual(
            "The API could not give the transaction back.",
            "A API não conseguiu estornar a transação."))),
      Verdict(
        "pending", isFinal: false, names: Verdict.Names("pending", "pendente", "pendentes"),
        meaning: Bilingual("requested, not seen yet", "pedido, ainda não consultado")),
    ],
    statuses: ["voided": "done", "failed": "failed"], pending: "pending",
    sentences: StatusTable.Sentences(
      refusals: refusals,
      notes: [
        APICode.reached: Bilingual(
          "The transaction was given back before this run: nothing was sent.",
          "A transação já estava estornada antes desta execução: nada foi enviado.")
      ]))
}
