import BulkEngine

extension FindingCatalogue {
  /// What is said of many values of a column of payees.
  static let payeeColumnClauses: [FindingCode: Bilingual] = [
    .checkDigit: Bilingual(
      "have a check digit that does not fit", "com dígito verificador que não confere"),
    .digitUnverified: Bilingual(
      "have a digit that does not fit a rule that is not certain",
      "com dígito que não confere com uma regra que não é certa"),
    .unknownBank: Bilingual("are not in the list of banks", "fora da lista de bancos"),
    .accountTypeUnknown: Bilingual(
      "are neither checking (C) nor savings (P)", "não são corrente (C) nem poupança (P)"),
    .accountTypeAssumed: Bilingual(
      "are empty; sent as checking", "sem valor; enviados como corrente"),
    .accountTypeOther: Bilingual(
      "are payment or salary accounts; sent as checking",
      "são de pagamento ou salário; enviados como corrente"),
    .upperCased: Bilingual("were set in upper case", "passados para maiúsculas"),
    .digitSplit: Bilingual(
      "have their check digit in the same cell; split off",
      "com o dígito na mesma célula; separado"),
    .separatorsDropped: Bilingual(
      "have dots, blanks or a hyphen; taken out",
      "com pontos, espaços ou um hífen; retirados"),
    .branchDropped: Bilingual(
      "have the branch in front as well; taken off", "com a agência repetida na frente; retirada"),
    .zerosDropped: Bilingual(
      "are filled up with zeros; taken off", "completados com zeros; retirados"),
    .operationKept: Bilingual(
      "have Caixa's operation in front; kept", "com a operação da Caixa na frente; mantida"),
    .bankCodeExtracted: Bilingual(
      "have the bank's name beside its code; the code was taken",
      "com o nome do banco junto do código; o código foi extraído"),
    .bankFoundByISPB: Bilingual(
      "are an ISPB; the bank was found by it", "são ISPB; banco encontrado por ele"),
    .bankFoundByName: Bilingual(
      "are a bank's name; the bank was found by it", "são nome de banco; banco encontrado por ele"),
  ]
}
