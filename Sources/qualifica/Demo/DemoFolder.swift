import BulkEngine
import Foundation
import Spreadsheets

/// The folder of one demo: new or empty, and the demo's alone.
struct DemoFolder {
  /// As it was given, or as it is named: relative to where the command was called.
  let path: String

  /// Where nobody names one.
  static let usualName = "qualifica-demo"

  /// Makes the folder, or takes an empty one.
  ///
  /// - Parameter given: nil for the usual name, with a number behind it where that is taken.
  /// - Throws: ``DemoFolderTaken``, ``SpreadsheetError/cannotCreate(path:code:)``.
  init(given: String?) throws {
    path = given ?? Self.vacantName()
    if let status = EntryStatus.of(path) {
      guard status.isFolder, status.isMine, try RunFolder(path: path).names().isEmpty else {
        throw DemoFolderTaken(path: path)
      }
    }
    try createPrivateFolder(at: path)
  }

  private static func vacantName() -> String {
    var (name, number) = (usualName, 1)
    while EntryStatus.of(name) != nil {
      number += 1
      name = "\(usualName)-\(number)"
    }
    return name
  }

  var sheetPath: String { "\(path)/\(DemoSheet.name)" }
  /// Where the run of the sheet keeps its files.
  var runPath: String { "\(path)/\(SystemPath.stem(of: DemoSheet.name)).qualifica" }
  var fixPath: String { "\(runPath)/fix.csv" }
  /// Of the run of the corrected rows.
  var secondRunPath: String { RunFolder(for: fixPath, given: nil, purpose: .run).path }

  /// - Throws: ``SpreadsheetError``.
  func writeSheet() throws { try write(DemoSheet.text, to: sheetPath) }

  /// Corrects the cells in `fix.csv` as a person would in a spreadsheet program.
  ///
  /// - Throws: ``SpreadsheetError``.
  func correctFix() throws {
    let bytes = try SmallFile(path: fixPath, limit: 1 << 20).bytes
    var text = String(decoding: bytes, as: UTF8.self)
    for correction in DemoSheet.corrections {
      text = text.replacing(correction.cells.wrong, with: correction.cells.right)
    }
    try write(text, to: fixPath)
  }

  private func write(_ text: String, to path: String) throws {
    var file = try AtomicFile(path: path)
    try file.append(Array(text.utf8))
    try file.commit()
  }
}

/// The folder that was given holds something, or is none.
struct DemoFolderTaken: CommandError {
  let path: String

  var status: ExitStatus { .cannotCreate }

  var explanation: Explanation {
    Explanation(
      Bilingual(
        "\(path) is there already and not an empty folder of yours: nothing was changed.",
        "\(path) já existe e não é uma pasta vazia sua: nada foi alterado."),
      next: Bilingual(
        "Name a new folder, or none.", "Informe uma pasta nova, ou nenhuma."))
  }
}
