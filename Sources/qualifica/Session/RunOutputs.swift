import BulkEngine
import Foundation
import Spreadsheets

/// Writes the files of a run from its input and its journal.
struct RunOutputs: Sendable {
  let folder: RunFolder
  let journal: any RunJournal
  let run: Run
  let pass: RecordPass
  let messages: SessionMessages
  /// nil where none is used.
  let ledgers: [any Ledger]
  let profile: ProfileRequest?

  /// Writes the files also when a signal has cancelled the task: they are what an interrupted run
  /// leaves.
  ///
  /// - Throws: as ``write(stop:rehearsal:)``.
  func writeToTheirEnd(stop: (any Error)?, rehearsal: Rehearsal?) async throws -> ExitStatus {
    Interruption.shared.begin(.writing)
    return try await Task { try await write(stop: stop, rehearsal: rehearsal) }.value
  }

  /// Writes the files, says what is in them and what to do next.
  ///
  /// - Throws: ``SpreadsheetError``, ``InputError``, ``JournalError``, ``RunFailure/outputLost``.
  private func write(stop: (any Error)?, rehearsal: Rehearsal?) async throws -> ExitStatus {
    messages.phase(.write)
    let hold = try await hold()
    // A run that is kept elsewhere has no journal that tells whose the folder is.
    let claim = folder.shared == nil ? nil : try folder.claim()
    defer { withExtendedLifetime((hold, claim)) {} }
    let target = ResultFiles.Target(
      statuses: run.settings.own.statuses, folder: folder.path,
      output: run.settings.output, language: messages.language,
      willReplaceFix: { messages.kept(try folder.keepEditedFix()) })
    let (tally, family) = try await messages.progress.during(reading: pass.input.file) {
      let tally = try await ResultFiles.write(to: target, pass: pass, run: run, journal: journal)
      return (tally, try await payable())
    }
    let misfit = await writeProfile(hasPayable: family != nil)
    let outcome =
      Interruption.shared.status ?? stop.map { Failure($0).code } ?? ExitStatus(tally)
    let status = Interruption.shared.status ?? (stop ?? misfit).map { Failure($0).code } ?? outcome
    let rest = await Family(of: folder).rest()
    let next = NextStep(
      folder, run: run, tally: tally, names: names, family: family, rest: rest, status: outcome)
    var summary = RunSummary(
      run: run, input: pass.input, tally: tally, status: status, next: next)
    summary.files = try folder.writtenFix()
    let profileFiles = folder.profileFiles(adding: profile?.fileName)
    summary.profileFiles = profileFiles.isEmpty ? nil : profileFiles
    summary.family = family
    let figures = (try? await StoredFigures.total(in: journal)) ?? Monitor.shared.total()
    summary.figures = FiguresPart(figures)
    Monitor.shared.counted(tally, findings: tally.findings)
    try summary.write(to: folder.summaryPath)
    if folder.shared != nil { folder.removeLeftovers() }
    // Figures are no reason to fail.
    try? await StoredFigures.note(in: journal)
    try await fileInLedgers(tally, stop: stop)
    var page = ReportPage(
      own: run.settings.own, tally: tally, input: pass.input, folder: folder,
      language: messages.language,
      status: outcome, output: run.settings.output, grouping: pass.check.grouping,
      run: run, family: family, next: next, stop: stop, misfit: misfit, figures: figures)
    do {
      page.timelines = try await RequestTimeline.all(in: journal)
      try page.write()
    } catch {
      messages.pageFailed(error, in: folder)
    }
    if let family {
      try await OtherRounds(
        of: folder, figures: family, rest: rest, layout: misfit == nil ? profile?.fileName : nil,
        messages: messages
      ).renew()
    }
    if tally.openCount == 0 {
      try await FinishedRun.note(in: journal)
      try? SystemPath.remove(folder.simulatorStorePath)
    }
    messages.finished(
      OutcomeReport(
        tally: tally, folder: folder, names: names, family: family, next: next,
        language: messages.language))
    if let rehearsal { messages.rehearsed(rehearsal) }
    if messages.printsJSON { try Terminal.answer(json: try summary.json()) }
    if let misfit, stop == nil { throw misfit }
    if let stop, Interruption.shared.status == nil, !Failure(stop).isWhole {
      // The cause first, then what to do.
      messages.stopped(stop)
    }
    if stop.map({ Failure($0).isWhole }) != true { messages.next(next) }
    return status
  }

  /// The same in the end. Of a run that stops the files are worth more: what ledgers lack holds back more
  /// than it must, and the next command completes it.
  private func fileInLedgers(_ tally: ResultTally, stop: (any Error)?) async throws {
    do {
      try await fileInLedgers(isFinished: tally.openCount == 0)
    } catch {
      if stop == nil, Interruption.shared.status == nil { throw error }
    }
  }

  /// Writes what the ledgers lack of the run.
  ///
  /// - Parameter isFinished: whether nothing is left to send, to look up or to wait for.
  func fileInLedgers(isFinished: Bool = false) async throws {
    for ledger in ledgers {
      try await LedgerFiling.complete(
        run, pass: pass, journal: journal, ledger: ledger,
        operation: run.settings.own.operation, isFinished: isFinished, now: Date())
    }
  }

  /// Keeps other processes of a shared run from writing into the same folder meanwhile.
  private func hold() async throws -> (any RunHold)? {
    guard folder.shared != nil else { return nil }
    var tries = 600
    while true {
      do {
        let hold = try folder.lockFiles()
        folder.removeLeftovers()
        return hold
      } catch JournalError.heldByAnotherProcess where tries > 0 {
        tries -= 1
        try await Task.sleep(for: .milliseconds(100))
      }
    }
  }

  private var names: OutputNames { OutputNames(pass.input, run.settings.output) }

  /// Writes the layout of a payroll system, where one is wanted.
  ///
  /// - Parameter hasPayable: whether `payable.csv` was written, whose records it is then.
  /// - Returns: why there is no such file; the others stand.
  private func writeProfile(hasPayable: Bool) async -> (any Error)? {
    guard let profile else { return nil }
    do {
      let first = Family(of: folder).first.path
      try await profile.write(
        in: folder, pass: pass,
        statuses: run.settings.own.statuses, journal: journal,
        payable: hasPayable ? "\(first)/\(OutputFiles.payable).csv" : nil, messages: messages)
      return nil
    } catch {
      return error
    }
  }

  /// Writes `payable.csv` of all rounds of correction.
  ///
  /// - Returns: nil where it could not be written, which was told.
  private func payable() async throws -> FamilyFigures? {
    var family = Family(of: folder)
    do {
      return try await family.rebuild()
    } catch let error as SpreadsheetError where SystemPath.isSame(family.first.path, folder.path) {
      throw error
    } catch let error as CancellationError {
      throw error
    } catch {
      let text = FamilyReport.stale(error, first: family.first, messages.language)
      messages.warn(text, text)
      return nil
    }
  }
}
