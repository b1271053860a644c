import BulkEngine
import Spreadsheets

/// What to do now: the first thing on the page.
struct PageNext {
  private let page: ReportPage
  private var language: Language { page.language }
  private var tally: ResultTally { page.tally }

  init(_ page: ReportPage) {
    self.page = page
  }

  typealias Step = PageContent.Next.Step

  var content: PageContent.Next {
    var next = page.next.map(ofRun) ?? ofCheck
    if let misfit = page.misfit { next.paragraphs.append(said(misfit)) }
    if isRehearsal {
      next.paragraphs.insert(
        language.pick(
          "This was a rehearsal: the results are the simulator's, no bank gave them. ",
          "Isto foi um ensaio: os resultados são do simulador, não de um banco. ")
          + ReportPage.capitalized(words.rehearsal.text(language)) + ".", at: 0)
    }
    if next.list?.steps.isEmpty == true { next.list = nil }
    return next
  }

  private func make(
    _ english: String, _ portuguese: String, _ mood: PageContent.Mood, paragraphs: [String] = [],
    _ steps: [Step?]
  ) -> PageContent.Next {
    PageContent.Next(
      label: language.pick("What to do now", "O que fazer agora"),
      heading: language.pick(english, portuguese), mood: mood, paragraphs: paragraphs,
      list: PageContent.Next.Steps(steps: steps.compactMap(\.self)))
  }

  // MARK: A run

  private func ofRun(_ next: NextStep) -> PageContent.Next {
    switch page.status {
    case .allValid, .someNeedAPerson: return ofSettled(next)
    case .somePending: return ofWaiting(next)
    case .interrupted, .terminated:
      return make(
        "The run was interrupted; everything is saved",
        "A execução foi interrompida; tudo está salvo", .wait, [goOn(next), use(next)])
    case .stopped:
      return make(
        "The run stopped before its end", "A execução parou antes do fim", .stop,
        paragraphs: reason, remedy(next) + [use(next)])
    case .comeBackLater:
      return make(
        "Come back later", "Volte mais tarde", .wait, paragraphs: reason, remedy(next) + [use(next)]
      )
    default:
      return make(
        "The run could not go on", "A execução não pôde continuar", .stop, paragraphs: reason,
        remedy(next) + [use(next)])
    }
  }

  /// Of a run that is finished; a later round of correction may not be.
  private func ofSettled(_ next: NextStep) -> PageContent.Next {
    switch next.action {
    case .goOn: return ofWaiting(next)
    case .correct:
      if isRehearsal {
        return make(
          "Correct the rows that are wrong", "Corrija as linhas com erro", .attention,
          [use(next)] + correct(next))
      }
      let hasGood = next.good != nil
      let heading = hasGood ? words.someGood : words.noneGood
      return make(heading.english, heading.portuguese, .attention, [use(next)] + correct(next))
    case .use:
      return make(words.allGood.english, words.allGood.portuguese, .good, [use(next)])
    case .sendForReal:
      return make(
        "The rehearsal is complete", "O ensaio está completo", .good,
        [
          use(next),
          Step(
            sentence: language.pick(
              "Then send the sheet with your key:", "Agora envie a planilha com a sua chave:"),
            command: next.sendForReal(language)),
        ])
    case .nothing:
      return make(
        words.nothing.english, words.nothing.portuguese, .plain,
        paragraphs: [
          language.pick(
            "No record of this sheet is good, and there is none to correct.",
            "Nenhum registro desta planilha está bom, e não há nenhum a corrigir.")
        ], [])
    }
  }

  private func ofWaiting(_ next: NextStep) -> PageContent.Next {
    make(
      "Some records have no result yet", "Alguns registros ainda estão sem resultado", .wait,
      paragraphs: OutcomeReport(
        tally: tally, folder: page.folder, names: page.names, language: language
      ).waiting,
      [goOn(next), use(next)] + correct(next))
  }

  /// What happened.
  private var reason: [String] { page.stop.map { [said($0)] } ?? [] }

  private func said(_ error: any Error) -> String {
    ReportPage.shown(Failure(error).explanation.what.text(language), most: 600)
  }

  /// What to do about it.
  private func remedy(_ next: NextStep) -> [Step?] {
    let text = page.stop.map { Failure($0).explanation.next.text(language) } ?? ""
    let said = text.isEmpty ? nil : Step(sentence: ReportPage.shown(text, most: 400))
    let namesCommand = text.contains("qualifica resume")
    return [said, tally.openCount > 0 && !namesCommand ? goOn(next) : nil]
  }

  private var isRehearsal: Bool { page.run?.settings.environment == SimulatedEnvironment.name }

  private var words: OperationWords { page.own.words }

  private func use(_ next: NextStep) -> Step? {
    guard let good = next.good else { return nil }
    let file = good.file
    var count = language.counted(good.records, .record)
    if let amount = good.amountInCents {
      // The sign stays with its amount.
      let money = AmountText.money(amount, language).replacing(" ", with: "\u{A0}")
      count += ", \(money)"
    }
    return Step(
      sentence: isRehearsal
        ? "\(words.rehearsedUse.naming(file, language)): \(count)."
        : "\(ReportPage.capitalized(words.use.naming(file, language))): \(count).")
  }

  private func correct(_ next: NextStep) -> [Step?] {
    guard let correction = next.correction else { return [] }
    let count = language.counted(correction.records, .record)
    return [
      Step(
        sentence: language.pick(
          "Correct \(correction.file): \(count), each with its reason.",
          "Corrija \(correction.file): \(count), cada um com o motivo.")),
      Step(
        sentence: language.pick(
          "Then send the corrected file:", "Depois envie o arquivo corrigido:"),
        command: correction.command),
    ]
  }

  private func goOn(_ next: NextStep) -> Step? {
    next.goOn.map {
      Step(sentence: language.pick("Go on later with:", "Continue mais tarde com:"), command: $0)
    }
  }

  // MARK: A check

  private var ofCheck: PageContent.Next {
    let command = SuggestedCommand.run()
    let send = command.map {
      Step(sentence: language.pick("Send it:", "Envie:"), command: $0)
    }
    if page.status == .allValid {
      return make(
        "The sheet is ready to be sent", "A planilha está pronta para envio", .good, [send])
    }
    let count = language.counted(tally.correctionCount, .record)
    let correct = Step(
      sentence: language.pick(
        "Correct the sheet with the help of \(page.names.fix) (\(count)) and check it again.",
        "Corrija a planilha com a ajuda de \(page.names.fix) (\(count)) e verifique de novo."))
    if page.status == .stopped {
      return make(
        "More errors than allowed", "Mais erros do que o permitido", .stop,
        paragraphs: [
          language.pick(
            "More records are rejected than --max-errors allows.",
            "Há mais registros rejeitados do que --max-errors permite.")
        ], [correct])
    }
    let sendGood =
      page.goodCount == 0
      ? nil
      : command.map {
        Step(
          sentence: language.pick(
            "Or send only the records without errors:", "Ou envie só os registros sem erro:"),
          command: $0)
      }
    guard tally.correctionCount > 0 else {
      return make(
        "No errors; repeated rows are left out", "Sem erros; linhas repetidas ficam de fora",
        .attention, [send])
    }
    return make("Correct the sheet", "Corrija a planilha", .attention, [correct, sendGood])
  }
}
