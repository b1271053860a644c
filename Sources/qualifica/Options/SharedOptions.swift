import ArgumentParser
import BulkEngine
import Foundation
import PostgresJournal
import Spreadsheets

/// Where a run is kept that several processes share.
struct SharedOptions: ParsableArguments {
  @Option(
    help: .said(
      "Keep the run on a PostgreSQL server, where several processes share it: "
        + "postgres://user@host/database.",
      "Guarda a execução num servidor PostgreSQL, onde vários processos a compartilham: "
        + "postgres://usuario@servidor/banco.",
      more: (
        "The password comes from ~/.pgpass or PGPASSWORD, never from the address.",
        "A senha vem de ~/.pgpass ou de PGPASSWORD, nunca do endereço."
      ), value: ("url", "url")))
  var journal: String?

  @Option(
    help: .said(
      "How long a process that is not heard of keeps what it has begun. Default: 60s.",
      "Por quanto tempo um processo sem notícias mantém o que começou. Padrão: 60s.",
      value: ("duration", "duração")))
  var lease: String?

  @Flag(
    help: .said(
      "Go on although a standby of the server may lose commits; never where money moves.",
      "Continua mesmo que uma réplica do servidor possa perder gravações; nunca quando há dinheiro "
        + "envolvido."))
  var acceptLostCommits = false

  /// - Parameter code: of the run, where it is known.
  /// - Returns: nil for a run that is kept in a file.
  /// - Throws: ``SettingError``, ``PostgresAddressError``, ``JournalError``.
  func place(_ sources: SettingSources, run code: String? = nil) throws -> SharedPlace? {
    let seconds = try sources.seconds(.lease, flag: lease) ?? SharedPlace.lease
    guard let url = try sources.text(.journal, flag: journal) else {
      if lease != nil { throw Self.alone(.lease) }
      if acceptLostCommits { throw Self.alone(.acceptLostCommits) }
      return nil
    }
    let address = try PostgresAddress(url)
    let outage = ServerOutage.announced(of: address.text)
    try PostgresJournal.prepare(at: address, outage: outage)
    return SharedPlace(
      address: address, lease: .seconds(seconds), acceptsLostCommits: acceptLostCommits,
      outage: outage, code: code)
  }

  private static func alone(_ setting: Setting) -> SettingError {
    SettingError(setting, "it goes with --journal only", "vale só com --journal")
  }
}

/// The file of a shared run on this machine.
struct SharedInputOptions: ParsableArguments {
  @Option(
    help: .said(
      "The file of a shared run on this machine: the same bytes, whatever its name.",
      "O arquivo de uma execução compartilhada nesta máquina: os mesmos bytes, seja qual for o nome.",
      value: ("file", "arquivo")), completion: .file())
  var input: String?

  /// - Throws: ``SettingError``, ``RunFailure/noSuchFile(path:)``.
  func path() throws -> String {
    guard let input else {
      throw SettingError(
        "input", .flag,
        Bilingual(
          "a shared run does not know where its file is on this machine. Name it with --input FILE",
          "uma execução compartilhada não sabe onde está o arquivo nesta máquina. Indique-o com "
            + "--input ARQUIVO"))
    }
    return SystemPath.absolute(try GivenInput(input).name)
  }
}

/// Where the files of a shared run are written.
struct SharedOutputOptions: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: .said(
      "The folder for the files of a shared run.",
      "A pasta dos arquivos de uma execução compartilhada.", value: ("folder", "pasta")),
    completion: .directory)
  var output: String?
}
