import BulkEngine
import Spreadsheets

/// What else is worth knowing of the sheet and of what earlier runs did.
struct PageHints {
  private let page: ReportPage
  private var language: Language { page.language }

  init(_ page: ReportPage) {
    self.page = page
  }

  var section: PageContent.Section? {
    guard let list = PageContent.Lines(ofLedger + ofFile) else { return nil }
    return PageContent.Section(
      id: "hints", heading: language.pick("Good to know", "Bom saber"), list: list)
  }

  private var ofLedger: [String] {
    let tally = page.tally
    var lines: [String] = []
    let held = tally.ledger.heldCount
    if held > 0 {
      lines.append(
        language.pick(
          "Sent by other runs already and not sent again: \(language.number(held)) (ledger.already_sent).",
          "Já enviados por outras execuções e não enviados de novo: \(language.number(held)) (ledger.already_sent)."
        ))
    }
    lines += LedgerLines.counts(tally.ledger, language).map {
      ReportPage.capitalized(String($0.drop { $0 == " " })) + "."
    }
    let report = OutcomeReport(
      tally: tally, folder: page.folder, names: page.names, language: language)
    if tally.alteredCount > 0 { lines.append(report.altered(tally.alteredCount)) }
    if tally.otherRunCount > 0 { lines.append(report.otherRun(tally.otherRunCount)) }
    return lines
  }

  private var ofFile: [String] {
    let input = page.input
    var lines: [String] = []
    func add(_ condition: Bool, _ english: String, _ portuguese: String) {
      if condition { lines.append(language.pick(english, portuguese)) }
    }
    let encoding = input.format.encoding
    add(
      encoding != .utf8 && input.format.cnab == nil && !input.format.isFromWorkbook,
      "The file is not UTF-8: it was read as \(encoding.name).",
      "O arquivo não está em UTF-8: foi lido como \(encoding.name).")
    if let cnab = input.format.cnab {
      lines += CNABReport.sentences(cnab).map { $0.text(language) }
    }
    if let hidden = input.sheet?.hiddenRowCount, hidden > 0 {
      add(
        true, "Records in hidden rows, read like all others: \(language.number(hidden)).",
        "Registros em linhas ocultas, lidos como os outros: \(language.number(hidden)).")
    }
    let (blank, titles) = (page.tally.blankRows, input.titleRows)
    add(
      blank > 0, "Left out: \(language.counted(blank, .blankRow)).",
      "\(blank == 1 ? "Ignorada" : "Ignoradas"): \(language.counted(blank, .blankRow)).")
    add(
      titles > 0 && input.format.cnab == nil,
      "Above the header: \(language.counted(titles, .titleRow)), left out.",
      "Acima do cabeçalho: \(language.counted(titles, .titleRow)), sem uso.")
    let unused = input.mapping.unmapped.count
    add(
      unused > 0,
      "Carried over but not used: \(language.counted(unused, .column)) (qualifica inspect shows them).",
      "\(unused == 1 ? "Mantida" : "Mantidas") nas saídas, mas sem uso: \(language.counted(unused, .column)) (qualifica inspect mostra)."
    )
    return lines
  }
}
