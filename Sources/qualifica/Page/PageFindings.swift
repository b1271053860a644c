import BulkEngine

/// What was found in the sheet, kind by kind, with what to do.
struct PageFindings {
  private let page: ReportPage
  private var language: Language { page.language }
  private var tally: ResultTally { page.tally }

  init(_ page: ReportPage) {
    self.page = page
  }

  typealias Section = PageContent.Section

  // MARK: Columns as a whole

  /// What a whole column suffers from, and how to keep it from happening again.
  var columns: Section? {
    guard let sentences = tally.sentences, !tally.columnRemarks.isEmpty else { return nil }
    let remarks = tally.columnRemarks
    let shown = remarks.prefix(ReportPage.mostRows)
    return Section(
      id: "columns", heading: language.pick("Columns as a whole", "Colunas inteiras"),
      caption: language.pick(
        "Most of a column has this: it is one matter, not many.",
        "Atinge a maior parte da coluna: é um problema só, não vários."),
      list: PageContent.Lines(shown.map { sentences.text($0, language) }),
      more: more(remarks.count - shown.count),
      details: recipes(remarks.map(\.finding.code)))
  }

  private func recipes(_ codes: [FindingCode]) -> PageContent.Details? {
    let recipes = Recipe.allCases.filter { recipe in
      codes.contains { Recipe(against: $0) == recipe }
    }
    guard !recipes.isEmpty else { return nil }
    let lines = recipes.flatMap { recipe in
      Recipe.Program.allCases.map { program in
        "\(program.name): \(recipe.steps(in: program, language))."
      }
    }
    return PageContent.Details(
      summary: language.pick("How to avoid it next time", "Como evitar na próxima vez"),
      detailList: PageContent.Lines(lines))
  }

  // MARK: Kind by kind

  var errors: Section? {
    section(
      .error, id: "errors", language.pick("What to correct", "O que corrigir"),
      language.pick(
        "These records were not sent. Each stands in \(page.names.fix) with its reason.",
        "Estes registros não foram enviados. Cada um está em \(page.names.fix) com o motivo."))
  }

  var warnings: Section? {
    section(
      .warning, id: "warnings", language.pick("Warnings", "Avisos"),
      language.pick(
        "Nothing was held back for these; look at those that you did not expect.",
        "Nada foi retido por causa deles; confira os que você não esperava."))
  }

  var repairs: Section? {
    section(
      .repair, id: "repairs", language.pick("Repairs to look at", "Reparos para conferir"),
      language.pick(
        "Values that were read as what they must have been. The sheet itself is unchanged.",
        "Valores lidos como deveriam ter sido escritos. A planilha em si não foi alterada."))
  }

  private func section(
    _ severity: Finding.Severity, id: String, _ heading: String, _ caption: String
  ) -> Section? {
    let kinds = tally.kinds.filter { $0.finding.severity == severity }
    guard let sentences = tally.sentences, !kinds.isEmpty else { return nil }
    let shown = kinds.prefix(ReportPage.mostRows)
    return Section(
      id: id, heading: heading, caption: caption,
      table: PageContent.Table(
        tableCaption: heading,
        columns: [
          PageContent.Column(column: language.pick("What was found", "O que foi encontrado")),
          PageContent.Column(column: language.pick("Times", "Vezes"), isNumeric: true),
          PageContent.Column(column: language.pick("First case", "Primeiro caso")),
        ],
        rows: shown.map { finding, count in row(finding, count, sentences) }),
      more: more(kinds.count - shown.count))
  }

  private func row(
    _ finding: Finding, _ count: Int, _ sentences: FindingSentences
  ) -> PageContent.Row {
    let example = tally.example(of: finding)
    let place = example.map { language.pick("line \($0.line)", "linha \($0.line)") } ?? "–"
    return PageContent.Row(
      first: PageContent.Cell(
        ReportPage.capitalized(sentences.generalText(finding, language)),
        code: sentences.stableCode(finding)),
      cells: [
        PageContent.Cell(language.figure(count)),
        PageContent.Cell(place, small: example.flatMap { masked($0, finding, sentences) }),
      ])
  }

  /// The masked value; nil where it might still tell whose it is: of codes, short ones stand whole in
  /// `findings.csv`.
  private func masked(
    _ example: FindingExample, _ finding: Finding, _ sentences: FindingSentences
  ) -> String? {
    guard !example.maskedValue.isEmpty, let field = finding.field,
      field != sentences.layout.key, field != sentences.layout.earlierKey
    else { return nil }
    return ReportPage.shown(example.maskedValue, most: 40)
  }

  private func more(_ count: Int) -> String? {
    guard count > 0 else { return nil }
    let file = page.names.findings
    return count == 1
      ? language.pick("And 1 more kind: see \(file).", "E mais 1 tipo: veja \(file).")
      : language.pick(
        "And \(language.number(count)) more kinds: see \(file).",
        "E mais \(language.number(count)) tipos: veja \(file).")
  }
}
