import BrazilianBanking
import BulkEngine

/// What can be wrong with the cells of Weepay's sheets.
extension FindingCode {
  static let weepayIDForm = FindingCode(ofOperation: 40)
  static let payerMissing = FindingCode(ofOperation: 41)
  static let descriptorForm = FindingCode(ofOperation: 42)
  static let alphanumericCNPJ = FindingCode(ofOperation: 43)
  static let birthdateRange = FindingCode(ofOperation: 44)
  static let phoneForm = FindingCode(ofOperation: 45)
  static let postalCodeForm = FindingCode(ofOperation: 46)
  static let stateUnknown = FindingCode(ofOperation: 47)
  static let stateOfOtherCode = FindingCode(ofOperation: 48, .warning)
  static let codeTellsCard = FindingCode(ofOperation: 49)
}

extension FindingCatalogue.Entry {
  static let weepayIDForm = FindingCatalogue.Entry(
    .weepayIDForm, "format",
    "{field} has not the form of an id of the API, such as 190a3b4c46714e89bb1f735609cc49b4: copy it from there.",
    "{o field} não tem a forma de um id da API, como 190a3b4c46714e89bb1f735609cc49b4: copie de lá."
  )

  static let payerMissing = FindingCatalogue.Entry(
    .payerMissing, "payer_missing",
    "a row needs the customer's id or the customer's CPF or CNPJ.",
    "a linha precisa do id do cliente ou do CPF ou CNPJ dele.")

  static let alphanumericCNPJ = FindingCatalogue.Entry(
    .alphanumericCNPJ, "alphanumeric",
    "this API takes no CNPJ with letters: the customer cannot be named by it.",
    "esta API não aceita CNPJ com letras: o cliente não pode ser informado por ele.")

  static let codeTellsCard = FindingCatalogue.Entry(
    .codeTellsCard, "is_card",
    "{field} holds the card's token, which must not leave traces: use another code.",
    "{o field} contém o token do cartão, que não pode deixar rastros: use outro código.")
}

extension RowCells {
  /// An id of the API; empty where there is none, or it is wrong.
  mutating func weepayID(_ field: Field, isRequired: Bool = false) -> String {
    let id = identifier(field, isRequired: isRequired)
    guard !id.isEmpty, !WeepayPaths.isID(id) else { return id }
    error(.weepayIDForm, field)
    return ""
  }

  /// A CPF or CNPJ of digits only, as this API knows customers by.
  mutating func weepayDocument(_ field: Field) -> String {
    guard let code = document(field)?.code.description else { return "" }
    guard code.utf8.allSatisfy({ $0 &- 0x30 <= 9 }) else {
      error(.alphanumericCNPJ, field)
      return ""
    }
    return code
  }

  /// Whose card it is: by id, by document, or both. A column that only says `Cliente` may hold either.
  mutating func payer(id: Field, document: Field) -> (id: String, document: String) {
    guard has(id) || has(document) else {
      error(.payerMissing, id)
      return ("", "")
    }
    if has(id), !has(document) {
      let digits = peek(id).filter { !" .-/".contains($0) }
      let isNumber =
        [11, 14].contains(digits.utf8.count) && digits.utf8.allSatisfy { $0 &- 0x30 <= 9 }
      if isNumber { return ("", weepayDocument(id)) }
    }
    return (
      has(id) ? weepayID(id) : "", has(document) ? weepayDocument(document) : ""
    )
  }

  /// Notes a code that would keep a person's document or a card's token in the journal.
  mutating func requireHarmless(_ code: Field, document: String, card: String = "") {
    requireHarmless(code, document)
    if card.utf8.count > 4 { requireHarmless(code, card, .codeTellsCard) }
  }
}

/// The name that stands on the card's bill.
package enum StatementDescriptor {
  private static let longest = 22

  /// Letters without accents, digits and blanks, at most 22 and not digits only.
  package static func isOne(_ text: String) -> Bool {
    let bytes = text.utf8
    return (1...longest).contains(bytes.count)
      && bytes.allSatisfy { $0 &- 0x30 <= 9 || ($0 | 0x20) &- 0x61 < 26 || $0 == 0x20 }
      && bytes.contains { ($0 | 0x20) &- 0x61 < 26 }
  }
}
