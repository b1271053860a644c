/// Sentences of the findings that any sheet may have.
extension FindingCatalogue {
  private static let ledger: [Entry] = [
    .init(
      .alreadySent, "ledger.already_sent",
      """
      run {run} sent this already on {date}: it is not sent again. If it is meant to be sent once \
      more, run the file with --again.
      """,
      """
      a execução {run} já enviou isto em {date}: não é enviado de novo. Se for mesmo para enviar \
      outra vez, execute o arquivo com --again.
      """)
  ]

  /// Of the engine.
  static let ofEveryOperation =
    ledger + rows + segments + skipped + values + codes + repairs
    + workbooks

  /// The row as a row.
  private static let rows: [Entry] = [
    .init(
      .columnCount, "row.column_count",
      """
      the row has {found} columns where the header has {expected}: look for a missing or extra \
      delimiter.
      """,
      """
      a linha tem {found} colunas e o cabeçalho tem {expected}: procure um delimitador a mais ou \
      a menos.
      """),
    .init(
      .openQuote, "row.open_quote",
      "a quote opened on line {line} is never closed: close or remove it.",
      "uma aspa aberta na linha {line} não foi fechada: feche-a ou remova-a."),
    .init(
      .nulByte, "row.nul_byte",
      "the row holds a NUL byte: export the file again as CSV UTF-8.",
      "a linha contém um byte nulo: exporte o arquivo de novo como CSV UTF-8."),
    .init(
      .tooLong, "row.too_long",
      """
      the row is longer than 1 MB: look for a quote that opens there and is not closed, or for a \
      missing line end.
      """,
      """
      a linha tem mais de 1 MB: procure uma aspa que abre ali e não fecha, ou um fim de linha \
      que falta.
      """),
    .init(
      .malformed, "row.malformed",
      "this is no complete JSON object: look at it with a text editor, export it again.",
      "isto não é um objeto JSON completo: veja-o num editor de texto e exporte de novo."),
    .init(
      .repeatedKey, "row.repeated_key",
      "a key stands twice in this object: keep the one that is meant.",
      "uma chave aparece duas vezes neste objeto: mantenha a que vale."),
    .init(
      .tooComplex, "row.too_complex",
      """
      this object is nested deeper than 32 levels, or has a key beyond the first 256 columns of \
      the file or longer than 1,024 characters: export only the columns that are needed.
      """,
      """
      este objeto tem mais de 32 níveis, ou uma chave além das primeiras 256 colunas do arquivo \
      ou com mais de 1.024 caracteres: exporte só as colunas necessárias.
      """),
    .init(
      .totalRow, "row.total",
      "this looks like a total and not like a person: remove the row.",
      "isto parece um total e não uma pessoa: remova a linha."),
    .init(
      .repeatedHeader, "row.header",
      "this is a header again and no person: remove the row.",
      "isto é um cabeçalho repetido e não uma pessoa: remova a linha."),
    .init(
      .belowOtherHeader, "row.other_header",
      """
      the header on line {line} has its columns in another order than the first one, so the cells \
      below it cannot be trusted: put its rows into a file of their own.
      """,
      """
      o cabeçalho da linha {line} tem as colunas em outra ordem que o primeiro, e as células abaixo \
      dele não são confiáveis: ponha essas linhas em outro arquivo.
      """),
    .init(
      .severalObjects, "row.several_objects",
      "several JSON objects stand on this line: put each on a line of its own.",
      "há vários objetos JSON nesta linha: ponha cada um em sua própria linha."),
  ]

  /// Any value.
  private static let values: [Entry] = [
    .init(
      .required, "required",
      "{field} is missing.",
      "falta {o field}."),
    .init(
      .characters, "characters",
      "{field} has characters that do not belong there: remove or correct them.",
      "{o field} tem caracteres que não podem estar aí: retire-os ou corrija."),
    .init(
      .invisible, "characters",
      "{field} holds an invisible or control character ({character}): empty the cell and type it again.",
      "{o field} contém um caractere invisível ou de controle ({character}): esvazie a célula e digite de novo."
    ),
    .init(
      .numberWithFraction, "characters",
      "{field} is a number with decimals: write it as a text, digits only.",
      "{o field} é um número com casas decimais: escreva como texto, só dígitos."),
    .init(
      .length, "length",
      "{field} has the wrong number of characters: compare it with the original.",
      "{o field} está com a quantidade de caracteres errada: compare com o original."),
    .init(
      .scientificNotation, "scientific_notation",
      """
      the spreadsheet turned the {field} into scientific notation and digits are lost: format \
      the column as text and enter it again.
      """,
      """
      a planilha transformou {o field} em notação científica e perdeu dígitos: formate a coluna \
      como texto e digite de novo.
      """, standsAlone: true),
    .init(
      .spreadsheetError, "spreadsheet_error",
      "{field} holds an error of the spreadsheet: mend the formula.",
      "{o field} contém um erro da planilha: corrija a fórmula.", standsAlone: true),
    .init(
      .needsRepair, "needs_repair",
      "{field} would have to be mended and --no-repair forbids it.",
      "{o field} precisaria de reparo, e --no-repair não permite.", standsAlone: true),
    .init(
      .date, "date",
      """
      the spreadsheet turned the {field} into a date: format the column as text and enter it \
      again.
      """,
      "a planilha transformou {o field} em data: formate a coluna como texto e digite de novo."),
    .init(
      .formula, "formula",
      "{field} begins with =, +, - or @, which a spreadsheet would run as a formula.",
      "{o field} começa com =, +, - ou @, que uma planilha executaria como fórmula."),
    .init(
      .mojibake, "mojibake",
      """
      {field} has accents that were saved in the wrong encoding (Ã£ for ã): correct it, or use \
      --fix-mojibake.
      """,
      """
      {o field} tem acentos salvos na codificação errada (Ã£ em vez de ã): corrija, ou use \
      --fix-mojibake.
      """),
    .init(
      .amountCut, "cut_in_two",
      "{field} seems to be cut in two by its decimal comma: put it in quotes, or write a point.",
      "{o field} parece cortad{o} em dois pela vírgula decimal: ponha-{o} entre aspas ou escreva com ponto."
    ),
    .init(
      .amountUnreadable, "not_an_amount",
      "{field} cannot be read as one amount: write it as 1234,56.",
      "não é possível ler {o field} como quantia: escreva 1234,56."),
    .init(
      .amountZeroFilled, "zero_filled",
      """
      {field} is a whole number filled up with zeros, so that it may mean cents: write it as 1234,56, or \
      use --amount-in-cents when the whole column is in cents.
      """,
      """
      {o field} é um número inteiro completado com zeros, que pode estar em centavos: escreva 1234,56 ou use \
      --amount-in-cents se a coluna toda está em centavos.
      """),
    .init(
      .amountNotInCents, "not_in_cents",
      "{field} is not a whole number of cents, as --amount-in-cents says: write it as digits only.",
      "{o field} não é um número inteiro de centavos, como --amount-in-cents indica: escreva só dígitos."
    ),
  ]

  /// Codes of records.
  private static let codes: [Entry] = [
    .init(
      .codeFormat, "format",
      "{field} may have at most 45 characters of A-Z a-z 0-9 - _.",
      "{o field} pode ter no máximo 45 caracteres de A-Z a-z 0-9 - _."),
    .init(
      .duplicateCode, "custom_code.duplicate",
      "the code already stands on line {line}; this row is not sent.",
      "o código já está na linha {line}; esta linha não é enviada."),
    .init(
      .takenEarlier, "custom_code.taken_earlier",
      """
      an earlier run has sent this record, or found it a repetition: it is not sent again. To \
      send it as a new one all the same, empty both its q_custom_code and its q_status.
      """,
      """
      uma execução anterior já enviou este registro, ou viu nele uma repetição: não é enviado de \
      novo. Para enviá-lo mesmo assim, como novo, esvazie o q_custom_code e o q_status dele.
      """),
    .init(
      .pairIncomplete, "custom_code.pair_incomplete",
      """
      of q_custom_code and q_status one is missing, so nobody can tell whether this record was \
      sent before: it is not sent. Put both back as they stand in the earlier run's files; to \
      send it as a new record, empty both.
      """,
      """
      falta q_custom_code ou q_status, e sem os dois não se sabe se este registro já foi \
      enviado: não é enviado. Recoloque os dois como estão nos arquivos da execução anterior; \
      para enviá-lo como registro novo, esvazie os dois.
      """),
    .init(
      .pairUnreadable, "custom_code.pair_unreadable",
      """
      the q_custom_code or the q_status is not as an earlier run wrote it (translated, \
      recalculated or changed), so nobody can tell whether this record was sent before: it is \
      not sent. Put both back as they stand in the earlier run's files; to send it as a new \
      record, empty both.
      """,
      """
      o q_custom_code ou o q_status não está como a execução anterior gravou (foi traduzido, \
      recalculado ou alterado), e não se sabe se este registro já foi enviado: não é enviado. \
      Recoloque os dois como estão nos arquivos da execução anterior; para enviá-lo como \
      registro novo, esvazie os dois.
      """),
  ]

  /// What was repaired in any value.
  private static let repairs: [Entry] = [
    .init(
      .zerosRestored, "zeros_restored",
      "leading zeros of {field} restored.",
      "zeros à esquerda repostos {no field}."),
    .init(
      .fractionDropped, "fraction_dropped",
      "fraction of {field} dropped.",
      "casas decimais retiradas {do field}."),
    .init(
      .unwrapped, "unwrapped",
      "{field} freed of invisible characters or quotes.",
      "caracteres invisíveis ou aspas retirados {do field}."),
    .init(
      .blanksCollapsed, "blanks_collapsed",
      "blanks in {field} collapsed.",
      "espaços repetidos reduzidos {no field}."),
    .init(
      .composed, "characters_composed",
      "accents of {field} joined with their letters.",
      "acentos {do field} unidos às letras."),
    .init(
      .mojibakeRepaired, "mojibake_mended",
      "accents of {field} put together again.",
      "acentos {do field} recompostos."),
  ]
}
