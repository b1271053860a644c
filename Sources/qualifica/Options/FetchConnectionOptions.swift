import ArgumentParser
import BulkEngine
import Operations
import VendorHTTP

/// Which API is read, and how fast.
struct FetchConnectionOptions: ParsableArguments {
  @Option(
    help: .said(
      "sandbox or production. Default: sandbox, or that of --run.",
      "sandbox ou production. Padrão: sandbox, ou o de --run.", value: ("name", "nome")),
    completion: .list(["sandbox", "production"]))
  var environment: String?

  @Option(
    help: .said(
      "Scheme, host and port of the API instead of the environment's.",
      "Esquema, servidor e porta da API, em vez dos do ambiente.", value: ("url", "url")))
  var baseURL: String?

  @Option(
    help: .said(
      "The account: statement and balance need it; other lists show nothing else then.",
      "A conta: statement e balance exigem; as outras listas mostram só o que é dela.",
      value: ("number", "número")))
  var merchantID: String?

  @Option(
    help: .said(
      "Most requests per second, or unlimited. Default: 5.",
      "Máximo de requisições por segundo, ou unlimited. Padrão: 5.", value: ("number", "número")))
  var rate: String?

  @Option(
    help: .said(
      "Time for one request, such as 30s. Default: 30s.",
      "Tempo para uma requisição, como 30s. Padrão: 30s.", value: ("duration", "duração")))
  var timeout: String?

  /// - Throws: ``SettingError``.
  func merchant(_ sources: SettingSources) throws -> Int? {
    try sources.whole(.merchantID, flag: merchantID)
  }

  /// Any operation of the same host and way of authorising.
  private static func operation(
    of reading: Reading, _ sources: SettingSources
  ) throws -> OperationSettings {
    let type = OperationTable.all.last { reading.isOfWeepay && $0.offer.family == reading.family }
    let name = type?.offer.name ?? QualificationChoice.offer.name
    return try OperationWishes(operation: name, sources, language: .english)
      .operation(readsFiles: false).stored
  }

  /// What is given, else what a run was begun with: the key follows a folder to known hosts only.
  ///
  /// - Throws: ``SettingError``, ``APITokenError``, ``TokenMissing``, ``UnconfirmedHost``.
  func link(
    _ reading: Reading, run: RunSettings?, folder: RunFolder, _ token: TokenOptions,
    _ sources: SettingSources
  ) throws -> Connection {
    var pace = PaceSettings()
    if let rate = try sources.text(.rate, flag: rate).flatMap({ RateText.perSecond($0) }) {
      pace.rate = rate
    }
    if let seconds = try sources.seconds(.timeout, flag: timeout) {
      pace.timeoutInSeconds = seconds
    }
    pace.concurrency = 1
    let name = try sources.text(.environment, flag: environment)
    let address = try sources.text(.baseURL, flag: baseURL)
    let standard = Endpoint.Environment.sandbox.rawValue
    var settings = RunSettings(
      operation: try Self.operation(of: reading, sources), environment: name ?? standard,
      baseURL: address,
      reading: ReadingSettings(), batch: BatchLimits())
    if let run, address == nil, name == nil {
      _ = try ReopenedHost(settings: run, given: nil).check()
      (settings.environment, settings.baseURL) = (run.environment, run.baseURL)
    }
    try SandboxMissing.refuse(settings, reading: reading.rawValue)
    let isSimulated = settings.environment == SimulatedEnvironment.name
    return Connection(
      settings: settings, pace: pace, folder: folder,
      token: isSimulated ? nil : try token.token(sources),
      extraRoots: try token.extraRoots(sources),
      reception: nil, rehearsal: nil)
  }
}
