import BulkEngine
import Foundation
import PostgresJournal
import Spreadsheets
import VendorHTTP

/// A run on a server that several processes share, as this process takes part in it.
struct SharedPlace: Sendable {
  /// Seconds.
  static let lease: Double = 60
  /// A claim is renewed three times while it lasts.
  private static let renewals = 3.0

  let address: PostgresAddress
  let lease: Duration
  let acceptsLostCommits: Bool
  /// What all connections of this process know of the server.
  let outage: ServerOutage
  /// Of the run; nil before it is known.
  var code: String?
  /// Where this machine has the input; empty where it is not read.
  var input = ""
  /// Chunks that all processes together may have under way.
  var concurrency: Int?
  var movesMoney = false
  /// Whether one process at a time sends.
  var hasOneSender = false

  /// Tells this process from all others; it stands in audit lines.
  private static let owner =
    "\(host)/\(getpid())/\(RandomSource.system.identifier(length: 4))"
  private static let memory = LedgerHome.folder().map { folder in
    IntentMemory(
      folder: "\(folder)/shared",
      process: owner.split(separator: "/").suffix(2).joined(separator: "-"))
  }
  private static let host = ProcessInfo.processInfo.hostName

  private var terms: PostgresTerms {
    var terms = PostgresTerms(
      owner: Self.owner, lease: lease,
      grace: movesMoney ? min(lease * 5, .seconds(300)) : min(lease / 2, .seconds(30)),
      concurrency: concurrency, outage: outage)
    terms.isSole = hasOneSender
    terms.memory = Self.memory
    return terms
  }

  /// The server, for people.
  var text: String { address.text }

  var heartbeat: Duration { lease / Self.renewals }

  var store: any JournalStore {
    PostgresJournalStore(address, run: code, terms: terms, input: input)
  }

  /// A connection of its own.
  func connect() -> PostgresJournal {
    PostgresJournal(address, run: code, terms: terms, input: input)
  }

  /// The run, which must be there.
  ///
  /// - Throws: ``SharedRunMissing``, ``JournalError``.
  func run() async throws -> Run {
    let journal = connect()
    guard let run = try await journal.run() else {
      throw SharedRunMissing(code: code ?? "", place: address.text)
    }
    // Before anything asks which operation it is.
    try await journal.examine(as: run)
    return run
  }

  /// The same for a run that is known.
  func of(_ run: Run) -> SharedPlace {
    var place = self
    place.code = run.code
    place.concurrency = run.settings.pace.bounded.concurrency
    place.movesMoney = run.settings.own.operation.movesMoney
    place.hasOneSender = run.settings.own.operation.traits.isOneAtATime
    return place
  }

  /// The folder of the run that a command names: a run folder, or the code of a shared run.
  ///
  /// - Parameter output: where the files of a shared run are, else beside its input.
  /// - Throws: ``SettingError``, ``SharedRunMissing``, ``JournalError``, ``FolderRefusal``.
  static func folder(
    of run: String, _ options: SharedOptions, _ given: SharedInputOptions, output: String?,
    _ sources: SettingSources
  ) async throws -> RunFolder {
    let own = RunFolder(path: run)
    if options.journal == nil, own.hasJournal { return own }
    guard var place = try options.place(sources, run: run) else { return own }
    let known = try await place.run()
    place.input = try given.path()
    place = place.of(known)
    var folder = RunFolder(for: place.input, given: output)
    guard !folder.hasJournal else { throw FolderRefusal.holdsFileJournal(path: folder.path) }
    folder.shared = place
    try folder.create(for: .run)
    return folder
  }

  // MARK: Working

  /// Makes sure that a request ends before the claim that it is sent under.
  ///
  /// - Throws: ``LeaseTooShort``.
  func require(_ pace: PaceSettings) throws {
    let margin = min(.seconds(5), lease / 6)
    let needed = (.seconds(pace.timeoutInSeconds) + margin) * Self.renewals / (Self.renewals - 1)
    guard needed < lease else { throw LeaseTooShort(lease: lease, needed: needed) }
  }

  /// Tells all others of this process, once it is known that the server keeps what it is told.
  ///
  /// - Throws: ``CommitsMayBeLost``, ``JournalError``, ``PostgresRefusal``.
  func begin(_ journal: PostgresJournal) async throws {
    if try await journal.mayLoseCommits(), movesMoney || !acceptsLostCommits {
      throw CommitsMayBeLost(place: address.text, mayBeAccepted: !movesMoney)
    }
    try await Self.hold(journal)
  }

  /// Tells all others of this process, and makes sure that no other run has the codes of this one: each of
  /// two that come here at once sees the other.
  ///
  /// - Throws: ``JournalError``, ``PostgresRefusal``.
  static func hold(_ journal: PostgresJournal) async throws {
    try await journal.register(
      host: host, process: Int(getpid()), program: ProgramVersion.text)
    do {
      try await journal.requireCodes()
    } catch {
      await end(journal)
      throw error
    }
  }

  /// Tells all others that this process has ended, also where a signal has come.
  static func end(_ journal: PostgresJournal) async {
    try? await Task { try await journal.deregister() }.value
  }

  /// The pace of all processes that use the same key.
  func limiter(
    of run: Run, _ connection: Connection, _ time: TimeSource,
    announce: @escaping @Sendable (Duration, PauseReason) -> Void
  ) async throws -> RateLimiter {
    let quota = try await PostgresQuota(
      try Self.quota(of: run.settings, connection),
      rate: connection.pace.rate, session: connect(), uptime: { time.uptime() })
    return RateLimiter(quota: quota, time: time, announce: announce)
  }

  private static func quota(
    of settings: RunSettings, _ connection: Connection
  ) throws -> PostgresQuota.Key {
    let scope = try RunLedger.scope(of: settings)
    return PostgresQuota.Key(
      environment: scope.environment, host: scope.host, merchant: merchant(of: settings),
      token: connection.token?.authorization(connection.scheme) ?? "")
  }

  /// Whose quota it is; empty where no client is named.
  static func merchant(of settings: RunSettings) -> String {
    settings.own.merchantID.map { "\($0)" } ?? ""
  }

  /// What is planned with codes that another run sends is not sealed.
  func keepCodesUnique(
    _ journal: any RunJournal, _ settings: RunSettings, _ connection: Connection
  ) async throws {
    guard let journal = journal as? PostgresJournal,
      settings.own.operation.traits.keysAreUnique
    else { return }
    try await journal.keepCodesUnique(in: try Self.quota(of: settings, connection))
  }

  /// The ledger of all runs on this server.
  func ledger(of run: Run, _ terms: LedgerSettings) async throws -> any Ledger {
    try await PostgresLedger(
      session: connect(), run: LedgerRun(run, try RunLedger.scope(of: run.settings)),
      terms: LedgerTerms(terms, movesMoney: run.settings.own.operation.movesMoney))
  }

  // MARK: For people

  /// Options that name this run on this machine, as they would be typed.
  func options(output: String? = nil) -> String {
    let words =
      [code ?? ""] + kept + (input.isEmpty ? [] : ["--input", input])
      + (output.map { ["-o", $0] } ?? [])
    return words.map(SystemPath.shellWord).joined(separator: " ")
  }

  /// Options that say where a run is kept; an address never holds a password.
  var kept: [String] {
    var words = ["--journal", address.url]
    if lease != .seconds(Self.lease) {
      words += ["--lease", DurationText.text(seconds: lease / .seconds(1))]
    }
    return words + (acceptsLostCommits ? ["--accept-lost-commits"] : [])
  }
}

extension PostgresRefusal: CommandError {
  var isWhole: Bool { true }

  var status: ExitStatus {
    switch self {
    case .earlierTables: .configuration
    case .codesTaken: .unusableInput
    }
  }
}

extension PostgresAddressError: CommandError {
  var isWhole: Bool { true }
  var status: ExitStatus { self == .libraryIsMissing ? .configuration : .usage }
}

/// There is no run with this code on the server.
struct SharedRunMissing: CommandError {
  let code: String
  let place: String

  var status: ExitStatus { .noInput }

  var explanation: Explanation {
    Explanation(
      Bilingual(
        "There is no run '\(code)' at \(place).", "Não há nenhuma execução '\(code)' em \(place)."),
      next: Bilingual(
        "Give the code that 'qualifica run FILE --journal …' printed.",
        "Informe o código que 'qualifica run ARQUIVO --journal …' mostrou."))
  }
}

/// A request could last longer than the claim that it is sent under.
struct LeaseTooShort: CommandError {
  let lease: Duration
  let needed: Duration

  var status: ExitStatus { .usage }

  var explanation: Explanation {
    func text(_ duration: Duration) -> String {
      DurationText.text(seconds: (duration / .seconds(1)).rounded(.up))
    }
    return Explanation(
      Bilingual(
        "--lease \(text(lease)) is too short for --timeout: another process would take over while a "
          + "request is under way. Nothing was sent.",
        "--lease \(text(lease)) é curto demais para --timeout: outro processo assumiria enquanto uma "
          + "requisição está em andamento. Nada foi enviado."),
      next: Bilingual(
        "Give --lease more than \(text(needed)), or a shorter --timeout.",
        "Informe --lease maior que \(text(needed)) ou um --timeout menor."))
  }
}

/// A standby that may be promoted can lack what the server said was committed.
struct CommitsMayBeLost: CommandError {
  let place: String
  let mayBeAccepted: Bool

  var status: ExitStatus { .configuration }

  var explanation: Explanation {
    Explanation(
      Bilingual(
        "\(place) has a standby that is not synchronous: after a failover the journal might not know "
          + "what was sent. Nothing was sent.",
        "\(place) tem uma réplica que não é síncrona: depois de uma troca de servidor o diário poderia "
          + "não saber o que foi enviado. Nada foi enviado."),
      next: Bilingual(
        "Set synchronous_standby_names and synchronous_commit = on"
          + (mayBeAccepted ? ", or give --accept-lost-commits." : "."),
        "Configure synchronous_standby_names e synchronous_commit = on"
          + (mayBeAccepted ? " ou informe --accept-lost-commits." : ".")))
  }
}
