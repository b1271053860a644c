import BulkEngine
import Foundation
import Spreadsheets

/// The file of `--metrics-file`: replaced as a whole, so that a collector never sees half of it, and
/// readable for all, since collectors are other users.
enum MetricsFile {
  /// - Throws: ``MonitorFileRefusal`` where something else stands there.
  static func requireReplaceable(_ path: String) throws {
    guard SystemPath.exists(path) else { return }
    do {
      try AtomicFile.requireReplaceable(path)
    } catch {
      throw MonitorFileRefusal(setting: .metricsFile, path: path)
    }
    guard let file = try? SmallFile(path: path, limit: 1 << 20),
      file.bytes.isEmpty || file.bytes.starts(with: "# TYPE qualifica_".utf8)
    else { throw MonitorFileRefusal(setting: .metricsFile, path: path) }
  }

  /// - Throws: ``SpreadsheetError``.
  static func write(_ text: String, to path: String) throws {
    var file = try AtomicFile(path: path)
    try file.append(text)
    try file.commit(isPublic: true)
  }
}

/// A file that is none of a log's or of figures is not touched.
struct MonitorFileRefusal: CommandError {
  let setting: Setting
  let path: String

  var status: ExitStatus { .cannotCreate }

  var explanation: Explanation {
    let option = "--\(setting.rawValue)"
    return Explanation(
      Bilingual(
        "\(path) is not a file that \(option) wrote earlier and is left alone.",
        "\(path) não é um arquivo gravado antes por \(option) e fica como está."),
      next: Bilingual("Give another name.", "Indique outro nome."))
  }

  /// Says once that the command goes on without.
  static func warn(_ error: any Error) {
    let language = Language.current
    Terminal.say(
      language.pick("WARNING: ", "ATENÇÃO: ") + Failure(error).text(language) + " "
        + language.pick("The run goes on without that file.", "A execução segue sem esse arquivo."))
  }
}
