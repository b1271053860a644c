extension FindingCatalogue {
  /// What is said of many values of a column, of any sheet.
  static let columnClausesOfEveryOperation: [FindingCode: Bilingual] = [
    .required: Bilingual("are empty", "sem valor"),
    .characters: Bilingual(
      "have characters that do not belong there", "com caracteres que não podem estar aí"),
    .length: Bilingual(
      "have the wrong number of characters", "com quantidade de caracteres errada"),
    .scientificNotation: Bilingual(
      "were turned into scientific notation by the spreadsheet; their digits are lost",
      "viraram notação científica na planilha; os dígitos se perderam"),
    .spreadsheetError: Bilingual("hold an error of the spreadsheet", "com erro da planilha"),
    .needsRepair: Bilingual(
      "would have to be repaired, and --no-repair forbids it",
      "precisariam de reparo, e --no-repair não permite"),
    .date: Bilingual(
      "were turned into dates by the spreadsheet; their digits are lost",
      "viraram data na planilha; os dígitos se perderam"),
    .formula: Bilingual("begin like a formula", "começam como fórmula"),
    .mojibake: Bilingual(
      "have accents in the wrong encoding (Ã£ for ã)",
      "com acentos na codificação errada (Ã£ em vez de ã)"),
    .amountUnreadable: Bilingual(
      "cannot be read as one amount", "não podem ser lidos como um valor"),
    .zerosRestored: Bilingual(
      "lost leading zeros; restored", "perderam zeros à esquerda; repostos"),
    .shownZeros: Bilingual(
      "show zeros that the cells do not have; taken as shown",
      "mostram zeros que as células não têm; lidos como aparecem"),
    .fractionDropped: Bilingual(
      "have a decimal fraction; dropped", "com casas decimais; retiradas"),
    .unwrapped: Bilingual(
      "have invisible characters or quotes around them; removed",
      "com caracteres invisíveis ou aspas em volta; retirados"),
    .blanksCollapsed: Bilingual(
      "have repeated blanks; collapsed", "com espaços repetidos; reduzidos"),
    .composed: Bilingual(
      "have accents apart from their letters; joined", "com acentos separados das letras; unidos"),
    .mojibakeRepaired: Bilingual(
      "had accents in the wrong encoding; put together again",
      "tinham acentos na codificação errada; recompostos"),
  ]
}
