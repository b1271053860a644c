import BulkEngine

/// What can be wrong with cells of sheets that are read cell by cell, whatever the operation; its own
/// codes begin at 40.
extension FindingCode {
  static let amountOutOfRange = FindingCode(ofOperation: 0)
  static let documentDigits = FindingCode(ofOperation: 1)
  static let documentRepeatsDigit = FindingCode(ofOperation: 2)
  static let repeatedRecord = FindingCode(ofOperation: 3)
  static let repeatedUnderOtherCode = FindingCode(ofOperation: 4, .warning)
  static let dateForm = FindingCode(ofOperation: 5)
  static let dateYear = FindingCode(ofOperation: 6)
  static let dateMonthFirst = FindingCode(ofOperation: 7)
  static let dateSerial = FindingCode(ofOperation: 8)
  static let dateImpossible = FindingCode(ofOperation: 9)
  static let emailForm = FindingCode(ofOperation: 10)
  static let percentOutOfRange = FindingCode(ofOperation: 11)
  static let codeTellsDocument = FindingCode(ofOperation: 12)
  static let unknownWord = FindingCode(ofOperation: 13)
  static let codeMayTellDocument = FindingCode(ofOperation: 14, .warning)
  static let codeTellsName = FindingCode(ofOperation: 15)
  static let codeHasNameWord = FindingCode(ofOperation: 16, .warning)
  static let codeMayTellName = FindingCode(ofOperation: 17, .warning)
}

extension FindingCatalogue {
  /// The sentences of every such sheet.
  ///
  /// - Parameters:
  ///   - amounts: from and to what an amount is taken; where sheets have none it is not told.
  ///   - same: what two records with one content are: `the same charge`.
  ///   - words: what a cell with one of a few words takes; as amounts.
  static func cellwise(
    amounts: Bilingual = Bilingual("an amount", "um valor"), same: Bilingual,
    words: Bilingual = Bilingual("a word of the list", "uma palavra da lista"), _ own: [Entry]
  ) -> FindingCatalogue {
    FindingCatalogue(
      dates + values(amounts: amounts, words: words) + codes + repetitions(same) + own,
      Repetitions(
        whole: .repeatedRecord, underOtherCode: .repeatedUnderOtherCode,
        otherGroup: .repeatedUnderOtherCode))
  }

  private static let dates: [Entry] = [
    .init(
      .dateForm, "format",
      "{field} is to be written like 31/12/2026 or 2026-12-31.",
      "{o field} deve ser escrit{o} como 31/12/2026 ou 2026-12-31."),
    .init(
      .dateYear, "year",
      "{field} has a year of two digits: write all four, as in 31/12/2026.",
      "{o field} está com o ano em dois dígitos: escreva os quatro, como em 31/12/2026."),
    .init(
      .dateMonthFirst, "month_first",
      "{field} has the month in front: write the day first, as in 31/12/2026.",
      "{o field} está com o mês na frente: escreva primeiro o dia, como em 31/12/2026."),
    .init(
      .dateSerial, "serial_number",
      "{field} is a date that lost its format in the spreadsheet: format the column as a date and save again.",
      "{o field} é uma data que perdeu o formato na planilha: formate a coluna como data e salve de novo."
    ),
    .init(
      .dateImpossible, "impossible",
      "{field} is no day of the calendar: correct it.",
      "{o field} não existe no calendário: corrija."),
  ]

  private static func values(amounts: Bilingual, words: Bilingual) -> [Entry] {
    [
      .init(
        .amountOutOfRange, "out_of_range", "{field} must be \(amounts.english).",
        "{o field} deve ser de \(amounts.portuguese)."),
      .init(
        .documentDigits, "check_digit",
        "the check digits of {field} do not fit: compare it with the original.",
        "os dígitos verificadores {do field} não conferem: compare com o original."),
      .init(
        .documentRepeatsDigit, "repeated_digits",
        "{field} is one digit repeated, which is never issued: correct it.",
        "{o field} é um único dígito repetido, o que nunca é emitido: corrija."),
      .init(
        .emailForm, "invalid",
        "{field} has not the form of an address: correct it; where it is optional, it may stay empty.",
        "{o field} não tem a forma de um endereço: corrija; se não for obrigatório, pode ficar em branco."
      ),
      .init(
        .percentOutOfRange, "out_of_range",
        "{field} must be a number from 0.01 to 100, in % (interest: at most 20, a discount: less than 100), such as 2 or 2,5.",
        "{o field} deve ser um número de 0,01 a 100, em % (juros: no máximo 20; desconto: menos de 100), como 2 ou 2,5."
      ),
      .init(
        .unknownWord, "unreadable", "{field} must be \(words.english).",
        "{o field} deve ser \(words.portuguese)."),
    ]
  }

  /// Codes that show who the person is.
  private static let codes: [Entry] = [
    .init(
      .codeTellsDocument, "is_document",
      """
      {field} holds a person's document, which must not leave traces: use another code, or rename the \
      column to have codes made.
      """,
      """
      {o field} contém o documento de uma pessoa, que não pode deixar rastros: use outro código, ou \
      renomeie a coluna para que os códigos sejam gerados.
      """),
    .init(
      .codeMayTellDocument, "may_be_document",
      """
      {field} holds the digits of a document; if that is not by chance, use another code, since codes are \
      kept.
      """,
      """
      {o field} contém os dígitos de um documento; se não for coincidência, use outro código, pois os \
      códigos ficam guardados.
      """),
    .init(
      .codeTellsName, "is_name",
      """
      {field} holds the person's name, which must not leave traces: use another code, or rename the column \
      to have codes made.
      """,
      """
      {o field} contém o nome da pessoa, que não pode deixar rastros: use outro código, ou renomeie a \
      coluna para que os códigos sejam gerados.
      """),
    .init(
      .codeHasNameWord, "has_name",
      """
      {field} holds a word of the person's name; if that is not by chance, use another code, since codes \
      are kept.
      """,
      """
      {o field} contém uma palavra do nome da pessoa; se não for coincidência, use outro código, pois os \
      códigos ficam guardados.
      """),
    .init(
      .codeMayTellName, "may_be_name",
      """
      {field} holds the name of another person of the sheet; if that is not by chance, use another code, \
      since codes are kept.
      """,
      """
      {o field} contém o nome de outra pessoa da planilha; se não for coincidência, use outro código, pois \
      os códigos ficam guardados.
      """),
  ]

  private static func repetitions(_ same: Bilingual) -> [Entry] {
    [
      .init(
        .repeatedRecord, "row.duplicate", "\(same.english) stands on line {line}; it is sent once.",
        "\(same.portuguese) está na linha {line}; o envio é um só."),
      .init(
        .repeatedUnderOtherCode, "row.repeated_record",
        "\(same.english) stands on line {line} under another code; both are sent.",
        "\(same.portuguese) está na linha {line} com outro código; os dois são enviados."),
    ]
  }
}
