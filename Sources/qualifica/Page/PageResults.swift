import BulkEngine

/// What became of the records: by status, from step to step, by group.
struct PageResults {
  private let page: ReportPage
  private var language: Language { page.language }
  private var tally: ResultTally { page.tally }

  init(_ page: ReportPage) {
    self.page = page
  }

  typealias Section = PageContent.Section

  static func mood(_ status: Verdict) -> PageContent.Mood {
    if status.isGood { return .good }
    if !status.isFinal { return .wait }
    return status.needsCorrection ? .attention : .plain
  }

  private func name(_ status: Verdict, _ count: Int) -> String {
    (count == 1 ? status.names.one : status.names.many).text(language)
  }

  // MARK: Verdicts

  var verdicts: Section {
    let order: [PageContent.Mood] = [.good, .wait, .attention, .stop, .plain]
    let present = order.flatMap { mood in
      tally.rows.filter { $0.count > 0 && Self.mood($0.status) == mood }
    }
    let shares = present.map { status, count in
      PageDrawing.Share(
        name: ReportPage.capitalized(name(status, count)), count: count, mood: Self.mood(status))
    }
    let heading = language.pick("Results", "Resultados")
    return Section(
      id: "results", heading: heading,
      caption: language.pick(
        "What became of \(language.counted(tally.records, .record)).",
        "O que aconteceu com \(language.counted(tally.records, .record))."),
      drawing: PageDrawing.shares(shares, title: heading, id: "shares"),
      table: PageContent.Table(
        tableCaption: language.pick("Records by status", "Registros por situação"),
        columns: [
          PageContent.Column(column: language.pick("Status", "Situação")),
          PageContent.Column(column: language.pick("Records", "Registros"), isNumeric: true),
          PageContent.Column(column: language.pick("Part", "Parte"), isNumeric: true),
          PageContent.Column(
            column: language.pick("What it means, what to do", "O que significa, o que fazer")),
        ],
        rows: present.map(row)))
  }

  private func row(_ status: Verdict, _ count: Int) -> PageContent.Row {
    var part = PageContent.Cell(language.percent(count, of: tally.records))
    part.number = "\(Double(count) / Double(max(1, tally.records)))"
    let remark = status.remark?.sentence.text(language)
    return PageContent.Row(
      first: PageContent.Cell(
        ReportPage.capitalized(name(status, count)), code: status.word, dot: Self.mood(status)),
      cells: [
        PageContent.Cell(language.figure(count)), part,
        PageContent.Cell(
          ReportPage.capitalized(page.names.meaning(of: status, language)), small: remark),
      ])
  }

  // MARK: From records to payable

  var funnel: Section? {
    guard tally.records > 0 else { return nil }
    let steps = page.run == nil ? stepsOfCheck : stepsOfRun
    guard let first = steps.first, let last = steps.last else { return nil }
    let percent = language.percent(last.count, of: first.count)
    let (all, rest) = (language.counted(first.count, .record), language.number(last.count))
    return Section(
      id: "funnel",
      heading: page.run == nil
        ? language.pick("From the sheet to what can be sent", "Da planilha ao que pode ser enviado")
        : page.own.words.way.text(language),
      caption: language.pick(
        "Of \(all), \(rest) (\(percent)) came to the end.",
        "De \(all), \(rest) (\(percent)) \(last.count == 1 ? "chegou" : "chegaram") ao fim."),
      drawing: PageDrawing.funnel(
        steps, percent: { language.percent($0, of: first.count) }, id: "step"))
  }

  /// A step that `lost` have not reached, each with what they are called.
  private func step(
    _ english: String, _ portuguese: String, _ count: Int, lost: [(Verdict, Int)] = [],
    mood: PageContent.Mood = .plain
  ) -> PageDrawing.Step {
    let parts = lost.filter { $0.1 > 0 }.map { "\(language.number($0.1)) \(name($0.0, $0.1))" }
    return PageDrawing.Step(
      name: language.pick(english, portuguese), count: count, number: language.number(count),
      lost: parts.isEmpty ? "" : "− " + parts.joined(separator: ", "), mood: mood)
  }

  private func lost(_ states: [RecordState]) -> [(Verdict, Int)] {
    states.map { (tally.statuses.row(of: $0), tally.count(of: $0)) }
  }

  private func lost(where isLost: (Verdict) -> Bool) -> [(Verdict, Int)] {
    tally.rows.filter { isLost($0.status) }.map { ($0.status, $0.count) }
  }

  private var stepsOfCheck: [PageDrawing.Step] {
    let single = tally.records - tally.count(of: .duplicate)
    let good = page.goodCount
    return [
      step("Records in the sheet", "Registros na planilha", tally.records),
      step("Without repetitions", "Sem repetições", single, lost: lost([.duplicate])),
      step(
        "Ready to be sent", "Prontos para envio", good, lost: lost([.rejected]), mood: .good),
    ]
  }

  private var stepsOfRun: [PageDrawing.Step] {
    let local: [RecordState] = [.rejected, .duplicate]
    let unsent: [RecordState] = [.planned, .inDoubt, .refused]
    let passed = local.reduce(tally.records) { $0 - tally.count(of: $1) }
    let taken = unsent.reduce(passed) { $0 - tally.count(of: $1) }
    let own = Set((local + unsent).map { tally.statuses.row(of: $0).word })
    let waiting = lost { !$0.isFinal && !own.contains($0.word) }
    let settled = waiting.reduce(taken) { $0 - $1.1 }
    let failed = lost { $0.isFinal && !$0.isGood && !own.contains($0.word) }
    var steps = [
      step("Records in the sheet", "Registros na planilha", tally.records),
      step("Passed the check", "Passaram na verificação", passed, lost: lost(local)),
      step("Taken by the API", "Aceitos pela API", taken, lost: lost(unsent)),
      step("With a final result", "Com resultado final", settled, lost: waiting),
      step("Found good", "Confirmados", page.goodCount, lost: failed, mood: .good),
    ]
    // Later rounds of correction have rows of their own.
    let total = page.own.words.total
    if let family = page.family, family.runs == 1 {
      steps.append(
        step(
          "\(total.english) (payable.csv)", "\(total.portuguese) (payable.csv)", family.payable,
          mood: .good))
    }
    return steps
  }

  // MARK: By group

  var groups: Section? {
    guard let grouping = page.grouping, tally.groups.count > 1 || page.goodCount < tally.records,
      !tally.groups.isEmpty
    else { return nil }
    let word = grouping.words.text(language)
    let shown = tally.groups.prefix(ReportPage.mostGroups)
    let left = tally.groups.count - shown.count
    let leftRecords = tally.groups.dropFirst(shown.count).reduce(0) { $0 + $1.records }
    return Section(
      id: "groups", heading: language.pick("By \(word)", "Por \(word)"),
      caption: language.pick(
        "Where an error comes again and again, one mistake of the system that wrote the sheet is likely.",
        "Onde um mesmo erro se repete, é provável que venha do sistema que gerou a planilha."),
      table: PageContent.Table(
        tableCaption: language.pick("Records by \(word)", "Registros por \(word)"),
        columns: [
          PageContent.Column(column: ReportPage.capitalized(word)),
          PageContent.Column(column: language.pick("Records", "Registros"), isNumeric: true),
          PageContent.Column(column: ReportPage.capitalized(page.goodName(2)), isNumeric: true),
          PageContent.Column(column: language.pick("To correct", "A corrigir"), isNumeric: true),
          PageContent.Column(
            column: language.pick(
              "Most frequent error, what to do", "Erro mais frequente, o que fazer")),
        ],
        rows: shown.map(row)),
      more: left > 0
        ? language.pick(
          "And \(language.number(left)) more with \(language.counted(leftRecords, .record)): see \(page.names.results).",
          "E mais \(language.number(left)), com \(language.counted(leftRecords, .record)): veja \(page.names.results)."
        )
        : nil)
  }

  private func row(_ group: ResultGroup) -> PageContent.Row {
    let good = group.count(tally.statuses, where: \.isGood)
    let wrong = group.count(tally.statuses, where: \.needsCorrection)
    var error = PageContent.Cell("–")
    if let most = group.mostFrequentError, let sentences = tally.sentences {
      error = PageContent.Cell(
        sentences.generalText(most.kind, language),
        small: language.pick(
          most.count == 1 ? "once" : "\(language.number(most.count)) times",
          "\(language.number(most.count)) \(most.count == 1 ? "vez" : "vezes")"))
    }
    return PageContent.Row(
      first: PageContent.Cell(
        group.name.isEmpty
          ? language.pick("not recognised", "não reconhecido")
          : ReportPage.shown(group.name, most: 60)),
      cells: [
        PageContent.Cell(language.figure(group.records)), PageContent.Cell(language.figure(good)),
        PageContent.Cell(language.figure(wrong)), error,
      ])
  }
}
