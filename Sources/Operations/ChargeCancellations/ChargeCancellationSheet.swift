package import BulkEngine

/// The fields of a sheet of cancellations.
package enum ChargeCancellationField {
  package static let chargeID = Field(0)

  package static let layout = SheetLayout.acting(
    on: SheetField(
      "charge_id", "id of the charge", "id da cobrança", .identifier, .code,
      aliases: [
        "id", "id cobranca", "id da cobranca", "cobranca id", "we id", "payin", "payin id",
        "id payin", "charge", "cobranca", "codigo da cobranca", "cash in id",
      ], secondChoice: ["q api id"]),
    results: ["number", "charge_amount"])
}

extension FindingCode {
  static let chargeIDForm = FindingCode(ofOperation: 40)
}

extension FindingSentences {
  /// Of sheets of cancellations.
  package static let chargeCancellations = FindingSentences(
    ChargeCancellationField.layout,
    FindingCatalogue.cellwise(
      same: Bilingual("the same charge", "a mesma cobrança"),
      [.chargeIDForm]))
}

extension FindingCatalogue.Entry {
  /// Of every sheet that names charges.
  static let chargeIDForm = FindingCatalogue.Entry(
    .chargeIDForm, "format",
    """
    {field} is the vendor's own number of a charge, without a zero in front and nobody's CPF or CNPJ: copy it \
    from q_api_id or from the vendor's dashboard.
    """,
    """
    {o field} é o número que o próprio fornecedor dá à cobrança, sem zero à esquerda, e não um CPF ou CNPJ: \
    copie-o de q_api_id ou do painel do fornecedor.
    """)
}

extension RowCells {
  /// The key of a row freed of what a spreadsheet wraps around it; what is wrong with it as a key is
  /// noted where keys are read.
  func bare(_ field: Field) -> String {
    String(
      decoding: CellRepair.repair(peek(field).utf8.span, as: .identifier).bytes, as: UTF8.self)
  }

  /// Notes a key that is no id of the API.
  mutating func requireID(_ field: Field, _ code: FindingCode = .chargeIDForm) {
    let id = bare(field)
    guard !id.isEmpty, !PayinPaths.isID(id) else { return }
    error(code, field)
  }
}
