package import BulkEngine

/// The fields of sheets of recipients: those of payees, and some more. The key of an update is the id that
/// the vendor gave.
package enum RecipientField {
  package static let email = Field(15)

  /// Of recipients whose data are replaced.
  package static let updates = layout(
    key: SheetField(
      "recipient_id", "recipient's id", "id do recebedor", .identifier, .code,
      aliases: [
        "recebedor", "id recebedor", "id do recebedor", "codigo do recebedor", "recipient",
        "recipients id", "id",
      ]),
    required: [.customCode], outputs: .recipientUpdates)

  /// Of new recipients.
  package static let creations = layout(
    key: SheetLayout.payees[.customCode], required: [], outputs: .recipientCreations)

  private static func layout(
    key: SheetField, required: [Field], outputs: OutputLayout
  ) -> SheetLayout {
    var fields = SheetLayout.payees.fields
    fields[Int(Field.customCode.ordinal)] = key
    // Recipients have no amount.
    fields[Int(Field.amount.ordinal)] = SheetField("amount", "amount", "valor", .other, .shape)
    fields.append(
      SheetField(
        "email", "e-mail", "e-mail", .text, .initials,
        aliases: [
          "e mail", "email", "e mail do favorecido", "e mail do recebedor", "email do recebedor",
        ]))
    return SheetLayout(
      fields, required: SheetLayout.payees.required + [.pixKey, email] + required,
      roles: .init(
        key: .customCode, earlierKey: .earlierCustomCode, earlierStatus: .earlierStatus,
        sampled: .name),
      digits: SheetLayout.payeeDigits, digitAliases: SheetLayout.payeeDigitAliases,
      shortestRecordBytes: 30, outputs: outputs)
  }
}

/// The values of an outgoing recipient behind those of ``PayeeValue``.
enum RecipientValue: Int {
  case pixKey = 9
  case email = 10
  /// Of an update only.
  case id = 11
}

extension OutgoingRecord {
  subscript(value: RecipientValue) -> String {
    value.rawValue < values.count ? values[value.rawValue] : ""
  }
}

extension OutputLayout {
  private static let recipientValues =
    OutputLayout.payees.values + [Value("pix_key"), Value("email", isName: true)]

  static let recipientUpdates = OutputLayout(
    recipientValues + [Value("id", isKey: true)], keyColumn: "recipient_id",
    results: ["wallet_uuid"])

  static let recipientCreations = OutputLayout(
    recipientValues, results: ["recipient_id", "wallet_uuid"])
}

extension FindingCode {
  static let branchDigitNeeded = FindingCode(ofOperation: 70)
  static let recipientPixKey = FindingCode(ofOperation: 71)
  static let pixKeyOfOther = FindingCode(ofOperation: 72)
  static let recipientEmail = FindingCode(ofOperation: 73)
  static let recipientIDForm = FindingCode(ofOperation: 74)
}

extension FindingSentences {
  package static let recipientUpdates = FindingSentences(RecipientField.updates, catalogue)
  package static let recipientCreations = FindingSentences(RecipientField.creations, catalogue)

  private static let catalogue = FindingCatalogue.payees(and: [
    .init(
      .branchDigitNeeded, "needed",
      """
      {field} is missing, and the API needs one: write it, or give --branch-digit-zero to send 0 where there \
      is none.
      """,
      """
      falta {o field}, e a API exige um: preencha, ou use --branch-digit-zero para enviar 0 onde não houver.
      """),
    .init(
      .recipientPixKey, "not_valid", "{field} is not valid: correct it.",
      "{o field} não é válid{o}: corrija."),
    .init(
      .pixKeyOfOther, "other_document",
      "{field} is a CPF or CNPJ and not the one of this row: correct one of the two.",
      "{o field} é um CPF ou CNPJ diferente do documento desta linha: corrija um dos dois."),
    .init(
      .recipientEmail, "invalid", "{field} is no e-mail address: correct it.",
      "{o field} não é um endereço de e-mail: corrija."),
    .init(
      .recipientIDForm, "format",
      "{field} is the number that the vendor gave to the recipient: digits without a zero in front, and nobody's "
        + "CPF or CNPJ.",
      "{o field} é o número que o fornecedor deu ao recebedor: só dígitos, sem zero à esquerda, e não um CPF ou "
        + "CNPJ."),
  ])
}
