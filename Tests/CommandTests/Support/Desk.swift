import Foundation
import Simulator
import Testing

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// A folder with an input and, mostly, an API to send it to.
struct Desk: Sendable {
  static let token = "desk-token-3f9c1d"
  /// Fast enough for tests, and an absent record is proven absent in three seconds.
  static let pace = [
    "--rate", "200", "--concurrency", "4", "--timeout", "2s", "--wait", "20s", "--lang", "en",
  ]

  let folder: TemporaryFolder
  /// Nil where nothing is to be sent.
  let port: Int?

  init(port: Int? = nil) throws {
    folder = try TemporaryFolder()
    self.port = port
  }

  /// Runs a simulator whose records are settled at once, unless the settings say otherwise.
  static func withSimulator(
    _ change: (inout SimulatorSettings) -> Void = { _ in },
    _ body: @escaping @Sendable (Desk) async throws -> Void
  ) async throws {
    var settings = SimulatorSettings()
    settings.pace = .immediate
    settings.token = token
    change(&settings)
    try await SimulatorServer.withRunning(settings) { port in try await body(Desk(port: port)) }
  }

  /// A port nobody listens on.
  static func closedPort() async throws -> Int {
    try await SimulatorServer.withRunning(SimulatorSettings()) { $0 }
  }

  // MARK: Commands

  func start(
    _ arguments: [String], environment: [String: String] = ["QUALIFICA_TOKEN": token],
    input: String? = nil
  ) throws -> RunningCommand {
    try RunningCommand(arguments, home: folder, environment: environment, input: input)
  }

  func command(
    _ arguments: [String], environment: [String: String] = ["QUALIFICA_TOKEN": token],
    input: String? = nil
  ) async throws -> CommandEnd {
    try await start(arguments, environment: environment, input: input).end()
  }

  /// The arguments of `run` at this desk's API; later options win over the usual pace.
  func runArguments(_ file: String, _ options: [String] = []) -> [String] {
    ["run", file] + baseURL + Self.pace + options
  }

  func run(_ file: String, _ options: String...) async throws -> CommandEnd {
    try await command(runArguments(file, options))
  }

  func resume(_ run: String, _ options: String...) async throws -> CommandEnd {
    try await command(["resume", run] + Self.pace + options)
  }

  private var baseURL: [String] {
    port.map { ["--base-url", "http://127.0.0.1:\($0)"] } ?? []
  }

  // MARK: What came out

  func table(_ name: String, delimiter: Character = ";") throws -> CSVTable {
    CSVTable(try folder.text(of: name), delimiter: delimiter)
  }

  func summary(_ run: String) throws -> [String: Any] {
    try Self.object(try folder.bytes(of: "\(run)/summary.json"))
  }

  /// How many records have each word, as `status` says.
  func counts(_ run: String) async throws -> [String: Int] {
    let end = try await command(["status", run, "--json"])
    return try Self.object(Data(end.output.utf8))["statuses"] as? [String: Int] ?? [:]
  }

  func statistics() async throws -> SimulatorStatistics {
    let url = URL(string: "http://127.0.0.1:\(port ?? 0)/__simulator/stats")
    guard let url else { throw URLError(.badURL) }
    let (content, _) = try await URLSession.shared.data(from: url)
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(SimulatorStatistics.self, from: content)
  }

  /// How many effects each key of a collection has at the simulator.
  func effects(_ name: String) async throws -> [String: Int] {
    let url = URL(string: "http://127.0.0.1:\(port ?? 0)/__simulator/stats")
    guard let url else { throw URLError(.badURL) }
    let (content, _) = try await URLSession.shared.data(from: url)
    let all = try Self.object(content)["effects_by_key"] as? [String: [String: Int]]
    return all?[name] ?? [:]
  }

  /// Waits until the API had this many POSTs, or the process that sends them is over.
  func untilSent(_ posts: Int, by running: RunningCommand) async throws {
    while running.isRunning, try await statistics().posts < posts {
      try await Task.sleep(for: .milliseconds(10))
    }
  }

  /// What the API was sent: account and amount by code.
  func sent() async throws -> [String: [String]] {
    var records: [String: [String]] = [:]
    for page in 1... {
      var request = URLRequest(
        url: try #require(
          URL(
            string: "http://127.0.0.1:\(port ?? 0)/v1/payout/data-qualification?per_page=100"
              + "&page=\(page)")))
      request.setValue("Bearer \(Self.token)", forHTTPHeaderField: "Authorization")
      let (content, _) = try await URLSession.shared.data(for: request)
      let data = try Self.object(content)["data"] as? [[String: Any]] ?? []
      guard !data.isEmpty else { break }
      for record in data {
        let code = record["custom_code"] as? String ?? ""
        let amount = record["amount"] as? NSNumber
        records[code] = [
          "\(record["account"] ?? "")", "\(record["account_digit"] ?? "")",
          amount.map { String(Int(($0.doubleValue * 100).rounded())) } ?? "",
        ]
      }
    }
    return records
  }

  static func object(_ content: Data) throws -> [String: Any] {
    try JSONSerialization.jsonObject(with: content) as? [String: Any] ?? [:]
  }
}

/// What the simulator has counted.
struct SimulatorStatistics: Decodable, Sendable {
  var records: Int
  var customCodes: Int
  var doubleEffects: Int
  var mostEffectsOfACode: Int
  var codesWithSeveralEffects: Int
  var repeatedSubmissions: Int
  var posts: Int
  var gets: Int
  var peakRequestsPerSecond: Int
  var throttled: Int
  var faults: [String: Int]
}
