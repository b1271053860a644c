import BulkEngine
import Operations
import Spreadsheets

/// What stands where a list is to be written: only a list of an earlier fetch, or an empty file, is replaced.
enum EarlierList {
  /// Refuses a path where something else stands.
  ///
  /// - Throws: ``ForeignFileInTheWay``, ``SpreadsheetError/refusesToReplace(path:)``.
  static func requireReplaceable(_ path: String) throws {
    try AtomicFile.requireReplaceable(path)
    guard EntryStatus.of(path) != nil, !isList(path) else { return }
    throw ForeignFileInTheWay(path: path)
  }

  private static func isList(_ path: String) -> Bool {
    guard let file = try? InputFile(path: path) else { return false }
    guard file.byteCount > 0 else { return true }
    return (try? header(of: file)).map(isHeader) ?? false
  }

  /// Whether these are columns of one kind of list; those of an earlier program may be fewer.
  static func isHeader(_ header: [String]) -> Bool {
    Reading.allCases.contains { reading in
      let columns = reading.columns.map(\.name)
      let known = Set(columns + Reconciliation.columns)
      return header.first == columns.first && header.count * 2 > columns.count
        && header.allSatisfy(known.contains)
    }
  }

  /// - Throws: ``SpreadsheetError`` for what is no table.
  private static func header(of file: InputFile) throws -> [String] {
    let format = try TabularFormat.detect(file)
    if format.isFromWorkbook {
      let workbook = try Workbook(file, folder: SystemPath.temporaryFolder)
      return try workbook.sheets.first.flatMap { try workbook.firstRows(of: $0).first?.cells } ?? []
    }
    var block = RowBlock()
    guard try RowReader(file, format: format).next(into: &block) else { return [] }
    return block.columns.isEmpty
      ? block.rowCount > 0 ? block.texts(of: block.row(0)) : [] : block.columns.map(\.path)
  }
}

/// A file that no fetch wrote stands where a list is to be written.
struct ForeignFileInTheWay: CommandError {
  let path: String

  var status: ExitStatus { .cannotCreate }

  var explanation: Explanation {
    let shown = OutcomeReport.quoted(path)
    return Explanation(
      Bilingual(
        "\(shown) is there already and is no list that fetch wrote; it stays as it is.",
        "\(shown) já existe e não é uma lista gravada por fetch; fica como está."),
      next: Bilingual(
        "Name another file with --output, or remove that one.",
        "Indique outro arquivo com --output ou apague esse."))
  }
}
