import Foundation
import BulkEngine
import Spreadsheets

/// Which folder a run takes when none is named: a sheet often has the same name each month.
struct FolderChoice {
  let folder: RunFolder
  /// A folder that holds the finished run of another file of this name, which is why `folder` is not
  /// the usual one.
  private(set) var passedOver: RunFolder?
  private(set) var passedOverRun: FinishedRun?

  /// The folder that has a run of the very same content; else that of a run which is not finished,
  /// since nothing else begins before it is; else the usual one, or, where that has a finished run,
  /// a new one with today's date.
  ///
  /// - Throws: ``JournalError``, ``FolderRefusal``, ``RunFailure``, ``SpreadsheetError``.
  init(for input: GivenInput, given: String?) async throws {
    let usual = RunFolder(for: input.name, given: given)
    guard usual.isDefault else {
      folder = usual
      return
    }
    var (unfinished, vacant): (RunFolder?, RunFolder?)
    var newestOther: (RunFolder, FinishedRun)?
    for candidate in [usual] + Self.dated(beside: usual) {
      guard let (run, finished) = try await Self.plannedRun(in: candidate) else {
        // Nothing was planned here yet: another process does so now, or was killed.
        if candidate.hasJournal { vacant = candidate }
        // A folder that lost its journal tells by its summary whose it is: what was sent is looked up then.
        guard let sha256 = WrittenSummary(path: candidate.summaryPath)?.sha256,
          try input.sha256() == sha256
        else { continue }
        folder = candidate
        return
      }
      if try input.sha256() == run.input.sha256 {
        folder = candidate
        return
      }
      if let finished { newestOther = (candidate, finished) } else { unfinished = candidate }
    }
    guard unfinished == nil, let (other, run) = newestOther else {
      folder = unfinished ?? usual
      return
    }
    folder = vacant ?? Self.new(beside: usual)
    passedOver = other
    passedOverRun = run
  }

  /// The folder of the newest run of the sheet at `path` that took its folder by itself.
  ///
  /// - Throws: ``JournalError``, ``FolderRefusal``, ``RunFailure``, ``SpreadsheetError``.
  static func newestRun(of path: String) async throws -> RunFolder? {
    let usual = RunFolder(for: path, given: nil)
    var newest: (folder: RunFolder, startedAt: Date)?
    for candidate in [usual] + dated(beside: usual) {
      guard let (run, _) = try await plannedRun(in: candidate) else { continue }
      if run.startedAt > newest?.startedAt ?? .distantPast {
        newest = (candidate, run.startedAt)
      }
    }
    return newest?.folder ?? (usual.hasJournal ? usual : nil)
  }

  /// The run of a folder and whether it is finished; nil when there is none, or nothing was planned.
  private static func plannedRun(in folder: RunFolder) async throws -> (Run, FinishedRun?)? {
    try folder.requireFolder()
    try folder.requireOwnership()
    guard folder.hasJournal, try FileSize.bytes(of: folder.journalPath) > 0 else { return nil }
    do {
      let journal = try folder.store.open(.readOnly)
      guard let run = try await journal.run(), run.plannedAt != nil else { return nil }
      return (run, try await FinishedRun(run, in: journal))
    } catch JournalError.missing {
      // Killed before the first table stood in it.
      return nil
    }
  }

  /// `payroll-2026-11-29.qualifica`, `payroll-2026-11-29-2.qualifica`, oldest first.
  private static func dated(beside usual: RunFolder) -> [RunFolder] {
    let parent = SystemPath.folder(of: usual.path)
    let stem = SystemPath.stem(of: SystemPath.name(of: usual.path))
    let names = (try? SystemPath.entries(of: parent)) ?? []
    return names.filter { isDated($0, stem: stem) }.sorted()
      .map { RunFolder(path: "\(parent)/\($0)", isDefault: true) }
  }

  static func isDated(_ name: String, stem: String) -> Bool {
    let ending = ".\(RunFolder.Purpose.run.rawValue)"
    guard name.hasPrefix("\(stem)-"), name.hasSuffix(ending) else { return false }
    return name.dropFirst(stem.count).dropLast(ending.count)
      .wholeMatch(of: /-[0-9]{4}-[0-9]{2}-[0-9]{2}(-[0-9]{1,4})?/) != nil
  }

  private static func new(beside usual: RunFolder) -> RunFolder {
    let parent = SystemPath.folder(of: usual.path)
    let stem = SystemPath.stem(of: SystemPath.name(of: usual.path))
    let today = Calendar.current.dateComponents([.year, .month, .day], from: Date())
    let parts = [(today.year, 4), (today.month, 2), (today.day, 2)].map { part, length in
      (part ?? 0).zeroPadded(to: length)
    }
    let date = parts.joined(separator: "-")
    var number = 1
    while true {
      let ending = "-\(date)\(number > 1 ? "-\(number)" : "").\(RunFolder.Purpose.run.rawValue)"
      let path = "\(parent)/\(SystemPath.fitting(stem, ending))"
      if EntryStatus.of(path) == nil { return RunFolder(path: path, isDefault: true) }
      number += 1
    }
  }

  /// Says why the folder is not the usual one, and where money moves what that may mean.
  func explain(_ messages: SessionMessages, movesMoney: Bool) {
    guard let passedOver, let passedOverRun else { return }
    messages.say(
      "\(passedOver.path) holds the run of another file of this name, finished"
        + "\(passedOverRun.when(.english)): this run takes \(folder.path).",
      "\(passedOver.path) guarda a execução de outro arquivo com este nome, concluída"
        + "\(passedOverRun.when(.portuguese)): esta execução usa \(folder.path).")
    guard movesMoney else { return }
    messages.say(
      "Who stands in both files is paid by both, unless the files bring codes of their own: run only "
        + "what is new.",
      "Quem está nos dois arquivos é pago pelos dois, a menos que os arquivos tenham códigos próprios: "
        + "execute só o que é novo.")
  }
}
