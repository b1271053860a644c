package import BulkEngine

/// What can be wrong with a charge.
extension FindingCode {
  static let pastDue = FindingCode(ofOperation: 40)
  static let timeForm = FindingCode(ofOperation: 41)
  static let boletoMinimum = FindingCode(ofOperation: 42)
  static let longInstructions = FindingCode(ofOperation: 43, .warning)
  static let highFine = FindingCode(ofOperation: 44, .warning)
  static let boletoOnly = FindingCode(ofOperation: 45)
  static let severalDiscounts = FindingCode(ofOperation: 46)
  static let discountDateLate = FindingCode(ofOperation: 47)
  static let discountTooLarge = FindingCode(ofOperation: 48)
  static let unknownWallet = FindingCode(ofOperation: 49)
  static let splitAmounts = FindingCode(ofOperation: 50)
  static let splitsTooLarge = FindingCode(ofOperation: 51)
  static let severalSplits = FindingCode(ofOperation: 52)
  static let cepForm = FindingCode(ofOperation: 53)
  static let unknownState = FindingCode(ofOperation: 54)
  static let stateOfOtherCEP = FindingCode(ofOperation: 55, .warning)
  static let addressLeftOut = FindingCode(ofOperation: 56, .warning)
  static let senderMissing = FindingCode(ofOperation: 57)
  static let timeOfBoleto = FindingCode(ofOperation: 58, .warning)
  static let numberForm = FindingCode(ofOperation: 59)
}

extension FindingSentences {
  /// Of sheets of charges.
  package static let charges = FindingSentences(ChargeField.layout, catalogue)

  private static let catalogue = FindingCatalogue.cellwise(
    amounts: Bilingual("R$ 0.01 to R$ 150,000.00", "R$ 0,01 a R$ 150.000,00"),
    same: Bilingual(
      "the same charge (person, amount and due date)",
      "a mesma cobrança (pessoa, valor e vencimento)"),
    words: Bilingual("pix or boleto", "pix ou boleto"), terms + discounts + others)

  private static let terms: [FindingCatalogue.Entry] = [
    .init(
      .numberForm, "format",
      "{field} may have at most 255 characters of A-Z a-z 0-9 - _ . / : #.",
      "{o field} pode ter no máximo 255 caracteres de A-Z a-z 0-9 - _ . / : #."),
    .init(
      .pastDue, "past", "{field} is over: give a later one.", "{o field} já passou: informe outra."),
    .init(
      .timeForm, "format", "{field} is to be written like 18:30.",
      "{o field} deve ser escrit{o} como 18:30."),
    .init(
      .timeOfBoleto, "unused", "a boleto is due for the whole day: {field} is not sent.",
      "um boleto vence no dia inteiro: {o field} não é enviad{o}."),
    .init(
      .boletoMinimum, "boleto_minimum", "{field} of a boleto must be R$ 5.00 at least.",
      "{o field} de um boleto deve ser de no mínimo R$ 5,00."),
    .init(
      .longInstructions, "long", "{field} has more than 140 characters and may be cut.",
      "{o field} tem mais de 140 caracteres e pode ser cortad{o}."),
    .init(
      .highFine, "high",
      "{field} is more than 2 %, the most that consumers may be asked (CDC, art. 52).",
      "{o field} passa de 2 %, o máximo que se pode cobrar de consumidores (CDC, art. 52)."),
    .init(
      .boletoOnly, "boleto_only", "{field} is for boletos only: leave it empty for Pix.",
      "{o field} só vale para boleto: deixe em branco no Pix."),
    .init(
      .senderMissing, "sender_missing",
      "a boleto needs --sender-name and --sender-document, and this run has not both.",
      "um boleto precisa de --sender-name e --sender-document, e esta execução não tem os dois."),
  ]

  private static let discounts: [FindingCatalogue.Entry] = [
    .init(
      .severalDiscounts, "several", "a charge has one kind of discount: leave {field} empty.",
      "uma cobrança tem um só tipo de desconto: deixe {o field} em branco."),
    .init(
      .discountDateLate, "after_due_date", "{field} is after the due date: correct one of the two.",
      "{o field} é depois do vencimento: corrija uma das duas."),
    .init(
      .discountTooLarge, "too_large", "{field} leaves nothing to pay: correct it.",
      "{o field} não deixa nada a pagar: corrija."),
  ]

  private static let others: [FindingCatalogue.Entry] = [
    .init(
      .unknownWallet, "format",
      "{field} is not the code of a wallet, 36 characters with four hyphens: copy it from the recipient.",
      "{o field} não é o código de uma carteira, com 36 caracteres e quatro hifens: copie-o do recebedor."
    ),
    .init(
      .splitAmounts, "one_of_two", "a wallet gets a percentage or an amount, one of the two.",
      "uma carteira recebe um percentual ou um valor, um dos dois."),
    .init(
      .splitsTooLarge, "too_large", "the wallets together get more than the charge: correct them.",
      "as carteiras recebem juntas mais do que a cobrança: corrija."),
    .init(
      .severalSplits, "one_only", "with this --refund-mode a charge has one wallet only.",
      "com este --refund-mode, a cobrança tem uma só carteira."),
    .init(
      .cepForm, "format", "{field} has eight digits, such as 80200-100: correct it.",
      "{o field} tem oito dígitos, como 80200-100: corrija."),
    .init(
      .unknownState, "unknown", "{field} is to be one of the 27, such as PR.",
      "{o field} deve ser uma das 27, como PR."),
    .init(
      .stateOfOtherCEP, "other_state", "the CEP belongs to another state: compare both.",
      "o CEP é de outro estado: compare os dois."),
    .init(
      .addressLeftOut, "left_out", "the address is not whole and is not sent; Pix needs none.",
      "o endereço está incompleto e não é enviado; Pix não precisa dele."),
  ]
}
