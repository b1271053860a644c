import ArgumentParser
import Foundation
import JournalStore
import Qualification
import Spreadsheets

/// `qualifica run FILE`
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Check, plan, submit, wait and write; resumes the run of FILE when it is unfinished.")

  @Argument(help: "The spreadsheet export, or - for standard input.")
  var file: String

  @OptionGroup(title: "Input and run folder") var reading: ReadingOptions
  @OptionGroup var bankList: BankListOptions
  @OptionGroup(title: "Outputs") var outputs: OutputOptions
  @OptionGroup(title: "API") var connection: ConnectionOptions
  @OptionGroup(title: "Token and trust") var token: TokenOptions
  @OptionGroup(title: "Callbacks") var listen: ListenOptions
  @OptionGroup(title: "Pace") var pace: PaceOptions
  @OptionGroup(title: "Rehearsal") var faults: FaultOptions
  @OptionGroup(title: "Messages") var messages: MessageOptions

  func run() async throws {
    let sources = try SettingSources()
    let language = try messages.language(sources)
    let address = try listen.address(sources)
    let wanted = try RunWishes(self, sources, language: language)
    let folder = RunFolder(for: file, given: reading.output ?? sources.text("output"))
    if file != "-", !SystemPath.exists(file) {
      throw RunFailure.noSuchFile(path: file)
    }
    try LongPath.refuse(folder)
    try folder.create()
    let lock = try folder.lock()
    let journal = try SQLiteJournal(path: folder.journalPath, access: .readWrite)
    if let time = try await journal.latestEvent(ofKind: Purge.eventKind)?.at {
      throw RunFailure.purged(path: folder.path, at: time)
    }
    let path = try folder.input(file)
    let start = RunStart(
      folder: folder, lock: lock, journal: journal,
      messages: SessionMessages(messages, language: language), token: token, listen: listen,
      address: address, sources: sources, mayAsk: !messages.noInput, faults: faults)
    guard var run = try await journal.run(), run.plannedAt != nil else {
      return try await start.begin(
        input: path, settings: try wanted.newSettings(), pace: wanted.settings.pace)
    }
    if let option = wanted.conflict(with: run.settings) {
      throw RunFailure.settingChanged(option: option)
    }
    guard try InputHash.sha256(path: path) == run.input.sha256 else {
      throw InputError.changed(path: path)
    }
    run.input.path = path
    run.settings.output = try outputs.settings(over: run.settings.output)
    try await start.goOn(run, pace: wanted.settings.pace)
  }
}

/// What the user wants of a run, flags over environment over file over defaults.
struct RunWishes {
  var settings: RunSettings
  /// Absolute path of the list of banks, nil for the bundled one.
  var banksPath: String?
  /// Options that were given as flags and cannot change within a run.
  var given: Set<String>

  init(_ command: RunCommand, _ sources: SettingSources, language: Language) throws {
    let connection = command.connection
    let service = try command.reading.service(sources)
    settings = RunSettings(
      service: service,
      merchantID: try connection.merchantID ?? sources.value("merchant-id", Int.init),
      notificationURL: connection.notificationURL ?? sources.text("notification-url"),
      environment: try connection.endpoint.environmentName(sources),
      baseURL: connection.endpoint.baseURL ?? sources.text("base-url"),
      reading: try command.reading.input.reading(sources),
      check: try command.reading.check(
        sources, language: language,
        needsAmount: DataQualificationOperation.needsAmount(service: service)),
      batch: try connection.batch(sources),
      output: try command.outputs.settings(sources),
      maximumErrors: try command.reading.errorBudget(sources),
      pace: try command.pace.settings(sources, base: PaceSettings()))
    if settings.environment == SimulatedEnvironment.name { settings.baseURL = nil }
    banksPath = command.bankList.path(sources)
    given = []
    if command.bankList.banksFile != nil { given.insert("banks-file") }
    if command.reading.service != nil { given.insert("service") }
    if connection.endpoint.environment != nil || connection.endpoint.simulate {
      given.insert("environment")
    }
    if connection.endpoint.baseURL != nil { given.insert("base-url") }
    if connection.merchantID != nil { given.insert("merchant-id") }
    if connection.batchSize != nil || connection.batchBytes != nil { given.insert("batch-size") }
    if !command.reading.input.map.isEmpty { given.insert("map") }
    if command.reading.input.fixMojibake { given.insert("fix-mojibake") }
  }

  /// The settings of a run that begins: the list of banks is read and remembered.
  ///
  /// - Throws: ``SpreadsheetError``, ``BankListFileError``.
  func newSettings() throws -> RunSettings {
    var settings = settings
    settings.bankList = try banksPath.map { try BankListFile.read($0).file }
    return settings
  }

  /// The first option that was given and differs from the run's.
  func conflict(with run: RunSettings) -> String? {
    let differences: [(String, Bool)] = [
      ("service", settings.service != run.service),
      ("environment", settings.environment != run.environment),
      ("base-url", settings.baseURL != run.baseURL),
      ("merchant-id", settings.merchantID != run.merchantID),
      ("batch-size", settings.batch != run.batch),
      ("banks-file", banksPath != run.bankList?.path),
      ("map", settings.reading.mapping != run.reading.mapping),
      ("fix-mojibake", settings.reading.mendsMojibake != run.reading.mendsMojibake),
    ]
    return differences.first { given.contains($0.0) && $0.1 }?.0
  }
}
