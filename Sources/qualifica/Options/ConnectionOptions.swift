import ArgumentParser
import BulkEngine
import VendorHTTP

/// Which API is talked to, fixed for the life of a run.
struct ConnectionOptions: ParsableArguments {
  @OptionGroup var endpoint: EndpointOptions

  @Option(
    help: .said(
      "Merchant, when the key reaches more than one.",
      "Estabelecimento (merchant), quando a chave alcança mais de um.", value: ("number", "número"))
  )
  var merchantID: String?

  @Option(
    help: .said(
      "Where the API is to send status callbacks.", "Para onde a API envia os callbacks de status.",
      value: ("url", "url")))
  var notificationURL: String?

  @Option(
    help: .said(
      "Most records in one POST. Default: 100.", "Máximo de registros por POST. Padrão: 100.",
      value: ("number", "número")))
  var batchSize: String?

  @Option(
    help: .said(
      "Most bytes in one POST. Default: 1000000.", "Máximo de bytes por POST. Padrão: 1000000.",
      value: ("bytes", "bytes")))
  var batchBytes: String?

  /// - Throws: ``SettingError``.
  func batch(_ sources: SettingSources) throws -> BatchLimits {
    let usual = BatchLimits()
    return BatchLimits(
      records: try sources.whole(.batchSize, flag: batchSize) ?? usual.records,
      bytes: try sources.whole(.batchBytes, flag: batchBytes) ?? usual.bytes)
  }

  /// What is given as a flag.
  var given: Set<Setting> {
    var given = endpoint.given
    if batchSize != nil { given.insert(.batchSize) }
    if batchBytes != nil { given.insert(.batchBytes) }
    return given
  }
}

/// Which API is meant.
struct EndpointOptions: ParsableArguments {
  @Flag(
    help: .said(
      "Submit to the embedded simulator inside this process: no token, no network.",
      "Envia ao simulador que faz parte do programa: sem chave, sem rede."))
  var simulate = false

  @Option(
    help: .said(
      "sandbox or production. Default: sandbox.", "sandbox ou production. Padrão: sandbox.",
      value: ("name", "nome")), completion: .list(["sandbox", "production"]))
  var environment: String?

  @Option(
    help: .said(
      "Scheme, host and port of the API instead of the environment's.",
      "Esquema, servidor e porta da API, em vez dos do ambiente.",
      more: (
        "Plain http is taken for this machine only.", "http sem TLS só é aceito nesta máquina."
      ), value: ("url", "url")))
  var baseURL: String?

  /// The name of the environment as the journal keeps it.
  ///
  /// What is given in the nearer place wins, whichever of the options it is.
  /// - Throws: ``SettingError`` for flags that exclude each other.
  func environmentName(_ sources: SettingSources) throws -> String {
    if simulate {
      for (setting, text) in [(Setting.environment, environment), (.baseURL, baseURL)]
      where text != nil { throw Self.excluded(setting) }
      return SimulatedEnvironment.name
    }
    let name = try sources.text(.environment, flag: environment)
    let places = [
      sources.place(of: .environment, flag: environment != nil),
      sources.place(of: .baseURL, flag: baseURL != nil),
    ]
    if sources.isOn(.simulate), let place = sources.place(of: .simulate),
      places.allSatisfy({ $0.map { place <= $0 } ?? true })
    {
      return SimulatedEnvironment.name
    }
    return name ?? Endpoint.Environment.sandbox.rawValue
  }

  private static func excluded(_ setting: Setting) -> SettingError {
    SettingError(
      setting,
      "it does not go with --simulate, which talks to the simulator only. Leave one of them out",
      "não combina com --simulate, que só fala com o simulador. Omita uma das duas")
  }

  /// Scheme, host and port where they are given.
  ///
  /// - Throws: ``SettingError``.
  func address(_ sources: SettingSources) throws -> String? {
    try sources.text(.baseURL, flag: baseURL)
  }

  /// What is given as a flag.
  var given: Set<Setting> {
    var given: Set<Setting> = []
    if simulate { given.insert(.simulate) }
    if environment != nil { given.insert(.environment) }
    if baseURL != nil { given.insert(.baseURL) }
    return given
  }
}

/// The environment of `--simulate`.
enum SimulatedEnvironment {
  static let name = "simulator"
}

/// The host of a run that goes on: it cannot change, but a host of one's own is to be named again.
struct HostOptions: ParsableArguments {
  @Option(
    help: .said(
      "The run's own base URL again, where it is neither the vendor's host nor this machine.",
      "De novo a URL base da execução, quando não é nem o servidor do fornecedor nem esta máquina.",
      value: ("url", "url")))
  var baseURL: String?

  /// What the user gives now, by flag, environment or configuration file.
  ///
  /// - Throws: ``SettingError``.
  func given(_ sources: SettingSources) throws -> String? {
    try sources.text(.baseURL, flag: baseURL)
  }

  /// - Throws: ``FixedSettingChanged`` when the flag names another host than the run's,
  ///   ``EndpointError``.
  func require(_ run: Run, folder: RunFolder) throws {
    guard let baseURL else { return }
    let stored = try Connection.endpoint(run.settings)
    guard try Endpoint(baseURL: baseURL) != stored else { return }
    throw FixedSettingChanged(setting: .baseURL, stored: stored.description, folder: folder)
  }
}
