package import BulkEngine

/// Why a sheet with card data is refused, for people; never a digit of it.
extension CardDataPresent: CommandError {
  var isWhole: Bool { false }

  var status: ExitStatus { .unusableInput }

  package var explanation: Explanation {
    switch sign {
    case .name:
      Explanation(
        Bilingual(
          "\(place(.english)): by its name it holds numbers or security codes of cards "
            + "(\(Self.code)). A sheet with card data is not read: nothing of it was kept or sent.",
          "\(place(.portuguese)): pelo nome, guarda números ou códigos de segurança de cartão "
            + "(\(Self.code)). Planilhas com dados de cartão não são lidas: nada foi guardado nem "
            + "enviado."),
        next: Bilingual(
          "Export the sheet without this column. If it holds something else, give it another name.",
          "Exporte a planilha sem essa coluna. Se ela guarda outra coisa, dê a ela outro nome."))
    case .number:
      Explanation(
        Bilingual(
          "\(place(.english)): there is the number of a card (\(Self.code)). A sheet with card data "
            + "is not read: nothing of it was kept or sent.",
          "\(place(.portuguese)): há um número de cartão (\(Self.code)). Planilhas com dados de cartão "
            + "não são lidas: nada foi guardado nem enviado."),
        next: Bilingual(
          "Take the number out where the sheet comes from, or leave the column out, and export it "
            + "again. If it is a code of your own, put a letter in front of it.",
          "Retire o número na origem, ou a coluna inteira, e exporte de novo. Se for um código próprio, "
            + "ponha uma letra na frente."))
    case .split:
      Explanation(
        Bilingual(
          "\(place(.english)), and those behind it: together they hold the number of a card "
            + "(\(Self.code)). A sheet with card data is not read: nothing of it was kept or sent.",
          "\(place(.portuguese)) e as seguintes: juntas, guardam um número de cartão (\(Self.code)). "
            + "Planilhas com dados de cartão não são lidas: nada foi guardado nem enviado."),
        next: Bilingual(
          "Export the sheet without these columns. If they hold other numbers, leave one of them out or "
            + "put a letter in front of it.",
          "Exporte a planilha sem essas colunas. Se guardam outros números, retire uma delas ou ponha "
            + "uma letra na frente."))
    }
  }

  /// `Line 7, column 'Notes' (H)`
  private func place(_ language: Language) -> String {
    let line = line.map { language.pick("Line \($0)", "Linha \($0)") }
    let column = column.map { "\(word(language)) \(named($0))" }
    return [line, column].compactMap(\.self).joined(separator: ", ")
  }

  private func word(_ language: Language) -> String {
    switch (isKeyed, line == nil) {
    case (true, true): language.pick("Key", "Chave")
    case (true, false): language.pick("key", "chave")
    case (false, _): language.pick("column", "coluna")
    }
  }

  private func named(_ column: NamedColumn) -> String {
    let header = PlainSentence.text(String(column.header.prefix(60)))
    let place = isKeyed ? "\(column.index + 1)" : column.letters
    return header.isEmpty ? place : isKeyed ? "'\(header)'" : "'\(header)' (\(place))"
  }
}
