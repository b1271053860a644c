import BulkEngine
import Foundation
import Operations
import Spreadsheets

/// The other rounds of a family, after one of them wrote `payable.csv`: their pages and summaries show
/// what all rounds came to, too, and are written again where that has changed.
struct OtherRounds: Sendable {
  private let folder: RunFolder
  private let figures: FamilyFigures
  private let rest: FamilyRest
  private let layout: String?
  private let messages: SessionMessages

  /// - Parameters:
  ///   - folder: of the round that works; its own files are up to date.
  ///   - figures: what all rounds came to.
  ///   - layout: name of the file for a payroll system that this round wrote; nil for none.
  init(
    of folder: RunFolder, figures: FamilyFigures, rest: FamilyRest, layout: String?,
    messages: SessionMessages
  ) {
    self.folder = folder
    self.figures = figures
    self.rest = rest
    self.layout = layout
    self.messages = messages
  }

  /// Writes them again; what cannot be written is told.
  ///
  /// - Throws: `CancellationError`.
  func renew() async throws {
    for (other, parent) in Family(of: folder).folders
    where !SystemPath.isSame(other.path, folder.path) {
      guard let written = WrittenSummary(path: other.summaryPath), written.family != figures else {
        continue
      }
      for name in other.profileFiles() { outdated(name, in: other) }
      do {
        try await renew(other, parent: parent, written)
      } catch JournalError.heldByAnotherProcess {
        // That process writes them at its end.
      } catch let error as CancellationError {
        throw error
      } catch {
        let text = FamilyReport.stalePage(error, of: other, messages.language)
        messages.warn(text, text)
      }
    }
  }

  private func renew(_ other: RunFolder, parent: Int?, _ written: WrittenSummary) async throws {
    let lock = try other.lock()
    defer { withExtendedLifetime(lock) {} }
    guard let round = try await Family.open(other, parent: parent) else { return }
    let (run, pass) = (round.run, round.pass)
    let target = ResultFiles.Target(
      statuses: round.statuses, folder: other.path, output: run.settings.output,
      language: messages.language)
    let tally = try await messages.progress.during(reading: pass.input.file) {
      try await ResultFiles.tally(as: target, pass: pass, run: run, journal: round.journal)
    }
    let status = written.exitCode.flatMap(ExitStatus.init) ?? ExitStatus(tally)
    // What a layout beside the run came to says nothing of the run.
    let outcome = tally.openCount == 0 ? ExitStatus(tally) : status
    let names = OutputNames(pass.input, run.settings.output)
    let next = NextStep(
      other, run: run, tally: tally, names: names, family: figures, rest: rest, status: outcome)
    let journal = try other.store.open(.readOnly)
    let requests = try await StoredFigures.read(in: journal)
    var summary = RunSummary(
      run: run, input: pass.input, tally: tally, status: status, next: next)
    // A fix.csv that was corrected meanwhile is known by what was written.
    summary.files = written.files ?? [:]
    summary.profileFiles = written.profileFiles
    summary.family = figures
    summary.figures = FiguresPart(requests)
    try summary.write(to: other.summaryPath)
    try ReportPage(
      own: run.settings.own, tally: tally, input: pass.input, folder: other,
      language: messages.language,
      status: outcome, output: run.settings.output, grouping: pass.check.grouping, run: run,
      family: figures, next: next, figures: requests,
      timelines: try await RequestTimeline.all(in: journal)
    ).write()
  }

  /// A file for a payroll system is written on demand alone, since only its owner knows the profile.
  private func outdated(_ name: String, in other: RunFolder) {
    let path = "\(other.path)/\(name)"
    let (english, portuguese) =
      layout.map {
        ("Use \(folder.path)/\($0).", "Use \(folder.path)/\($0).")
      }
      ?? {
        let command = "\(SuggestedCommand.export(other)) --profile "
        return (
          "Write it again: \(command)NAME", "Grave-o de novo: \(command)NOME"
        )
      }()
    messages.warn(
      "WARNING: \(path) was written before this correction and lacks what is good since. "
        + english,
      "ATENÇÃO: \(path) foi gravado antes desta correção e não tem o que ficou certo depois. "
        + portuguese)
  }
}
