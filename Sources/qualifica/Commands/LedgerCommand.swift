import ArgumentParser
import BulkEngine
import Foundation
import PostgresJournal
import SQLiteJournal
import Spreadsheets

/// `qualifica ledger`
struct LedgerCommand: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "ledger",
      abstract: Language.said(
        "What earlier runs did: runs, counts and sums, never a person.",
        "O que as execuções anteriores fizeram: execuções, contagens e somas, nunca uma pessoa."),
      subcommands: [
        LedgerListCommand.self, LedgerForgetCommand.self, LedgerExportCommand.self,
        LedgerCompareCommand.self,
      ], defaultSubcommand: LedgerListCommand.self)
  }
}

/// The ledger that a command looks at.
struct LedgerArchiveOptions: ParsableArguments {
  @Option(
    help: .said(
      "The ledger. Default: $XDG_STATE_HOME/qualifica/ledger.sqlite.",
      "O registro de envios. Padrão: $XDG_STATE_HOME/qualifica/ledger.sqlite.",
      value: ("file", "arquivo")), completion: .file())
  var ledger: String?

  @Option(
    help: .said(
      "The ledger on the server of shared runs: postgres://user@host/database.",
      "O registro de envios no servidor das execuções compartilhadas: "
        + "postgres://usuario@servidor/banco.", value: ("url", "url")))
  var journal: String?

  /// - Throws: ``LedgerError``, ``JournalError``, ``NoLedger``, ``SettingError``.
  func open(_ sources: SettingSources, isWritten: Bool = false) throws -> any LedgerBook {
    guard ledger == nil || journal == nil else {
      throw SettingError(
        .journal, "it does not go with --ledger. Leave one of them out",
        "não combina com --ledger. Omita uma das duas")
    }
    // A file that is named by a flag is meant, whatever else is set.
    if ledger == nil, let url = try sources.text(.journal, flag: journal) {
      return try PostgresLedgerBook(at: try PostgresAddress(url))
    }
    let given = try sources.text(.ledger, flag: ledger).map { SystemPath.absolute($0) }
    let path = try RunLedger.path(LedgerSettings(path: given), isMade: false)
    guard let archive = try LedgerArchive(path: path, isWritten: isWritten) else {
      throw NoLedger(path: path)
    }
    return archive
  }
}

/// `qualifica ledger list`
struct LedgerListCommand: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    .said(
      "list",
      (
        "The runs in the ledger with dates, counts and sums.",
        "As execuções do registro com datas, contagens e somas."
      ))
  }

  @OptionGroup var archive: LedgerArchiveOptions
  @OptionGroup(title: OptionTitle.messages) var messages: MessageOptions

  func run() async throws {
    let sources = try SettingSources()
    let messages = try messages.settings(sources)
    let runs = try archive.open(sources).runs()
    guard messages.json else {
      return try Terminal.answer(LedgerList.lines(runs, messages.language))
    }
    try Terminal.answer(json: try LedgerList(runs).json())
  }
}

/// `qualifica ledger forget`
struct LedgerForgetCommand: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    .said(
      "forget",
      (
        "Remove runs and everything of them from the ledger.",
        "Remove do registro execuções e tudo o que é delas."
      ),
      more: (
        """
        Whoever is forgotten is not held back any more: another file with the same payees sends them \
        again.
        """,
        """
        Quem é esquecido não é mais retido: outro arquivo com os mesmos favorecidos envia tudo de novo.
        """
      ))
  }

  @Option(
    help: .said(
      "Finished runs that sent nothing since this day, such as 2026-11-30.",
      "As execuções concluídas que nada enviaram desde este dia, como 30/11/2026.",
      value: ("date", "data")))
  var before: String?

  @Option(
    name: .customLong("run"),
    help: .said(
      "The run with this code.", "A execução com este código.", value: ("code", "código")))
  var code: String?

  @OptionGroup var archive: LedgerArchiveOptions
  @OptionGroup(title: OptionTitle.messages) var messages: MessageOptions

  func run() async throws {
    let sources = try SettingSources()
    let messages = try messages.settings(sources)
    let chosen = try choice()
    let archive = try archive.open(sources, isWritten: true)
    let found = try archive.runs().filter(chosen)
    // Without a word nobody stops holding back whom an unfinished run sent: its rest may still go out.
    let kept = code == nil ? found.filter { $0.finishedAt == nil } : []
    let runs = found.filter { run in !kept.contains { $0.code == run.code } }
    let entries = try archive.forget(runs)
    if let code, runs.isEmpty { throw NoSuchLedgerRun(code: code) }
    guard !messages.json else {
      return try Terminal.answer(
        json: try LedgerForgotten(
          runs: runs.map(\.code), entries: entries, unfinished: kept.map(\.code)
        ).json())
    }
    guard !messages.quiet else { return }
    if !kept.isEmpty {
      let codes = kept.map(\.code).joined(separator: ", ")
      Terminal.say(
        messages.language.pick(
          "Kept, since they are not finished: \(codes). 'qualifica ledger forget --run CODE' "
            + "forgets one.",
          "Mantidas, pois não terminaram: \(codes). 'qualifica ledger forget --run CÓDIGO' "
            + "esquece uma."))
    }
    Terminal.say(
      messages.language.pick(
        "Forgotten: \(runs.count) runs with \(entries) records.",
        "Esquecidos: \(entries) registros de \(runs.count) execuções."))
  }

  /// - Throws: ``SettingError``.
  private func choice() throws -> (LedgerBookRun) -> Bool {
    switch (before, code) {
    case (let before?, nil):
      guard let day = DateText.day(before) else {
        throw SettingError(
          "before", .flag,
          Bilingual(
            "'\(before)' is not a day such as 2026-11-30",
            "'\(before)' não é um dia como 2026-11-30 ou 30/11/2026"))
      }
      return { $0.lastAt < day }
    case (nil, let code?): return { $0.code == code }
    default:
      throw SettingError(
        "before", .flag,
        Bilingual(
          "give either --before DATE or --run CODE", "informe --before DATA ou --run CÓDIGO"))
    }
  }
}

/// `qualifica ledger export`
struct LedgerExportCommand: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    .said(
      "export",
      (
        "Hashes and outcomes of all records as CSV, for an audit.",
        "Hashes e resultados de todos os registros em CSV, para uma auditoria."
      ))
  }

  @OptionGroup var archive: LedgerArchiveOptions
  @OptionGroup(title: OptionTitle.messages) var messages: MessageOptions

  /// Lines written at once.
  private static let lines = 1_000

  func run() async throws {
    let sources = try SettingSources()
    _ = try messages.settings(sources)
    let archive = try archive.open(sources)
    var waiting = [LedgerExport.header]
    var times = TimestampText()
    try archive.eachEntry { entry in
      waiting.append(LedgerExport.line(entry, &times))
      guard waiting.count >= Self.lines else { return }
      try Terminal.answer(waiting)
      waiting.removeAll(keepingCapacity: true)
    }
    if !waiting.isEmpty { try Terminal.answer(waiting) }
  }
}

/// `qualifica ledger compare`
struct LedgerCompareCommand: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    .said(
      "compare",
      (
        "Who is new, who changed the account, who is gone: counts and line numbers, no person.",
        "Quem é novo, quem mudou de conta, quem saiu: contagens e números de linha, nunca uma pessoa."
      ))
  }

  @Argument(
    help: .said(
      "Code or folder of the earlier run.", "Código ou pasta da execução anterior.",
      value: ("earlier", "anterior")))
  var earlier: String

  @Argument(
    help: .said(
      "Code or folder of the later run.", "Código ou pasta da execução posterior.",
      value: ("later", "posterior")))
  var later: String

  @OptionGroup var archive: LedgerArchiveOptions
  @OptionGroup(title: OptionTitle.messages) var messages: MessageOptions

  func run() async throws {
    let sources = try SettingSources()
    let messages = try messages.settings(sources)
    let codes = (try await code(earlier), try await code(later))
    let archive = try archive.open(sources)
    let runs = try archive.runs()
    func run(_ code: String) throws -> LedgerBookRun {
      guard let run = runs.first(where: { $0.code == code }) else {
        throw NoSuchLedgerRun(code: code)
      }
      return run
    }
    let (one, other) = (try run(codes.0), try run(codes.1))
    let report = LedgerComparison(one, other, try archive.compare(one, other))
    guard messages.json else { return try Terminal.answer(report.lines(messages.language)) }
    try Terminal.answer(json: try report.json())
  }

  /// The code of the run in a folder, or what was given.
  private func code(_ text: String) async throws -> String {
    let folder = RunFolder(path: text)
    guard folder.hasJournal else { return text }
    return try await folder.store.open(.readOnly).run()?.code ?? text
  }
}
