/// What is said of the cells of workbooks alone.
extension FindingCatalogue {
  static let workbooks: [Entry] = [
    .init(
      .missingText, "spreadsheet_error",
      """
      a text of the row cannot be found in the workbook, which is damaged: open it in the spreadsheet \
      program, look at the row and save it again.
      """,
      """
      um texto da linha não está na pasta de trabalho, que está danificada: abra-a no programa de \
      planilhas, confira a linha e salve de novo.
      """, standsAlone: true),
    .init(
      .longText, "row.text_too_long",
      "a text of the row has more than 32,767 characters and was left out: shorten it.",
      "um texto da linha tem mais de 32.767 caracteres e ficou de fora: encurte-o."),
    .init(
      .cellBeyondHeader, "row.column_count",
      """
      the row has a cell in column {found}, the header ends with column {expected}: empty the cell, or \
      give its column a header.
      """,
      """
      a linha tem uma célula na coluna {found} e o cabeçalho termina na coluna {expected}: esvazie a \
      célula ou dê um cabeçalho à coluna dela.
      """),
    .init(
      .mergedCell, "merged_cell",
      """
      {field} is part of a merged cell, which shows one value for all: unmerge the cells and fill in \
      each of them.
      """,
      """
      {o field} faz parte de uma célula mesclada, que mostra um só valor para todas: desfaça a mescla e \
      preencha cada célula.
      """),
    .init(
      .uncalculated, "not_calculated",
      """
      {field} is a formula whose result is not in the file: open the workbook in the spreadsheet \
      program, save it, try again.
      """,
      """
      {o field} é uma fórmula cujo resultado não está no arquivo: abra a pasta de trabalho no programa de \
      planilhas, salve e tente de novo.
      """),
    .init(
      .shownZeros, "repair.shown_zeros",
      "{field}: the value that the cell shows, with the zeros of its format.",
      "{o field} como a célula mostra, com os zeros do formato."),
  ]
}
