import BulkEngine
import Foundation
import SQLiteJournal
import Spreadsheets
import Synchronization
import VendorHTTP

/// The ledgers of a run, opened as its settings say.
enum RunLedger {
  /// The file, and before it the one on the server of a shared run: what this machine sent without that
  /// server is known to the file alone.
  ///
  /// - Parameters:
  ///   - shared: where several processes share the run.
  ///   - warn: hears of a file that cannot be used, once.
  /// - Returns: empty where none is used, and where none can be used although no money moves.
  /// - Throws: ``LedgerUnusable`` where money moves, ``JournalError``.
  static func open(
    _ run: Run, shared: SharedPlace?, warn: @escaping @Sendable (LedgerError) -> Void
  ) async throws -> [any Ledger] {
    // Of a run that began before there was a ledger it is the user's own.
    let isSimulated = run.settings.environment == SimulatedEnvironment.name
    guard let terms = run.settings.ledger ?? (isSimulated ? nil : LedgerSettings()), !terms.isOff
    else { return [] }
    var ledgers: [any Ledger] = []
    if let shared { ledgers.append(try await shared.ledger(of: run, terms)) }
    // No file is missed where none can be.
    if shared != nil, terms.path == nil, LedgerHome.folder() == nil { return ledgers }
    if let file = try openFile(run, terms, warn: warn) { ledgers.append(file) }
    return ledgers
  }

  private static func openFile(
    _ run: Run, _ terms: LedgerSettings, warn: @escaping @Sendable (LedgerError) -> Void
  ) throws -> (any Ledger)? {
    let settings = run.settings
    let operation = settings.own.operation
    do {
      let ledger = try SQLiteLedger(
        path: try path(terms, isMade: true),
        run: LedgerRun(run, try scope(of: settings)),
        terms: LedgerTerms(terms, movesMoney: operation.movesMoney))
      return TolerantLedger(ledger, isVital: operation.movesMoney, warn)
    } catch let error as LedgerError {
      if operation.movesMoney { throw LedgerUnusable(error) }
      warn(error)
      return nil
    }
  }

  /// Opens the ledger to ask it about a file that is only checked.
  ///
  /// - Returns: nil where there is none, or none that can be used.
  /// - Throws: ``EndpointError``.
  static func openReading(
    _ settings: RunSettings, isScopeGiven: Bool, warn: @escaping @Sendable (LedgerError) -> Void
  ) throws -> (any Ledger)? {
    guard let terms = settings.ledger, !terms.isOff else { return nil }
    let operation = settings.own.operation
    var run = Run(
      code: "", settings: settings, input: InputIdentity(path: "", sha256: "", bytes: 0),
      startedAt: Date())
    run.settings = settings
    let scope = try scope(of: settings)
    do {
      guard
        let ledger = try SQLiteLedger(
          reading: try path(terms, isMade: false), run: LedgerRun(run, scope),
          scope: isScopeGiven ? scope : nil,
          terms: LedgerTerms(terms, movesMoney: operation.movesMoney))
      else { return nil }
      return TolerantLedger(ledger, isVital: false, warn)
    } catch let error as LedgerError {
      // No ledger is missed where none can be.
      if error != .nowhere { warn(error) }
      return nil
    }
  }

  /// - Parameter isMade: whether the user's own folder is made where it is missing.
  /// - Throws: ``LedgerError``.
  static func path(_ settings: LedgerSettings, isMade: Bool) throws -> String {
    if let path = settings.path { return path }
    guard let folder = LedgerHome.folder() else { throw LedgerError.nowhere }
    if isMade { try LedgerHome.make(folder) }
    return "\(folder)/ledger.sqlite"
  }

  /// Where the records of a run go to. One host is one scope, whatever the environment is called when it
  /// is given by its address.
  ///
  /// - Throws: ``EndpointError``.
  static func scope(of settings: RunSettings) throws -> LedgerScope {
    let client = settings.own.clientOfLedger.map { "\($0)" } ?? ""
    let family = settings.own.operation.traits.family
    guard settings.environment != SimulatedEnvironment.name else {
      return LedgerScope(
        family: family, environment: settings.environment, host: settings.environment,
        client: client)
    }
    let endpoint = try Connection.endpoint(settings)
    let known = Endpoint.Environment.allCases.first { Endpoint($0).host == endpoint.plainHost }
    let isWeepay = endpoint.plainHost == Endpoint.weepay.host
    return LedgerScope(
      family: family,
      environment: isWeepay
        ? Endpoint.Environment.production.rawValue : known?.rawValue ?? "other",
      host: endpoint.hostAndPort,
      client: client)
  }
}

extension Endpoint {
  /// Lower case, without the point that ends a full name.
  fileprivate var plainHost: String {
    let host = host.lowercased()
    return host.hasSuffix(".") ? String(host.dropLast()) : host
  }

  /// With the port where it is not the scheme's own.
  fileprivate var hostAndPort: String {
    let usual = scheme.lowercased() == "https" ? 443 : 80
    return port == nil || port == usual ? plainHost : "\(plainHost):\(port ?? usual)"
  }
}

/// Where the user's own ledger is.
enum LedgerHome {
  /// A relative folder in `XDG_STATE_HOME` is to be ignored, says its specification.
  ///
  /// - Returns: nil without a home.
  static func folder(_ environment: [String: String] = SystemPath.environment) -> String? {
    if let home = environment["XDG_STATE_HOME"], home.hasPrefix("/") { return "\(home)/qualifica" }
    return environment["HOME"].flatMap {
      $0.hasPrefix("/") ? "\($0)/.local/state/qualifica" : nil
    }
  }

  /// Makes the folder with mode 0700.
  ///
  /// - Throws: ``LedgerError/readOnly(path:)``.
  static func make(_ folder: String) throws {
    guard EntryStatus.of(folder) == nil else { return }
    do {
      try FileManager.default.createDirectory(
        atPath: SystemPath.plain(folder), withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700])
    } catch {
      throw LedgerError.readOnly(path: "\(folder)/ledger.sqlite")
    }
  }
}

extension LedgerRun {
  init(_ run: Run, _ scope: LedgerScope) {
    self.init(
      code: run.code, operation: run.settings.operation.name,
      variant: run.settings.operation.variant, scope: scope,
      file: PersonalNumbers.name(ofFileAt: run.settings.origin ?? run.input.path),
      inputSHA256: run.input.sha256,
      generation: run.settings.ledger?.generation ?? 1, startedAt: run.startedAt)
  }
}

extension LedgerTerms {
  init(_ settings: LedgerSettings, movesMoney: Bool) {
    self.init(
      holdsBack: movesMoney, repeatWindowInSeconds: settings.repeatWindowInSeconds,
      knownForInSeconds: movesMoney ? nil : settings.knownForInSeconds)
  }
}

/// A ledger that may fail: where no money moves the run goes on without it.
final class TolerantLedger: Ledger {
  private let ledger: any Ledger
  private let isVital: Bool
  private let warn: @Sendable (LedgerError) -> Void
  private let hasFailed = Mutex(false)

  init(_ ledger: any Ledger, isVital: Bool, _ warn: @escaping @Sendable (LedgerError) -> Void) {
    self.ledger = ledger
    self.isVital = isVital
    self.warn = warn
  }

  var hashing: LedgerHashing { ledger.hashing }

  func ask(_ question: LedgerQuestion) async throws -> LedgerReply {
    try await tolerating(isVital, otherwise: LedgerReply()) { try await ledger.ask(question) }
  }

  func sieve(at now: Date) async throws -> LedgerSieve? {
    try await tolerating(isVital, otherwise: nil) { try await ledger.sieve(at: now) }
  }

  func announce(_ records: [LedgerRecord], at now: Date) async throws -> [LedgerHold] {
    try await tolerating(isVital, otherwise: []) { try await ledger.announce(records, at: now) }
  }

  /// What is not written holds back more than it must, never less; the next command completes it.
  func settle(_ report: LedgerReport, at now: Date) async throws {
    try await tolerating(false, otherwise: ()) { try await ledger.settle(report, at: now) }
  }

  private func tolerating<Value: Sendable>(
    _ isVital: Bool, otherwise value: Value, _ body: () async throws -> Value
  ) async throws -> Value {
    if !self.isVital, hasFailed.withLock({ $0 }) { return value }
    do {
      return try await body()
    } catch let error as LedgerError {
      if isVital { throw LedgerUnusable(error) }
      let isFirst = hasFailed.withLock { failed in
        defer { failed = true }
        return !failed
      }
      if isFirst { warn(error) }
      return value
    }
  }
}

/// Money would move, and who has it already is unknown.
struct LedgerUnusable: CommandError {
  let error: LedgerError

  init(_ error: LedgerError) {
    self.error = error
  }

  var status: ExitStatus { .inputOutput }

  var explanation: Explanation {
    let (what, next) = (error.explanation.what, error.explanation.next)
    return Explanation(
      Bilingual(
        "\(what.english) Money would move, and nobody could say who was sent already: nothing more "
          + "was sent.",
        "\(what.portuguese) Há dinheiro envolvido e não daria para saber quem já foi enviado: nada "
          + "mais foi enviado."),
      next: Bilingual(
        "\(next.english) --no-ledger goes on without it.",
        "\(next.portuguese) --no-ledger continua sem ele."))
  }
}
