import BulkEngine
import Foundation
import Spreadsheets

/// What was fetched for a run or into its folder: it holds people's data, and goes with a purge.
///
/// `fetched.json` names those in the folder by their names, others by their whole paths.
struct FetchedFiles {
  private struct Record: Codable {
    var format = "qualifica-fetched/1"
    var files: [String]
  }

  private static let mostBytes = 1 << 20

  let folder: RunFolder

  private var path: String { "\(folder.path)/\(OutputFiles.fetched)" }

  private var files: [String] {
    guard EntryStatus.of(path)?.isFile == true,
      let content = try? SmallFile(path: path, limit: Self.mostBytes).bytes,
      let record = try? JSONDecoder().decode(Record.self, from: Data(content))
    else { return [] }
    return record.files
  }

  /// Notes a file before anything is written into it.
  ///
  /// - Parameter run: the folder of the run that it is fetched for; nil leaves the folder that it stands in,
  ///   where that is a run's.
  /// - Throws: ``SpreadsheetError``, ``RunFileInTheWay`` for a file that is the run's own.
  static func note(_ file: String, for run: RunFolder?) throws {
    let absolute = SystemPath.absolute(file)
    let parent = RunFolder(path: SystemPath.folder(of: absolute))
    guard !parent.hasJournal || !OutputFiles.isOwn(SystemPath.name(of: absolute)) else {
      throw RunFileInTheWay(path: file)
    }
    guard let folder = run ?? (parent.hasJournal ? parent : nil) else { return }
    let own = RunFolder(path: SystemPath.absolute(folder.path))
    let name = own.path == parent.path ? SystemPath.name(of: absolute) : absolute
    let fetched = FetchedFiles(folder: folder)
    let files = fetched.files
    guard !files.contains(name) else { return }
    var written = try AtomicFile(path: fetched.path)
    try written.append(try Record(files: (files + [name]).sorted()).json() + "\n")
    try written.commit()
  }

  /// Names of those in the folder, and of what a fetch that was stopped left of them; never the run's own.
  var inside: [String] {
    files.filter { !$0.contains("/") && !OutputFiles.isOwn($0) }.flatMap {
      [$0, FetchSpool.path(of: $0)]
    }
    .filter { EntryStatus.of("\(folder.path)/\($0)")?.isFile == true }
  }

  /// Paths of those elsewhere.
  var outside: [String] {
    files.filter { $0.hasPrefix("/") }.flatMap { [$0, FetchSpool.path(of: $0)] }
      .filter { EntryStatus.of($0)?.isFile == true }
  }
}

/// A list would take the place of a file that a run lives by.
struct RunFileInTheWay: CommandError {
  let path: String

  var status: ExitStatus { .cannotCreate }

  var explanation: Explanation {
    let shown = OutcomeReport.quoted(path)
    return Explanation(
      Bilingual(
        "\(shown) is a file of the run in that folder and stays as it is.",
        "\(shown) é um arquivo da execução dessa pasta e fica como está."),
      next: Bilingual("Name another file.", "Indique outro arquivo."))
  }
}
