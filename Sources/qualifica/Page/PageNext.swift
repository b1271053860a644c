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
    var next = page.run.map(ofRun) ?? ofCheck
    if isRehearsal {
      next.paragraphs.insert(
        language.pick(
          "This was a rehearsal: the results are the simulator's, no bank gave them. Pay nobody by them.",
          "Isto foi um ensaio: os resultados são do simulador, não de um banco. Não pague com base neles."
        ), at: 0)
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

  private func ofRun(_ run: Run) -> PageContent.Next {
    switch page.status {
    case .allValid:
      return make("Ready to pay", "Pode pagar", .good, [pay ?? nothing])
    case .someNeedAPerson:
      let hasGood = payable > 0
      return make(
        hasGood ? "Pay what is good, correct the rest" : "Correct before you pay",
        hasGood ? "Pague os que estão certos e corrija os outros" : "Corrija antes de pagar",
        .attention, [pay] + correct(run))
    case .somePending:
      return make(
        "Some records have no result yet", "Alguns registros ainda estão sem resultado", .wait,
        paragraphs: OutcomeReport(tally: tally, folder: page.folder, language: language).waiting,
        [goOn, pay] + correct(run))
    case .interrupted, .terminated:
      return make(
        "The run was interrupted; everything is saved",
        "A execução foi interrompida; tudo está salvo", .wait, [goOn, pay])
    case .stopped:
      return make(
        "The run stopped before its end", "A execução parou antes do fim", .stop,
        paragraphs: reason, remedy + [pay])
    case .comeBackLater:
      return make(
        "Come back later", "Volte mais tarde", .wait, paragraphs: reason, remedy + [pay])
    default:
      return make(
        "The run could not go on", "A execução não pôde continuar", .stop, paragraphs: reason,
        remedy + [pay])
    }
  }

  /// What happened.
  private var reason: [String] {
    guard let stop = page.stop else { return [] }
    return [ReportPage.shown(Failure(stop).explanation.what.text(language), most: 600)]
  }

  /// What to do about it.
  private var remedy: [Step?] {
    let next = page.stop.map { Failure($0).explanation.next.text(language) } ?? ""
    let said = next.isEmpty ? nil : Step(sentence: ReportPage.shown(next, most: 400))
    let namesCommand = next.contains("qualifica resume")
    return [said, tally.openCount > 0 && !namesCommand ? goOn : nil]
  }

  private var isRehearsal: Bool { page.run?.settings.environment == SimulatedEnvironment.name }

  private var payable: Int { page.family?.payable ?? page.goodCount }

  private var pay: Step? {
    guard payable > 0 else { return nil }
    let file =
      page.family == nil
      ? "\(page.input.layout.outputs.goodFile).\(page.ending)" : FamilyReport.path(in: page.folder)
    var count = language.counted(payable, .record)
    if let amount = page.family?.amountInCents {
      count += ", \(AmountText.money(amount, language))"
    }
    return Step(
      sentence: isRehearsal
        ? language.pick(
          "Of a real run you would pay with \(file): \(count).",
          "Em uma execução real, o pagamento seria feito com \(file): \(count).")
        : language.pick("Pay with \(file): \(count).", "Pague com \(file): \(count)."))
  }

  private var nothing: Step {
    Step(sentence: language.pick("There is nothing to pay.", "Não há nada a pagar."))
  }

  private func correct(_ run: Run) -> [Step?] {
    guard tally.correctionCount > 0, page.family?.toCorrect != 0,
      let command = SuggestedCommand.feedBack(page.folder, run)
    else { return [] }
    let count = language.counted(tally.correctionCount, .record)
    return [
      Step(
        sentence: language.pick(
          "Correct fix.\(page.ending): \(count), each with its reason.",
          "Corrija fix.\(page.ending): \(count), cada um com o motivo.")),
      Step(
        sentence: language.pick(
          "Then send the corrected file:", "Depois envie o arquivo corrigido:"),
        command: command),
    ]
  }

  private var goOn: Step {
    var options = ""
    if page.status == .stopped, let rejected = page.run?.rejectedBeyondBudget {
      options = " --max-errors \(rejected)"
    }
    return Step(
      sentence: language.pick("Go on later with:", "Continue mais tarde com:"),
      command: SuggestedCommand.resume(page.folder, options))
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
        "Correct the sheet with the help of fix.\(page.ending) (\(count)) and check it again.",
        "Corrija a planilha com a ajuda de fix.\(page.ending) (\(count)) e verifique de novo."))
    if page.status == .stopped {
      return make(
        "More errors than allowed", "Mais erros do que o permitido", .stop,
        paragraphs: [
          language.pick(
            "More records are rejected than --max-errors allows.",
            "Há mais registros rejeitados do que --max-errors permite.")
        ], [correct])
    }
    let sendGood = command.map {
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
