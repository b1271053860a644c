import BulkEngine
import CallbackServer
import Spreadsheets

/// What a session says of its input, its plan and its end.
extension SessionMessages {
  /// What in a file is not as one would expect, and how it was taken.
  func recognised(_ input: Input) {
    warnOfPerson(in: input)
    let encoding = input.format.encoding
    if encoding != .utf8, input.reading.encoding == nil {
      say(
        "The file is not UTF-8: it is read as \(encoding.name).",
        "O arquivo não está em UTF-8: é lido como \(encoding.name).")
    }
    if let cnab = input.format.cnab {
      for sentence in CNABReport.sentences(cnab) { say(sentence.english, sentence.portuguese) }
    }
    if !input.mapping.hasWholePair {
      warn(
        "Columns of an earlier run are in the file, but not both of q_custom_code and q_status under "
          + "their names: nobody can tell who was sent before, so no record is sent. Put both back, "
          + "or remove all q_ columns to send everybody as new.",
        "O arquivo tem colunas de uma execução anterior, mas não q_custom_code e q_status, ambas com "
          + "esses nomes: não se sabe quem já foi enviado, e nenhum registro é enviado. Recoloque as "
          + "duas, ou remova todas as colunas q_ para enviar todos como novos.")
    }
    if let sheet = input.sheet { recognised(sheet) }
    guard let header = input.header, input.titleRows > 0, input.format.cnab == nil else { return }
    say(
      "The header is on line \(header.line); what stands above it is skipped.",
      "O cabeçalho está na linha \(header.line); o que está acima é ignorado.")
  }

  /// Said even when quiet where the system chose the port, which is known from here only.
  func listening(on address: ListenAddress, wasChosen: Bool) {
    guard !isQuiet || wasChosen else { return }
    warn(
      "Listening for callbacks on http://\(address)/", "Aguardando callbacks em http://\(address)/")
  }

  /// A run that has nothing to do any more.
  func isOver(_ run: FinishedRun) {
    say(
      "The run of this file was finished\(run.when(.english)); nothing is sent now.",
      "A execução deste arquivo foi concluída\(run.when(.portuguese)); nada foi enviado agora.")
  }

  /// A corrected file that stood where another one is written.
  func kept(_ names: [String]) {
    for name in names {
      let changed = "fix.\(SystemPath.fileExtension(of: name))"
      say(
        "\(changed) was changed by hand: it is kept as \(name).",
        "\(changed) foi alterado à mão: fica guardado como \(name).")
    }
  }

  /// A number of a person in the name of the file gets where no person may be.
  private func warnOfPerson(in input: Input) {
    let name = PersonalNumbers.name(ofFileAt: input.path)
    guard name != SystemPath.shown(SystemPath.name(of: input.path)) else { return }
    let shown = PlainSentence.text(name)
    warn(
      "The name of the file has a CPF or CNPJ in it (\(shown)). The folder is called like the file, and "
        + "the journal and the commands shown here name both. Rename the file first.",
      "O nome do arquivo contém um CPF ou CNPJ (\(shown)). A pasta recebe o nome do arquivo, e o diário "
        + "e os comandos mostrados aqui citam os dois. Renomeie o arquivo antes.")
  }

  /// What a person who looks at the workbook may not see.
  private func recognised(_ sheet: SpooledSheet) {
    let name = PlainSentence.text(sheet.sheet.name)
    say(
      "The records are read from the sheet '\(name)'.",
      "Os registros são lidos da planilha '\(name)'.")
    guard sheet.hiddenRowCount > 0 else { return }
    let count = sheet.hiddenRowCount
    warn(
      "Records in hidden rows (a filter, perhaps): \(count). They are read like all others. To "
        + "leave them out, copy the visible rows into a workbook of their own.",
      "Registros em linhas ocultas (um filtro, talvez): \(count). São lidos como os outros. Para "
        + "deixá-los de fora, copie as linhas visíveis para outra pasta de trabalho.")
  }

  /// Why the API is asked before anything is sent.
  func journalDoubted(_ doubt: JournalDoubt, records: Int) {
    let (english, portuguese) =
      switch doubt {
      case .batchesMissing:
        ("more was sent than the journal knows of", "foi enviado mais do que o diário registra")
      case .copied:
        ("the journal is a copy", "o diário é uma cópia")
      case .countMissing:
        ("the count of what was sent is gone", "a contagem do que foi enviado sumiu")
      case .contradictory:
        (
          "the journal calls unsent what seems to have been sent",
          "o diário diz não enviado o que parece ter sido enviado"
        )
      case .gone:
        (
          "the journal of an earlier run in this folder is gone",
          "o diário de uma execução anterior nesta pasta sumiu"
        )
      case .told:
        (
          "you say that the journal may not know of everything that was sent",
          "você indicou que o diário pode não registrar tudo o que foi enviado"
        )
      }
    let number = language.number(records)
    warn(
      "WARNING: \(english). Records that it calls unsent (\(number)) are looked up at the API first.",
      "ATENÇÃO: \(portuguese). Os registros que ele diz não enviados (\(number)) são consultados "
        + "na API antes.")
  }

  /// Rows that come back as they were, where sending them again only wastes a look.
  func uncorrected(_ count: Int) {
    guard count > 0 else { return }
    let number = language.counted(count, .record)
    say(
      "Note: \(number) of this file came back uncorrected and will be sent again.",
      count == 1
        ? "Atenção: \(number) deste arquivo voltou sem correção e será enviado de novo."
        : "Atenção: \(number) deste arquivo voltaram sem correção e serão enviados de novo.")
  }

  /// - Parameter isAsked: whether somebody is asked to agree to it, who must see it also when quiet.
  func mayShowPlan(isAsked: Bool) -> Bool { !isQuiet || isAsked }

  /// - Parameter details: what the operation says of its records.
  func plan(_ plan: PlanTotals, of run: Run, _ details: [Bilingual]) {
    say(PlanReport.lines(plan, of: run, details.map { $0.text(language) }, language))
  }

  func finished(_ report: OutcomeReport) {
    guard !isQuiet else { return }
    progress.clear()
    Terminal.say(report.lines(columns: Terminal.errorColumns))
  }

  /// The one line that says what to do next.
  func next(_ line: String) {
    guard !isQuiet else { return }
    say([line])
  }

  func next(_ step: NextStep) { next(step.line(language)) }

  /// Why a run stopped; said even when quiet.
  func stopped(_ error: any Error) {
    let text = Failure(error).text(language)
    warn(text, text)
  }

  /// The page is a help: without it the files stand, and so does the exit code.
  func pageFailed(_ error: any Error, in folder: RunFolder) {
    let path = "\(folder.path)/\(OutputFiles.report)"
    let failure = Failure(error).explanation
    warn(
      "WARNING: \(path) was not written: \(failure.text(.english)) The other files are complete.",
      "ATENÇÃO: \(path) não foi gravado: \(failure.text(.portuguese)) Os demais arquivos estão completos."
    )
  }

  /// - Parameter count: how many; nil when the API stopped answering.
  func printablesMissing(_ count: Int?, in folder: String) {
    let pages = Noun(
      "page to print", "pages to print", "página para imprimir", "páginas para imprimir")
    let english = count.map { "\(Language.english.counted($0, pages))" } ?? "some pages to print"
    let portuguese =
      count.map { "\(Language.portuguese.counted($0, pages))" } ?? "algumas páginas para imprimir"
    warn(
      "WARNING: the API did not give \(english); \(folder) has the others. Run the same command again later.",
      "ATENÇÃO: a API não forneceu \(portuguese); \(folder) tem as demais. Execute o mesmo comando mais tarde."
    )
  }

  /// What to do after a check.
  ///
  /// - Parameter hasGood: whether any record could be sent.
  func checked(_ status: ExitStatus, _ names: OutputNames, hasGood: Bool) {
    let run = SuggestedCommand.run()
    let last = language.pick("Next: ", "Próximo passo: ")
    switch status {
    case .allValid:
      next(
        last
          + (run
            ?? language.pick(
              "qualifica run with the same input.", "qualifica run com a mesma entrada.")))
    case .stopped:
      say(
        "More records are rejected than --max-errors allows. Next: correct \(names.fix).",
        "Há mais registros rejeitados do que --max-errors permite. Próximo passo: corrija \(names.fix)."
      )
    case _ where !hasGood:
      next(
        last
          + language.pick(
            "correct the sheet with the help of \(names.fix) and \(names.findings), and check it again.",
            "corrija a planilha com a ajuda de \(names.fix) e \(names.findings) e verifique de novo."
          ))
    default:
      say(
        "Correct the sheet with the help of \(names.fix) and \(names.findings), and check it again; or "
          + "send only what is good.",
        "Corrija a planilha com a ajuda de \(names.fix) e \(names.findings) e verifique de novo; ou "
          + "envie só os registros sem erro.")
      next(last + (run ?? language.pick("correct the sheet.", "corrija a planilha.")))
    }
  }

  /// Asks the person; anything but a typed yes is a no.
  ///
  /// - Throws: `CancellationError` when a signal comes instead of an answer.
  /// - Parameter again: how many records another run has sent already.
  func asksForConsent(_ settings: RunSettings, again: Int = 0) throws -> Bool {
    progress.clear()
    let destination = Destination(settings).name(language)
    let consent = settings.own.offer.consent
    if again > 0 { return try asksForConsent(again: again, consent, destination) }
    return try Consent.ask(
      language.pick(
        "\(consent.english) (\(destination)). Type yes to send: ",
        "\(consent.portuguese) (\(destination)). Digite sim para enviar: "), language)
  }

  /// Asks before files are removed.
  ///
  /// - Throws: `CancellationError` when a signal comes instead of an answer.
  func asksForPurge(_ names: [String]) throws -> Bool {
    try Consent.ask(
      language.pick(
        "Remove for good: \(names.joined(separator: " ")). Type yes to remove: ",
        "Remover definitivamente: \(names.joined(separator: " ")). Digite sim para remover: "),
      language)
  }

  func purged(_ content: Purge.Content, folder: RunFolder) {
    let (removed, left) = (content.personal, content.strangers)
    for name in content.unfinished {
      let path = OutcomeReport.quoted("\(folder.path)/\(name)")
      say(
        "The run in \(path) is not finished and keeps its files: finish it with 'qualifica resume "
          + "\(path)', or purge it with --unfinished.",
        "A execução em \(path) não terminou e mantém seus arquivos: conclua-a com 'qualifica resume "
          + "\(path)' ou remova-a com --unfinished.")
    }
    if !left.isEmpty {
      say(
        "Not written by this program and left alone: \(left.joined(separator: " ")).",
        "Não gravados por este programa e mantidos: \(left.joined(separator: " ")).")
    }
    if !content.elsewhere.isEmpty {
      let paths = content.elsewhere.map(OutcomeReport.quoted).joined(separator: " ")
      say(
        "Fetched for this run and kept elsewhere, with people's data: \(paths). Remove it yourself.",
        "Baixado para esta execução e guardado em outro lugar, com dados pessoais: \(paths). Remova "
          + "você mesmo.")
    }
    guard !removed.isEmpty else {
      return say("Nothing personal was left.", "Nenhum dado pessoal restava.")
    }
    say(
      "Removed: \(removed.joined(separator: " ")). The journal stays in \(folder.path); the input "
        + "file is yours to remove.",
      "Removidos: \(removed.joined(separator: " ")). O diário fica em \(folder.path); a planilha "
        + "original é sua: remova-a quando quiser.")
  }
}
