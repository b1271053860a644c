import BulkEngine
import Spreadsheets

/// The path of a run folder is longer than SQLite takes.
struct LongPath: ExplainedError {
  let folder: String
  /// Bytes of the longest path that SQLite opens, its companions and the zero behind them included.
  private static let mostBytes = 512
  /// The longest name that SQLite opens in the folder.
  private static let longestName = "/\(OutputFiles.journal)-journal"

  /// - Throws: ``LongPath``.
  static func refuse(_ folder: RunFolder) throws {
    let path = SystemPath.bytes(of: SystemPath.absolute(folder.path))
    guard path.count + longestName.utf8.count >= mostBytes else { return }
    throw LongPath(folder: folder.path)
  }

  var status: ExitStatus { .cannotCreate }

  func text(_ language: Language) -> String {
    language.pick(
      "\(folder): the path is too long for a journal. Choose a folder nearer to the root with "
        + "--output.",
      "\(folder): o caminho é longo demais para um diário. Escolha com --output uma pasta mais "
        + "próxima da raiz.")
  }
}
