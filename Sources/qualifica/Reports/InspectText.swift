import BulkEngine
import Spreadsheets

/// What `inspect` prints for people.
enum InspectText {
  static func lines(_ report: InspectReport, _ language: Language) -> [String] {
    let parts = [
      file(report, language), columns(report, language), damage(report, language),
      problems(report, language),
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
    var records = String(report.records)
    if report.blankRows > 0 {
      records += language.pick(
        " (\(report.blankRows) blank rows skipped)",
        " (\(report.blankRows) linhas em branco ignoradas)")
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
      + counts.map { "\($0.key.uppercased()) \($0.value)" }.joined(separator: ", ")
  }

  private static func header(_ report: InspectReport, _ language: Language) -> String {
    guard let headerLine = report.headerLine else { return language.pick("none", "nenhum") }
    var text = language.pick("line", "linha") + " \(headerLine)"
    if report.titleRows > 0 {
      text += language.pick(
        " (\(report.titleRows) title rows above)", " (\(report.titleRows) linhas de título acima)")
    }
    return text
  }

  private static func line(_ label: String, _ value: String) -> String {
    padded(label, 14) + value
  }

  // MARK: Columns

  private static func columns(_ report: InspectReport, _ language: Language) -> [String] {
    guard !report.columns.isEmpty else { return [] }
    let width = min(30, report.columns.map(\.header.count).max() ?? 0)
    var lines = [language.pick("columns", "colunas")]
    for column in report.columns {
      let field =
        column.field
        ?? (column.earlierRun
          ? language.pick("(earlier run)", "(execução anterior)")
          : language.pick("(not used)", "(não usada)"))
      let number = String(column.number)
      lines.append(
        String(repeating: " ", count: max(0, 4 - number.count)) + number + "  "
          + padded(printable(column.header), width + 2) + padded(field, 20)
          + padded(language.pick("\(column.filled) filled", "\(column.filled) preenchidas"), 22)
          + column.samples.joined(separator: " · "))
    }
    if !report.unmappedColumns.isEmpty {
      lines.append(
        language.pick("not used: ", "não usadas: ")
          + report.unmappedColumns.map(printable).joined(separator: ", "))
    }
    return lines
  }

  // MARK: Damage

  private static func damage(_ report: InspectReport, _ language: Language) -> [String] {
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
    lines.insert(language.pick("damage", "danos"), at: 0)
    for recipe in Recipe.allCases {
      guard let steps = report.recipes[recipe.rawValue] else { continue }
      lines.append(
        language.pick("how to avoid it: ", "como evitar: ") + kinds(recipe, report))
      for program in Recipe.Program.allCases {
        lines.append("  " + padded(program.name, 15) + (steps[program.rawValue] ?? ""))
      }
    }
    return lines
  }

  private static func sentence(_ damage: InspectReport.DamagePart, _ language: Language) -> String {
    let lines = damage.lines.map(String.init).joined(separator: ", ")
    return "\(damage.count) × \(damage.kind): \(damage.meaning) "
      + language.pick("(lines \(lines)", "(linhas \(lines)")
      + (damage.count > damage.lines.count ? " …)" : ")")
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

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
  }

  private static func printable(_ text: String) -> String {
    text.isEmpty ? "-" : PlainSentence.text(text)
  }
}
