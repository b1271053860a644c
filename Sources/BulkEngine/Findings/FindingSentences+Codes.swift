extension FindingSentence {
  /// Codes that show who the payee is, see ``CodeTrace``.
  static func codeSentence(_ code: FindingCode) -> Pair? {
    switch code {
    case .codeIsDocument:
      Pair(
        "{field} holds a person's document, which must not leave traces: use another code, or "
          + "rename the column to have codes made.",
        "{field} contém o documento de uma pessoa, que não pode deixar rastros: use outro código, ou "
          + "renomeie a coluna para que os códigos sejam gerados.")
    case .codeIsAccount:
      Pair(
        "{field} holds the person's account, which must not leave traces: use another code, or "
          + "rename the column to have codes made.",
        "{field} contém a conta da pessoa, que não pode deixar rastros: use outro código, ou "
          + "renomeie a coluna para que os códigos sejam gerados.")
    case .codeMayBeDocument:
      Pair(
        "{field} holds the digits of a document; if that is not by chance, use another code, since "
          + "codes are kept.",
        "{field} contém os dígitos de um documento; se não for coincidência, use outro código, pois "
          + "os códigos ficam guardados.")
    case .codeMayBeAccount:
      Pair(
        "{field} holds the digits of an account; if that is not by chance, use another code, since "
          + "codes are kept.",
        "{field} contém os dígitos de uma conta; se não for coincidência, use outro código, pois os "
          + "códigos ficam guardados.")
    case .codeIsName:
      Pair(
        "{field} holds the person's name, which must not leave traces: use another code, or rename "
          + "the column to have codes made.",
        "{field} contém o nome da pessoa, que não pode deixar rastros: use outro código, ou "
          + "renomeie a coluna para que os códigos sejam gerados.")
    case .codeMayBeName:
      Pair(
        "{field} holds the name of another person of the sheet; if that is not by chance, use "
          + "another code, since codes are kept.",
        "{field} contém o nome de outra pessoa da planilha; se não for coincidência, use outro "
          + "código, pois os códigos ficam guardados.")
    case .codeHasName:
      Pair(
        "{field} holds a word of the name; if that is not by chance, use another code, since codes "
          + "are kept.",
        "{field} contém uma palavra do nome; se não for coincidência, use outro código, pois os "
          + "códigos ficam guardados.")
    default: nil
    }
  }
}
