import BulkEngine
import Foundation
import Spreadsheets

/// `report.html`: what came out, for people, as one page that needs nothing else.
///
/// It shows the counts that `summary.json` has, in the order in which people ask: what to do, how much,
/// why. Its size is bounded, however many records there are: lists are cut.
struct ReportPage {
  let own: any CommandOperation
  let tally: ResultTally
  let input: Input
  let folder: RunFolder
  let language: Language
  let status: ExitStatus
  /// How the outputs are written.
  let output: OutputSettings
  /// By what results are told beside the statuses.
  let grouping: RecordGrouping?
  /// Nil for a check.
  var run: Run?
  /// What all rounds of correction came to; nil for a check.
  var family: FamilyFigures?
  /// Nil for a check.
  var next: NextStep?
  /// Why the run stopped before its end.
  var stop: (any Error)?
  /// Why there is no layout of a payroll system; it says nothing of the run.
  var misfit: (any Error)?
  /// What its requests came to, as `summary.json` has it.
  var figures = RunFigures()
  /// When requests left, in the order of the processes that sent them.
  var timelines: [RequestTimeline] = []

  /// Rows of a table that are shown.
  static let mostRows = 25
  /// Groups that are shown.
  static let mostGroups = 15

  var names: OutputNames { OutputNames(input, output) }

  /// - Throws: ``SpreadsheetError``.
  func write() throws {
    var file = try AtomicFile(path: "\(folder.path)/\(OutputFiles.report)")
    try file.append(try PageTemplate.render(content))
    try file.commit()
  }

  var content: PageContent {
    PageContent(
      language: language.rawValue, title: Self.shown(name),
      kicker: run == nil
        ? language.pick("Check of the sheet", "Verificação da planilha")
        : language.pick("Report of the run", "Relatório da execução"),
      badge: badge, facts: facts, next: PageNext(self).content, figures: headline,
      sections: sections, contents: language.pick("On this page", "Nesta página"),
      footer: language.pick(
        "Written by qualifica \(ProgramVersion.text) on \(language.moment(Date())). Values of "
          + "persons are masked; this page needs no network.",
        "Gravado pelo qualifica \(ProgramVersion.text) em \(language.moment(Date())). Dados "
          + "pessoais aparecem mascarados; esta página não usa a rede."))
  }

  private var sections: [PageContent.Section] {
    let results = PageResults(self)
    let findings = PageFindings(self)
    return [
      results.verdicts, results.funnel, findings.columns, findings.errors, results.groups,
      findings.warnings, findings.repairs, PageRequests(self).section, PageHints(self).section,
      files,
    ].compactMap(\.self)
  }

  /// A text from elsewhere, as much of it as fits.
  static func shown(_ text: String, most: Int = 120) -> String {
    text.unicodeScalars.count > most
      ? String(text.unicodeScalars.prefix(most)) + "…" : text
  }

  // MARK: Head

  private var name: String {
    let path = run.map { $0.settings.origin ?? $0.input.path } ?? input.path
    return PersonalNumbers.name(ofFileAt: path)
  }

  private var badge: PageContent.Badge? {
    guard let run else { return nil }
    let isSimulated = run.settings.environment == SimulatedEnvironment.name
    return PageContent.Badge(
      badgeText: isSimulated
        ? language.pick("Rehearsal with the simulator", "Ensaio com o simulador")
        : Destination(run.settings).name(language),
      badgeMood: isSimulated ? .attention : .wait)
  }

  private var facts: [PageContent.Fact] {
    var facts: [PageContent.Fact] = []
    func add(_ english: String, _ portuguese: String, _ text: String?) {
      guard let text else { return }
      facts.append(PageContent.Fact(name: language.pick(english, portuguese), fact: text))
    }
    add("Sheet", "Planilha", input.sheet.map { Self.shown($0.sheet.name) })
    add("Run", "Execução", run?.code)
    add("Begun", "Início", run.map { language.moment($0.startedAt) })
    add(
      "Money", "Dinheiro",
      run.flatMap { run in
        run.plan.map { run.settings.own.money($0, language) }
      })
    add("Size", "Tamanho", language.size(input.bytes))
    return facts
  }

  // MARK: Figures

  /// Records whose status is as wanted.
  func count(where isWanted: (Verdict) -> Bool) -> Int {
    tally.rows.reduce(0) { isWanted($1.status) ? $0 + $1.count : $0 }
  }

  var goodCount: Int { count(where: \.isGood) }

  /// What good records are called: `válidos`, after a check `prontos`.
  func goodName(_ count: Int) -> String {
    let good = run == nil ? tally.statuses.rows.first(where: \.isGood) : tally.statuses.good
    guard let good else { return language.pick("good", "bons") }
    return (count == 1 ? good.names.one : good.names.many).text(language)
  }

  /// The first letter large, as something begins with it.
  static func capitalized(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst()
  }

  private var headline: [PageContent.Figure] {
    var figures = [
      PageContent.Figure(
        figure: language.figure(tally.records),
        label: Self.capitalized(
          (tally.records == 1 ? Noun.record.one : Noun.record.many).text(language)),
        remark: language.pick("in the file", "no arquivo"), mood: .plain),
      PageContent.Figure(
        figure: language.figure(goodCount), label: Self.capitalized(goodName(goodCount)),
        remark: language.percent(goodCount, of: tally.records), mood: .good),
    ]
    figures += money
    if tally.correctionCount > 0 {
      figures.append(
        PageContent.Figure(
          figure: language.figure(tally.correctionCount),
          label: language.pick("To correct", "A corrigir"), remark: names.fix,
          mood: .attention))
    }
    if tally.openCount > 0 {
      figures.append(
        PageContent.Figure(
          figure: language.figure(tally.openCount),
          label: language.pick("Waited for", "À espera"), remark: names.pending, mood: .wait))
    }
    return figures
  }

  /// What is to be paid, over all rounds of correction.
  private var money: [PageContent.Figure] {
    guard let family else { return [] }
    let words = own.words
    let rounds =
      family.runs > 1
      ? language.pick("over \(family.runs) runs", "em \(family.runs) execuções") : "payable.csv"
    var figures: [PageContent.Figure] = []
    if family.runs > 1 || family.payable != goodCount {
      figures.append(
        PageContent.Figure(
          figure: language.figure(family.payable), label: words.total.text(language),
          remark: rounds, mood: .good))
    }
    if let amount = family.amountInCents {
      figures.append(
        PageContent.Figure(
          figure: PageContent.Number(text: AmountText.money(amount, language), plain: "\(amount)"),
          label: words.totalAmount.text(language), remark: rounds, mood: .good))
    }
    return figures
  }

  // MARK: Files

  private var files: PageContent.Section {
    let meanings = PageFiles.meanings(
      goodFile: input.layout.outputs.goodFile, own.words, language)
    let links = meanings.flatMap { stem, meaning in
      PageFiles.endings.map { ("\(stem).\($0)", meaning) }
    }
    let profiles = folder.profileFiles().map {
      ($0, language.pick("layout of a payroll system", "layout de um sistema de folha"))
    }
    let present = (links + profiles).filter {
      EntryStatus.of("\(folder.path)/\($0.0)")?.isFile == true
    }
    return PageContent.Section(
      id: "files", heading: language.pick("Files", "Arquivos"),
      caption: language.pick(
        "In the folder of this page. They hold personal data: keep them where it belongs.",
        "Na pasta desta página. Contêm dados pessoais: guarde-os com o mesmo cuidado da planilha."),
      files: PageContent.Links(
        links: present.map { name, meaning in
          PageContent.Link(
            href: PageFiles.reference(name), file: SystemPath.shown(name), meaning: meaning)
        }))
  }
}

/// Files of the folder as the page names them.
enum PageFiles {
  static let endings = ["csv", "ndjson", "xlsx", "json"]

  /// By name without ending, in the order of the page.
  static func meanings(
    goodFile: String, _ words: OperationWords, _ language: Language
  ) -> [(String, String)] {
    [
      (OutputFiles.payable, words.payable.text(language)),
      (
        OutputFiles.fix,
        language.pick("what a person must correct", "o que precisa de correção")
      ),
      (
        OutputFiles.pending,
        language.pick("records without a final result", "registros ainda sem resultado final")
      ),
      (
        OutputFiles.results,
        language.pick("every record with its result", "todos os registros com o resultado")
      ),
      (
        goodFile,
        language.pick("good records of this run", "registros bons desta execução")
      ),
      (
        OutputFiles.findings,
        language.pick(
          "every error, warning and repair by line", "cada erro, aviso e reparo, por linha")
      ),
      (
        "summary",
        language.pick(
          "the counts of this page for programs", "os números desta página, para programas")
      ),
    ]
  }

  /// A relative address of a file with this name.
  static func reference(_ name: String) -> String {
    name.utf8.map { byte in
      let isPlain =
        byte &- 0x30 <= 9 || (byte | 0x20) &- 0x61 < 26 || [0x2D, 0x2E, 0x5F].contains(byte)
      return isPlain
        ? String(UnicodeScalar(byte)) : "%" + byte.zeroPadded(to: 2, radix: 16, uppercase: true)
    }.joined()
  }
}
