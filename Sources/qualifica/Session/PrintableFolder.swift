import BulkEngine
import Foundation
import Spreadsheets

/// A folder with a page to print of each record: `<key>.html`, readable by its owner only.
struct PrintableFolder: PrintableStore {
  let path: String

  func has(_ code: String) -> Bool { SystemPath.exists(file(of: code)) }

  /// Refuses a folder in which no page could be saved, before anything is sent for whose pages it is meant.
  ///
  /// - Throws: ``RunFailure/notAFolder(path:)``, ``SpreadsheetError/cannotCreate(path:code:)``.
  func requireUsable() throws {
    let isThere = EntryStatus.of(path) != nil
    guard !isThere || isFolder else {
      throw RunFailure.notAFolder(path: path)
    }
    // A file without a name, of which nothing is left.
    let place = isThere ? path : SystemPath.folder(of: SystemPath.absolute(path))
    do throws(SpreadsheetError) {
      let file = try AtomicFile(path: "\(place)/\(Self.trial)")
      file.discard()
    } catch {
      guard case .cannotCreate(_, let code) = error else { throw error }
      throw SpreadsheetError.cannotCreate(path: path, code: code)
    }
  }

  private static let trial = ".qualifica-trial"

  /// A link to a folder is one, too.
  private var isFolder: Bool { (try? SystemPath.status(of: path))?.isFolder == true }

  /// Paths of the pages of a run's records that are there.
  ///
  /// - Throws: an error of the journal.
  func pages(of journal: any JournalReader) async throws -> [String] {
    guard isFolder else { return [] }
    var (paths, last): ([String], Int) = ([], 0)
    while true {
      let entries = try await journal.entries(
        .states([.taken, .settled], after: last, limit: Self.portion))
      guard let end = entries.last else { return paths.sorted() }
      last = end.number
      paths += entries.compactMap { $0.customCode.map(file(of:)) }
        .filter { EntryStatus.of($0)?.isFile == true }
    }
  }

  /// Records that are read from the journal at a time.
  private static let portion = 1_000

  /// - Throws: ``SpreadsheetError``.
  func save(_ page: [UInt8], of code: String) throws {
    if !SystemPath.exists(path) { try createPrivateFolder(at: path) }
    var file = try AtomicFile(path: file(of: code))
    try file.append(page.span)
    try file.commit()
  }

  /// Each code has a name of its own, whatever characters it has and however long it is.
  private func file(of code: String) -> String {
    var name = ""
    for byte in code.utf8 {
      let isPlain = CustomCode.isAllowed(byte) || (byte == 0x2E && !name.isEmpty)
      name +=
        isPlain ? String(Unicode.Scalar(byte)) : "%" + String(byte, radix: 16, uppercase: true)
    }
    if name.utf8.count > Self.longestName {
      let mark = CustomCode.digest("printable/1|\(code)", length: 24)
      name = "\(name.prefix(Self.longestName - mark.count - 1))-\(mark)"
    }
    return "\(path)/\(name).html"
  }

  /// File systems take 255 bytes.
  private static let longestName = 200
}

extension RunSession {
  /// Where pages to print are wanted; nil also where all are there and nothing is open.
  func printablesOwed(_ connection: Connection) async throws -> PrintableFolder? {
    guard writesFiles, !connection.onlyListens, let path = run.settings.own.printables else {
      return nil
    }
    let folder = PrintableFolder(path: path)
    guard try await !hasWork() else { return folder }
    let operation = run.settings.own.operation
    return try await PrintablePhase.isOwed(journal, operation, to: folder) ? folder : nil
  }

  /// Records are what a run is for: a page that cannot be had is a warning.
  static func fetch(
    _ folder: PrintableFolder?, _ context: EngineContext, _ messages: SessionMessages
  ) async throws {
    guard let folder, !Task.isCancelled else { return }
    var missing: Int?
    do {
      missing = try await PrintablePhase(context).run(into: folder)
    } catch is CancellationError {
      return
    } catch is EngineStop {
      missing = nil
    }
    if missing != 0 { messages.printablesMissing(missing, in: folder.path) }
  }
}
