package import Spreadsheets

/// Payments of a CNAB file that are no records: nothing is done with them, and a finding says so.
extension FindingCode {
  package static let keySkipped = FindingCode(100, .warning)
  package static let orderSkipped = FindingCode(101, .warning)
  package static let cancellationSkipped = FindingCode(102, .warning)
  package static let changeSkipped = FindingCode(103, .warning)
  package static let zeroSkipped = FindingCode(104, .warning)
  package static let otherSkipped = FindingCode(105, .warning)
}

extension Finding {
  /// What is said of a payment that is no record.
  package init(_ kind: CNABSkippedKind) {
    switch kind {
    case .key: self.init(.keySkipped)
    case .paymentOrder: self.init(.orderSkipped)
    case .cancellation: self.init(.cancellationSkipped)
    case .change: self.init(.changeSkipped)
    case .zeroAmount: self.init(.zeroSkipped)
    case .notATransfer: self.init(.otherSkipped)
    }
  }
}

extension FindingCatalogue {
  /// The row of a CNAB file.
  static let segments: [Entry] = [
    .init(
      .loneSegment, "row.segment_without_payment",
      """
      a segment B stands without the segment A before it, so nothing says where the money goes: \
      export the file again.
      """,
      """
      há um segmento B sem o segmento A antes dele, e nada diz para onde vai o dinheiro: gere o \
      arquivo de novo.
      """),
    .init(
      .missingSegment, "row.segment_missing",
      """
      the segment B that this bank's layout demands does not follow the segment A, so the CPF or \
      CNPJ is missing: fill it in, or export the file again.
      """,
      """
      falta, depois do segmento A, o segmento B que o layout deste banco exige, e com ele o CPF ou \
      CNPJ: preencha-o ou gere o arquivo de novo.
      """),
    .init(
      .otherLot, "row.other_lot",
      "the payment names another lot than the one it stands in: export the file again.",
      "o pagamento informa outro lote que não o lote em que está: gere o arquivo de novo."),
    .init(
      .foreignIdentifier, "row.other_document",
      "the payee is named by a PIS or another number: a CPF or CNPJ is needed.",
      "o favorecido vem com PIS ou outro número: é preciso um CPF ou CNPJ."),
  ]

  /// Payments that are no records.
  static let skipped: [Entry] = [
    .init(
      .keySkipped, "payment.pix_key",
      "this payment goes to a PIX key and uses no bank data: it is not checked.",
      "este pagamento vai para uma chave PIX e não usa dados bancários: não é verificado."),
    .init(
      .orderSkipped, "payment.order",
      "this is a cheque or an order of payment, without an account: it is not checked.",
      "isto é um cheque ou uma ordem de pagamento, sem conta: não é verificado."),
    .init(
      .cancellationSkipped, "payment.cancellation",
      "this line cancels a payment that was sent earlier: it is not checked.",
      "esta linha cancela um pagamento enviado antes: não é verificada."),
    .init(
      .changeSkipped, "payment.change",
      "this line changes a payment that was sent earlier: it is not checked.",
      "esta linha altera um pagamento enviado antes: não é verificada."),
    .init(
      .zeroSkipped, "payment.zero_amount",
      "the amount of this payment is zero: it is not checked.",
      "o valor deste pagamento é zero: não é verificado."),
    .init(
      .otherSkipped, "payment.not_a_transfer",
      "this is a slip, a tax or a collection and no transfer: it is not checked.",
      "isto é um boleto, um tributo ou uma cobrança, não uma transferência: não é verificado."),
  ]
}
