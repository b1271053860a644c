/// A way to keep a kind of damage from happening, click by click.
package enum Recipe: String, Sendable, CaseIterable, Codable {
  case formatAsText = "format_as_text"
  case exportValues = "export_values"
  case saveAsUTF8 = "save_as_utf8"
  case cleanCells = "clean_cells"
  case exportAgain = "export_again"

  /// The programs people use; the raw value is stable.
  package enum Program: String, Sendable, CaseIterable, Codable {
    case excel
    case libreOffice = "libreoffice"
    case googleSheets = "google_sheets"

    package var name: String {
      switch self {
      case .excel: "Excel"
      case .libreOffice: "LibreOffice"
      case .googleSheets: "Google Sheets"
      }
    }
  }

  /// What to click in `program`, as its menus are called in `language`.
  package func steps(in program: Program, _ language: Language) -> String {
    let pair =
      switch program {
      case .excel: excel
      case .libreOffice: libreOffice
      case .googleSheets: googleSheets
      }
    return pair.text(language)
  }

  private typealias Pair = Bilingual

  private var excel: Pair {
    switch self {
    case .formatAsText:
      Pair(
        "select the column, Home > Number Format > Text, then enter the values again; open a CSV "
          + "with Data > From Text/CSV > Transform Data and set the column to Text",
        "selecione a coluna, Página Inicial > Formato de Número > Texto, e digite os valores de novo; "
          + "abra um CSV com Dados > De Text/CSV > Transformar Dados e mude a coluna para Texto")
    case .exportValues:
      Pair(
        "mend the formula, copy the column, Home > Paste > Paste Values, save again",
        "corrija a fórmula, copie a coluna, Página Inicial > Colar > Colar Valores, salve de novo")
    case .saveAsUTF8:
      Pair(
        "open with Data > From Text/CSV, File Origin 65001: Unicode (UTF-8); save with File > Save "
          + "As > CSV UTF-8 (Comma delimited)",
        "abra com Dados > De Text/CSV, Origem do Arquivo 65001: Unicode (UTF-8); salve com Arquivo > "
          + "Salvar Como > CSV UTF-8 (Delimitado por vírgulas)")
    case .cleanCells:
      Pair(
        "in a column beside it =TRIM(CLEAN(SUBSTITUTE(A2,CHAR(160),\" \"))), then paste it back "
          + "with Paste Values",
        "numa coluna ao lado =ARRUMAR(TIRAR(SUBSTITUIR(A2;CARACT(160);\" \"))), depois cole de volta "
          + "com Colar Valores")
    case .exportAgain:
      Pair(
        "open the original workbook and save it with File > Save As > CSV UTF-8; do not edit the "
          + "CSV in a text editor",
        "abra a planilha original e salve com Arquivo > Salvar Como > CSV UTF-8; não edite o CSV num "
          + "editor de texto")
    }
  }

  private var libreOffice: Pair {
    switch self {
    case .formatAsText:
      Pair(
        "select the column, Format > Cells > Numbers > Text, then enter the values again; when "
          + "opening a CSV click the column in the preview and choose Column type: Text",
        "selecione a coluna, Formatar > Células > Números > Texto, e digite os valores de novo; ao "
          + "abrir um CSV clique na coluna da prévia e escolha Tipo de coluna: Texto")
    case .exportValues:
      Pair(
        "mend the formula, select the column, Data > Calculate > Formula to Value, save again",
        "corrija a fórmula, selecione a coluna, Dados > Calcular > Fórmula para valor, salve de novo"
      )
    case .saveAsUTF8:
      Pair(
        "when opening choose Character set: Unicode (UTF-8); when saving as Text CSV tick Edit "
          + "filter settings and choose Unicode (UTF-8)",
        "ao abrir escolha Conjunto de caracteres: Unicode (UTF-8); ao salvar como Texto CSV marque "
          + "Editar configurações do filtro e escolha Unicode (UTF-8)")
    case .cleanCells:
      Pair(
        "in a column beside it =TRIM(CLEAN(SUBSTITUTE(A2;CHAR(160);\" \"))), then Edit > Paste "
          + "Special > Paste Special > Text",
        "numa coluna ao lado =ARRUMAR(TIRAR(SUBSTITUIR(A2;CARACT(160);\" \"))), depois Editar > Colar "
          + "especial > Colar especial > Texto")
    case .exportAgain:
      Pair(
        "open the original file, File > Save As > Text CSV, tick Edit filter settings and leave the "
          + "string delimiter at \"",
        "abra o arquivo original, Arquivo > Salvar como > Texto CSV, marque Editar configurações do "
          + "filtro e deixe o delimitador de texto em \"")
    }
  }

  private var googleSheets: Pair {
    switch self {
    case .formatAsText:
      Pair(
        "select the column, Format > Number > Plain text, then enter the values again; in File > "
          + "Import clear Convert text to numbers, dates, and formulas",
        "selecione a coluna, Formatar > Número > Texto simples, e digite os valores de novo; em "
          + "Arquivo > Importar desmarque Converter texto em números, datas e fórmulas")
    case .exportValues:
      Pair(
        "mend the formula, copy the column, Edit > Paste special > Values only, download again",
        "corrija a fórmula, copie a coluna, Editar > Colar especial > Somente valores, baixe de novo"
      )
    case .saveAsUTF8:
      Pair(
        "import the original file again and use File > Download > Comma Separated Values, which is "
          + "always UTF-8",
        "importe o arquivo original de novo e use Arquivo > Fazer download > Valores separados por "
          + "vírgula, que é sempre UTF-8")
    case .cleanCells:
      Pair(
        "select the column, Data > Data cleanup > Trim whitespace",
        "selecione a coluna, Dados > Limpeza de dados > Cortar espaços em branco")
    case .exportAgain:
      Pair(
        "File > Download > Comma Separated Values from the sheet itself",
        "Arquivo > Fazer download > Valores separados por vírgula, a partir da própria planilha")
    }
  }
}

extension Recipe {
  /// How to keep a column from having this again; nil where the spreadsheet is not to blame.
  package init?(against code: FindingCode) {
    switch code {
    case .zerosRestored, .scientificNotation, .date, .fractionDropped: self = .formatAsText
    case .spreadsheetError, .formula, .uncalculated: self = .exportValues
    case .mojibake, .mojibakeRepaired: self = .saveAsUTF8
    case .unwrapped, .blanksCollapsed, .invisible, .composed: self = .cleanCells
    case .columnCount, .openQuote, .nulByte, .repeatedHeader: self = .exportAgain
    default: return nil
    }
  }
}
