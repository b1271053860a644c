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
    let target = ResultFiles.Target(
      statuses: DataQualificationOperation.make(run.settings).statuses, folder: folder.path,
      output: run.settings.output, language: messages.language,
      willReplaceFix: { messages.kept(try folder.keepEditedFix()) })
    let tally = try await ResultFiles.write(to: target, pass: pass, run: run, journal: journal)
    let misfit = await writeProfile()
    let status =
      Interruption.shared.status ?? (stop ?? misfit).map { Failure($0).code } ?? ExitStatus(tally)
    var summary = RunSummary(
      run: run, input: pass.input, tally: tally, status: status, folder: folder)
    summary.files = try folder.writtenFix()
    summary.profileFiles = folder.profileFiles(adding: profile?.fileName)
    try summary.write(to: folder.summaryPath)
    if tally.openCount == 0 {
      try await FinishedRun.note(in: journal)
      try? SystemPath.remove(folder.simulatorStorePath)
    }
    messages.finished(tally, folder: folder, status: status)
    if let rehearsal { messages.rehearsed(rehearsal) }
    if messages.printsJSON { try Terminal.answer(json: try summary.json()) }
    if let misfit { throw misfit }
    if stop == nil { messages.next(folder, status: status) }
    return status
  }

  /// Writes the layout of a payroll system, where one is wanted.
  ///
  /// - Returns: why there is no such file; the others stand.
  private func writeProfile() async -> (any Error)? {
    guard let profile else { return nil }
    do {
      try await profile.write(
        in: folder, pass: pass,
        statuses: DataQualificationOperation.make(run.settings).statuses, journal: journal,
        messages: messages)
      return nil
    } catch {
      return error
    }
  }
}
