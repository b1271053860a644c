extension Damage {
  /// What it is and what it means for the records, in a few words.
  package func meaning(_ language: Language) -> String {
    let pair = rowMeaning ?? numberMeaning ?? textMeaning
    return pair.text(language)
  }

  private var numberMeaning: Bilingual? {
    switch self {
    case .scientificNotation:
      .init(
        "numbers in scientific notation: their digits are lost",
        "números em notação científica: os dígitos se perderam")
    case .lostZeros:
      .init(
        "leading zeros are gone; restored where the check digits prove it",
        "zeros à esquerda perdidos; repostos onde os dígitos verificadores provam")
    case .decimalFraction:
      .init("a decimal fraction where there is none", "casas decimais onde não existem")
    case .date:
      .init("turned into a date: the digits are lost", "virou data: os dígitos se perderam")
    case .errorCell: .init("error of a formula", "erro de fórmula")
    case .formula:
      .init(
        "begins like a formula; a name that does is rejected",
        "começa como fórmula; um nome assim é rejeitado")
    case .wrappedText:
      .init(
        "text wrapped as =\"…\" or behind an apostrophe; it is unwrapped",
        "texto escrito como =\"…\" ou com apóstrofo; é desembrulhado")
    case .foreignDigits:
      .init(
        "digits of another script; only wide ones are read",
        "dígitos de outra escrita; só os de largura total são lidos")
    default: nil
    }
  }

  private var textMeaning: Bilingual {
    switch self {
    case .mojibake:
      .init(
        "accents in the wrong encoding (Ã£ for ã)", "acentos na codificação errada (Ã£ em vez de ã)"
      )
    case .lostAccents:
      .init(
        "accents replaced by ? or \u{FFFD}: they are lost",
        "acentos trocados por ? ou \u{FFFD}: perdidos")
    case .invisibleCharacters:
      .init("invisible characters or special blanks", "caracteres invisíveis ou espaços especiais")
    case .doubleBlanks: .init("double blanks; they are collapsed", "espaços duplos; são reduzidos")
    case .lineBreak: .init("a line end within the cell", "quebra de linha dentro da célula")
    default: .init("NUL bytes: the row is rejected", "bytes nulos: a linha é rejeitada")
    }
  }

  private var rowMeaning: Bilingual? {
    switch self {
    case .columnCount:
      .init(
        "rows with more or fewer cells than the header; they are rejected",
        "linhas com mais ou menos células que o cabeçalho; são rejeitadas")
    case .openQuote: .init("a quote that is never closed", "aspas que nunca fecham")
    case .tooLong: .init("rows longer than 1 MB", "linhas com mais de 1 MB")
    case .repeatedHeader:
      .init(
        "headers among the records; they are rejected",
        "cabeçalhos entre os registros; são rejeitados")
    case .malformed: .init("rows that are no JSON object", "linhas que não são objeto JSON")
    default: nil
    }
  }

  /// What to do about it in the spreadsheet.
  package var recipe: Recipe {
    switch self {
    case .scientificNotation, .lostZeros, .decimalFraction, .date: .formatAsText
    case .errorCell, .formula, .wrappedText: .exportValues
    case .mojibake, .lostAccents: .saveAsUTF8
    case .invisibleCharacters, .foreignDigits, .doubleBlanks, .lineBreak: .cleanCells
    case .nulByte, .columnCount, .openQuote, .tooLong, .malformed, .repeatedHeader: .exportAgain
    }
  }
}
