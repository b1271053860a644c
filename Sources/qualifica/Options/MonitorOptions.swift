import ArgumentParser
import BulkEngine
import Spreadsheets

/// Files that an operator follows a command by.
struct MonitorOptions: ParsableArguments {
  @Option(
    help: .said(
      "Add what happens to this file, as JSON lines without personal data; it is created with mode "
        + "0600.",
      "Acrescenta a este arquivo o que acontece, em linhas JSON sem dados pessoais; é criado com modo "
        + "0600.", value: ("file", "arquivo")),
    completion: .file())
  var logFile: String?

  @Option(
    help: .said(
      "Keep figures in this file as OpenMetrics text, for Prometheus' textfile collector; replaced as "
        + "a whole, readable for all, without personal data.",
      "Mantém números neste arquivo em texto OpenMetrics, para o textfile collector do Prometheus; "
        + "sempre substituído por inteiro, legível por todos, sem dados pessoais.",
      value: ("file", "arquivo")),
    completion: .file())
  var metricsFile: String?

  /// Begins to write them.
  ///
  /// - Parameters:
  ///   - command: the command's name.
  ///   - name: the sheet or the run folder as it was given.
  /// - Throws: ``SettingError``, ``MonitorFileRefusal``, ``SpreadsheetError``.
  func begin(_ command: String, on name: String, _ sources: SettingSources) throws {
    let log = try sources.text(.logFile, flag: logFile)
    let metrics = try sources.text(.metricsFile, flag: metricsFile)
    if let log, let metrics, Self.areSame(log, metrics) {
      throw SettingError(
        .metricsFile, "this is the file of --log-file, too; give each its own",
        "este também é o arquivo de --log-file; indique um para cada")
    }
    try Monitor.shared.begin(command: command, on: name, log: log, metrics: metrics)
  }

  /// Whether both paths name one file, which need not be there yet.
  private static func areSame(_ one: String, _ other: String) -> Bool {
    let (one, other) = (SystemPath.absolute(one), SystemPath.absolute(other))
    return SystemPath.isSame(one, other)
      || SystemPath.name(of: one) == SystemPath.name(of: other)
        && SystemPath.isSame(SystemPath.folder(of: one), SystemPath.folder(of: other))
  }
}
