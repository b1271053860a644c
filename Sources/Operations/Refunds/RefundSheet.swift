package import BulkEngine
import Spreadsheets

/// The fields of a sheet of refunds.
package enum RefundField {
  package static let customNumber = Field(0)
  package static let chargeID = Field(1)
  package static let amount = Field(2)
  package static let reason = Field(3)
  private static let earlierNumber = Field(4)
  private static let earlierStatus = Field(5)

  package static let layout = SheetLayout(
    [
      SheetField(
        "custom_number", "number of the refund", "número da devolução", .identifier, .code,
        aliases: [
          "numero da devolucao", "nº da devolucao", "codigo da devolucao", "devolucao",
          "seu numero", "referencia",
          "codigo", "custom code", "reference", "refund number",
        ]),
      SheetField(
        "charge_id", "id of the charge", "id da cobrança", .identifier, .code,
        aliases: [
          "id", "id cobranca", "id da cobranca", "we id", "payin", "payin id", "id payin",
          "charge", "cobranca",
        ], secondChoice: ["q api id"]),
      SheetField(
        "amount", "amount", "valor", .other, .shape,
        aliases: [
          "valor", "valor r", "valor em reais", "valor da devolucao", "valor a devolver", "total",
          "vlr", "value",
        ], secondChoice: ["valor cobranca", "valor da cobranca"]),
      SheetField(
        "reason", "reason", "motivo", .text, .initials,
        aliases: ["motivo", "justificativa", "motivo da devolucao"]),
    ] + SheetField.ofEarlierRun,
    required: [chargeID, amount],
    roles: .init(
      key: customNumber, earlierKey: earlierNumber, earlierStatus: earlierStatus, sampled: reason),
    shortestRecordBytes: 4,
    outputs: OutputLayout(
      [.init("charge_id"), .init("reason")], keyColumn: "custom_number", amountColumn: "amount",
      results: ["end_to_end_id"]))
}

/// The values of an outgoing refund, in their order.
enum RefundValue: Int {
  case chargeID, reason
}

extension OutgoingRecord {
  subscript(value: RefundValue) -> String { values[value.rawValue] }
}

extension FindingCode {
  static let longReason = FindingCode(ofOperation: 41)
}

extension FindingSentences {
  /// Of sheets of refunds.
  package static let refunds = FindingSentences(
    RefundField.layout,
    FindingCatalogue.cellwise(
      amounts: Bilingual("R$ 0.01 to R$ 100,000.00", "R$ 0,01 a R$ 100.000,00"),
      same: Bilingual("a refund of the same charge", "uma devolução da mesma cobrança"),
      [
        .chargeIDForm,
        .init(
          .longReason, "too_long",
          "{field} has more than \(RefundRules.longestReason) characters: the refund's code goes out behind it.",
          "{o field} tem mais de \(RefundRules.longestReason) caracteres: o código da devolução é enviado depois dele."
        ),
      ]))
}

/// Reads the rows of a sheet of refunds.
struct RefundRules: CellwiseRules {
  var repairs: Bool

  static var sentences: FindingSentences { .refunds }
  static var totals: Field { RefundField.chargeID }
  static var amount: Field? { RefundField.amount }
  static var verdicts: EarlierRun.Words { EarlierRun.Words(usedUp: ["failed"], taken: ["done"]) }

  static var persons: SheetPersons.Places? { .init() }

  /// Cents that the API takes; its documents also allow 0, which pays nothing back.
  private static let amounts: ClosedRange<Int64> = 1...10_000_000
  /// With a blank, brackets and the longest code within the API's 191.
  static let longestReason = 143

  func read(_ cells: inout RowCells) -> CellwiseRecord {
    let id = cells.identifier(RefundField.chargeID, isRequired: true)
    cells.requireID(RefundField.chargeID)
    let amount = cells.amount(RefundField.amount, Self.amounts, isRequired: true)
    let reason = cells.words(RefundField.reason)
    if reason.unicodeScalars.count > Self.longestReason {
      cells.error(.longReason, RefundField.reason)
    }
    // Without own codes a charge is paid back once.
    return CellwiseRecord(values: [id, reason], amountInCents: amount, identity: id)
  }
}
