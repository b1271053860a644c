import BulkEngine
import Spreadsheets

/// What `inspect` prints for people.
enum InspectText {
  /// - Parameter width: columns of the terminal; nil where lines are not wrapped.
  static func lines(_ report: InspectReport, _ language: Language, width: Int?) -> [String] {
    let parts = [
      ColumnReport.lines(report, language).flatMap { TextLayout.wrapped($0, to: width, indent: 2) },
      file(report, language), columns(report, language, width: width),
      damage(report, language, width: width),
      problems(report, language).flatMap { TextLayout.wrapped($0, to: width, indent: 2) },
    ]
    return Array(parts.filter { !$0.isEmpty }.joined(separator: [""]))
  }

  // MARK: The file

  private static func file(_ report: InspectReport, _ language: Language) -> [String] {
    var lines = [line(language.pick("file", "arquivo"), report.name)]
    if report.sheet == nil {
      lines.append(line(language.pick("encoding", "codificação"), encoding(report, language)))
    }
    if let sheet = report.sheet {
      lines += self.sheet(sheet, language)
      lines.append(line(language.pick("header", "cabeçalho"), header(report, language)))
    } else if let delimiter = report.delimiter {
      lines.append(
        line(
          language.pick("delimiter", "delimitador"),
          (delimiter == "\t" ? "tab" : delimiter)
            + (report.separatorLine ? language.pick(" (from sep=)", " (de sep=)") : "")))
      lines.append(line(language.pick("line ends", "fins de linha"), lineEnds(report, language)))
      lines.append(line(language.pick("header", "cabeçalho"), header(report, language)))
    } else if let cnab = report.cnab {
      lines += CNABReport.lines(cnab, language).map { line($0.label, $0.value) }
    } else {
      lines.append(line(language.pick("content", "conteúdo"), "JSON"))
    }
    var records = language.number(report.records)
    if report.blankRows > 0 {
      let blank = language.counted(report.blankRows, .blankRow)
      records += language.pick(
        " (\(blank) skipped)",
        report.blankRows == 1 ? " (\(blank) ignorada)" : " (\(blank) ignoradas)")
    }
    lines.append(line(language.pick("records", "registros"), records))
    return lines
  }

  private static func sheet(
    _ sheet: InspectReport.SheetPart, _ language: Language
  ) -> [String] {
    let others = sheet.all.filter { $0 != sheet.name }.map(printable).joined(separator: ", ")
    var lines = [
      line(
        language.pick("sheet", "planilha"),
        printable(sheet.name)
          + (others.isEmpty ? "" : language.pick(" (others: ", " (outras: ") + others + ")"))
    ]
    var hidden: [String] = []
    if sheet.hiddenRows > 0 {
      hidden.append(
        language.pick(
          "\(sheet.hiddenRows) records in hidden rows, read like all others",
          "\(sheet.hiddenRows) registros em linhas ocultas, lidos como os outros"))
    }
    if !sheet.hiddenColumns.isEmpty {
      hidden.append(
        language.pick("columns ", "colunas ")
          + sheet.hiddenColumns.map(printable).joined(separator: ", "))
    }
    if !hidden.isEmpty {
      lines.append(line(language.pick("hidden", "oculto"), hidden.joined(separator: "; ")))
    }
    if sheet.mergedCells > 0 {
      lines.append(line(language.pick("merged", "mescladas"), String(sheet.mergedCells)))
    }
    return lines
  }

  private static func encoding(_ report: InspectReport, _ language: Language) -> String {
    var text = report.encoding
    if report.byteOrderMark { text += language.pick(", byte order mark", ", com BOM") }
    if report.compression != FileCompression.none.rawValue {
      text += language.pick(", packed with ", ", compactado com ") + report.compression
    }
    return text
  }

  private static func lineEnds(_ report: InspectReport, _ language: Language) -> String {
    let counts = report.lineEnds.sorted { $0.key < $1.key }
    guard counts.count > 1 else { return (report.lineEnd ?? "").uppercased() }
    return language.pick("mixed: ", "misturados: ")
      + counts.map { "\($0.key.uppercased()) \(language.number($0.value))" }.joined(separator: ", ")
  }

  private static func header(_ report: InspectReport, _ language: Language) -> String {
    guard let headerLine = report.headerLine else { return language.pick("none", "nenhum") }
    var text = language.pick("line", "linha") + " \(headerLine)"
    if report.titleRows > 0 {
      let titles = language.counted(report.titleRows, .titleRow)
      text += language.pick(" (\(titles) above)", " (\(titles) acima)")
    }
    return text
  }

  private static func line(_ label: String, _ value: String) -> String {
    TextLayout.padded(label, to: 14) + value
  }

  // MARK: Columns

  private static func columns(
    _ report: InspectReport, _ language: Language, width: Int?
  ) -> [String] {
    guard !report.columns.isEmpty else { return [] }
    let rows = report.columns.map { column -> [String] in
      let field =
        column.field
        ?? (column.earlierRun
          ? language.pick("(earlier run)", "(execução anterior)")
          : language.pick("(not used)", "(não usada)"))
      return [
        String(column.number), TextLayout.cut(printable(column.header), to: 30), field,
        language.pick(
          "\(language.number(column.filled)) filled",
          column.filled == 1
            ? "1 preenchida" : "\(language.number(column.filled)) preenchidas"),
        column.samples.joined(separator: " · "),
      ]
    }
    var lines = [language.pick("columns", "colunas")]
    lines += TextLayout.table(rows, columns: width, margin: 2, numbers: [0])
    if !report.unmappedColumns.isEmpty {
      lines += TextLayout.wrapped(
        language.pick("not used: ", "não usadas: ")
          + report.unmappedColumns.map(printable).joined(separator: ", "), to: width, indent: 2)
    }
    return lines
  }

  // MARK: Damage

  private static func damage(
    _ report: InspectReport, _ language: Language, width: Int?
  ) -> [String] {
    var lines: [String] = []
    for column in report.columns {
      for damage in column.damage {
        let header = printable(column.header.isEmpty ? "#\(column.number)" : column.header)
        lines.append("  " + header + ": " + sentence(damage, language))
      }
    }
    for damage in report.rowDamage { lines.append("  " + sentence(damage, language)) }
    guard !lines.isEmpty else {
      return [language.pick("no signs of damage", "nenhum sinal de dano")]
    }
    lines = lines.flatMap { TextLayout.wrapped($0, to: width, indent: 4) }
    lines.insert(language.pick("damage", "danos"), at: 0)
    for recipe in Recipe.allCases {
      guard let steps = report.recipes[recipe.rawValue] else { continue }
      lines += TextLayout.wrapped(
        language.pick("how to avoid it: ", "como evitar: ") + kinds(recipe, report), to: width,
        indent: 2)
      lines += TextLayout.table(
        Recipe.Program.allCases.map { [$0.name, steps[$0.rawValue] ?? ""] }, columns: width,
        margin: 2)
    }
    return lines
  }

  /// What it means first; then the word that programs know.
  private static func sentence(_ damage: InspectReport.DamagePart, _ language: Language) -> String {
    let lines = damage.lines.map(language.number).joined(separator: ", ")
    let place = damage.count == 1 ? Noun.line.one : Noun.line.many
    return "\(language.number(damage.count)) × \(damage.meaning) "
      + "(\(place.text(language)) \(lines)"
      + (damage.count > damage.lines.count ? " …)" : ")") + " [\(damage.kind)]"
  }

  private static func kinds(_ recipe: Recipe, _ report: InspectReport) -> String {
    let met = (report.columns.flatMap(\.damage) + report.rowDamage)
      .filter { $0.recipe == recipe.rawValue }.map(\.kind)
    return Damage.allCases.map(\.rawValue).filter(met.contains).joined(separator: ", ")
  }

  // MARK: Problems

  private static func problems(_ report: InspectReport, _ language: Language) -> [String] {
    if report.usable { return [] }
    return [
      language.pick("check and run would refuse this file:", "check e run recusariam este arquivo:")
    ]
      + report.problems.map { "  " + $0.message }
  }

  static func printable(_ text: String) -> String {
    text.isEmpty ? "-" : PlainSentence.text(text)
  }
}
