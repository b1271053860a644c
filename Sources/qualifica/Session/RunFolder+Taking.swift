import Foundation
import BulkEngine
import Spreadsheets

/// Whether a folder may be used, and taking it.
extension RunFolder {
  /// Makes the folder, mode 0700, or makes sure that one that is there may be used; nothing of such a
  /// one is changed, its mode neither.
  ///
  /// - Throws: ``FolderRefusal``, ``SpreadsheetError``, ``RunFailure/notAFolder(path:)``.
  func create(for purpose: Purpose) throws {
    try requireFolder()
    guard let status = EntryStatus.of(path) else { return try createPrivateFolder(at: path) }
    try requireOwnership()
    let names = try names()
    if purpose == .check, isRun(names) { throw FolderRefusal.holdsRun(path: path) }
    guard !names.isEmpty else {
      guard !status.isOpenToOthers else { throw FolderRefusal.openToOthers(path: path) }
      return
    }
    guard isOurs(names) else { throw FolderRefusal.notOurs(path: path) }
  }

  /// Names in the folder, sorted.
  ///
  /// - Throws: ``SpreadsheetError/cannotCreate(path:code:)`` when it cannot be read.
  func names() throws -> [String] {
    do {
      return try SystemPath.entries(of: path).sorted()
    } catch {
      throw SpreadsheetError.cannotCreate(path: path, code: EACCES)
    }
  }

  /// Whether a run left something here: its journal, or outputs that a check does not have.
  private func isRun(_ names: [String]) -> Bool {
    names.contains { (OutputFiles.journalNames + OutputFiles.namesOfRuns).contains($0) }
      || WrittenSummary(path: summaryPath)?.run != nil
  }

  /// Whether this program made the folder: others may have files called `results.csv`, too.
  private func isOurs(_ names: [String]) -> Bool {
    if isMarked(names) || names.contains(where: isClaim) { return true }
    // What a process leaves that was killed before its first output.
    let mayBeAlone = isDefault ? OutputFiles.isOwn : { (OutputFiles.copies).contains($0) }
    return names.allSatisfy {
      mayBeAlone($0)
        || AtomicFile.isLeftover($0, of: OutputFiles.allNames + OutputFiles.copies)
    }
  }

  /// Whether a run or a check of this program came to something here.
  private func isMarked(_ names: [String]) -> Bool {
    names.contains(OutputFiles.journal) || WrittenSummary(path: summaryPath) != nil
  }

  /// Says in the folder that this program writes there, for as long as the value lives. The summary, which
  /// says so for good, comes last: without a claim a process that is killed before would leave a folder
  /// that looks like a stranger's.
  ///
  /// - Throws: ``SpreadsheetError/cannotCreate(path:code:)``.
  func claim() throws -> NamedTemporaryFile { try NamedTemporaryFile(beside: summaryPath) }

  private func isClaim(_ name: String) -> Bool {
    AtomicFile.isLeftover(name, of: [OutputFiles.summary])
  }

  /// A link in the place of the folder is refused like one in the place of a file.
  ///
  /// - Throws: ``SpreadsheetError/refusesToReplace(path:)``, ``RunFailure/notAFolder(path:)``.
  func requireFolder() throws {
    guard let status = EntryStatus.of(path), !status.isFolder else { return }
    if status.isFile { throw RunFailure.notAFolder(path: path) }
    throw SpreadsheetError.refusesToReplace(path: path)
  }

  /// Makes sure that no other user can have prepared what is read here, that nothing written here changes
  /// a file elsewhere, and that no file of another person is replaced or removed.
  ///
  /// A folder that cannot be looked into is refused: what it holds is unknown, which is not nothing.
  /// - Throws: ``FolderRefusal``, ``SpreadsheetError/refusesToReplace(path:)``,
  ///   ``JournalError/notPermitted(path:reason:)``.
  func requireOwnership() throws {
    guard let folder = EntryStatus.of(path), folder.isFolder else { return }
    guard folder.isMine else { throw FolderRefusal.ofAnotherOwner(path: path) }
    guard SystemPath.isSearchable(path) else {
      throw JournalError.notPermitted(
        path: path, reason: unsafe String(cString: strerror(EACCES)))
    }
    try requireClosed()
    let found = (try? names())?.filter(OutputFiles.isOwn) ?? []
    for name in Set(found + OutputFiles.allOwnNames).sorted() {
      guard let file = EntryStatus.of("\(path)/\(name)") else { continue }
      guard file.isMine else { throw FolderRefusal.ofAnotherOwner(path: "\(path)/\(name)") }
      guard OutputFiles.namesWrittenInPlace.contains(name) else { continue }
      // SQLite would wait at a pipe for ever.
      try AtomicFile.requireReplaceable("\(path)/\(name)")
      guard file.linkCount == 1 else {
        throw FolderRefusal.hasSecondName(path: "\(path)/\(name)")
      }
    }
  }

  /// Makes sure that no run stands here into whose folder others may put files.
  ///
  /// On a file system that keeps no modes every folder looks so, and none could be closed.
  /// - Throws: ``FolderRefusal/runOpenToOthers(path:)``.
  func requireClosed() throws {
    guard let folder = EntryStatus.of(path), folder.isOpenToOthers, try isRun(names()),
      SystemPath.keepsModes(in: path)
    else { return }
    throw FolderRefusal.runOpenToOthers(path: path)
  }

  /// Takes the folder: no other process may work on it for as long as the lock lives.
  ///
  /// What a killed process was writing when it ended is removed; it holds personal data.
  /// - Throws: ``JournalError``, ``FolderRefusal``.
  func lock() throws -> any RunHold {
    try requireFolder()
    try requireOwnership()
    let lock = try store.lock()
    if shared == nil { try refuseEmptyJournal() }
    // Before anything is sent: an output that cannot be written should not be found out later. And
    // a user who can put a link here must not choose what is read or written through it.
    for name in OutputFiles.allOwnNames { try AtomicFile.requireReplaceable("\(path)/\(name)") }
    // Another process may be writing what looks like one.
    if shared == nil { removeLeftovers() }
    return lock
  }

  /// A claim stays where nothing else tells whose the folder is.
  func removeLeftovers() {
    let isMarked = isMarked((try? names()) ?? [])
    let names = OutputFiles.allNames.filter { isMarked || $0 != OutputFiles.summary }
    AtomicFile.removeLeftovers(of: names + OutputFiles.copies, in: path)
  }

  /// Removes the folder where this command made it and nothing was planned in it: a refused input leaves
  /// nothing behind.
  ///
  /// What cannot be removed stays; it does no harm.
  func removeIfVacant() {
    guard let names = try? names(), names.allSatisfy(Self.mayBeLeft) else { return }
    for name in names { try? SystemPath.remove("\(path)/\(name)") }
    SystemPath.removeEmptyFolder(path)
  }

  /// Removes what a check that failed wrote into a folder that had been empty: all of it is derived.
  ///
  /// What cannot be removed stays; it does no harm.
  func removeOutputs(_ profileFile: String?, andItself: Bool) {
    for name in (try? names()) ?? [] where OutputFiles.isOwn(name) || name == profileFile {
      try? SystemPath.remove("\(path)/\(name)")
    }
    if andItself { SystemPath.removeEmptyFolder(path) }
  }

  private static func mayBeLeft(_ name: String) -> Bool {
    (OutputFiles.journalNames + OutputFiles.copies + [OutputFiles.family, OutputFiles.sender])
      .contains(name)
  }

  /// Whether a run left its outputs here but its journal is empty: then what was sent is unknown.
  ///
  /// An empty journal without outputs is what a process leaves that was killed at its very start.
  private func refuseEmptyJournal() throws {
    guard hasJournal, try FileSize.bytes(of: journalPath) == 0,
      SystemPath.exists(summaryPath)
    else { return }
    throw JournalError.damaged(path: journalPath, reason: "it is empty")
  }
}

/// Why a folder is not used.
enum FolderRefusal: CommandError, Equatable {
  /// Not empty, and not made by this program.
  case notOurs(path: String)
  /// A check would write over the outputs of a run.
  case holdsRun(path: String)
  /// A shared run would write over the files of a run that is kept here.
  case holdsFileJournal(path: String)
  /// Empty, and others may put something into it.
  case openToOthers(path: String)
  /// A run stands in it, and others may put other files in the place of its own.
  case runOpenToOthers(path: String)
  /// The folder or a file in it belongs to another user.
  case ofAnotherOwner(path: String)
  /// A hard link: the file has another name somewhere.
  case hasSecondName(path: String)

  var status: ExitStatus {
    switch self {
    case .notOurs, .holdsRun, .holdsFileJournal, .openToOthers: .cannotCreate
    case .runOpenToOthers, .ofAnotherOwner: .denied
    case .hasSecondName: .unusableInput
    }
  }

  var explanation: Explanation {
    switch self {
    case .notOurs(let path):
      Explanation(
        Bilingual(
          "\(path) is not empty and no run folder: nothing in it was changed.",
          "\(path) não está vazia e não é uma pasta de execução: nada nela foi alterado."),
        next: Bilingual(
          "Give --output a folder that is new or empty, or leave --output out.",
          "Informe em --output uma pasta nova ou vazia, ou omita --output."))
    case .holdsRun(let path):
      Explanation(
        Bilingual(
          "\(path) is the folder of a run, and a check would write over its results: nothing "
            + "was changed.",
          "\(path) é a pasta de uma execução, e a verificação sobrescreveria os resultados "
            + "dela: nada foi alterado."),
        next: Bilingual(
          "Give the check another folder with --output, or leave --output out.",
          "Informe outra pasta para a verificação com --output, ou omita --output."))
    case .holdsFileJournal(let path):
      Explanation(
        Bilingual(
          "\(path) is the folder of a run whose journal is a file in it: nothing was changed.",
          "\(path) é a pasta de uma execução cujo diário é um arquivo nela: nada foi alterado."),
        next: Bilingual(
          "Leave --journal out to go on with that run, or give another folder with --output.",
          "Omita --journal para continuar aquela execução ou informe outra pasta com --output."))
    case .openToOthers(let path):
      Explanation(
        Bilingual(
          "Other users may write into \(path), and a run folder must be yours alone.",
          "Outros usuários podem gravar em \(path), e a pasta de execução deve ser só sua."),
        next: Bilingual(
          "Close it with 'chmod go-w', or choose another folder with --output.",
          "Feche-a com 'chmod go-w' ou escolha outra pasta com --output."))
    case .runOpenToOthers(let path):
      Explanation(
        Bilingual(
          "Other users may write into \(path): what stands there is not trusted and was not changed.",
          "Outros usuários podem gravar em \(path): o conteúdo não é confiável e não foi alterado."),
        next: Bilingual(
          "Close it with 'chmod go-w', make sure that its files are as the run left them, then try "
            + "again.",
          "Feche-a com 'chmod go-w', confirme que os arquivos estão como a execução os deixou e tente "
            + "de novo."))
    case .ofAnotherOwner(let path):
      Explanation(
        Bilingual(
          "\(path) belongs to another user: what stands there is not trusted and was not changed.",
          "\(path) pertence a outro usuário: o conteúdo não é confiável e não foi alterado."),
        next: Bilingual(
          "Let its owner run the command, or choose another folder.",
          "Peça ao dono que execute o comando, ou escolha outra pasta."))
    case .hasSecondName(let path):
      Explanation(
        Bilingual(
          "\(path) has a second name (a hard link), perhaps in a backup, that would change with "
            + "it.",
          "\(path) tem um segundo nome (hard link), talvez num backup, que mudaria junto."),
        next: Bilingual(
          "Make it a file of its own: copy it, put the copy in its place, then try again.",
          "Faça dele um arquivo independente: copie-o, ponha a cópia no lugar dele e tente de "
            + "novo."))
    }
  }
}
