import Foundation

/// What a run was started with and keeps for its life, as the journal remembers it.
///
/// The token is not among them: it is never stored.
package struct RunSettings: Sendable, Equatable, Codable {
  /// The operation with settings of its own; the journal keeps it beside the others.
  package var operation = OperationSettings(name: "")
  /// `sandbox`, `production` or `simulator`.
  package var environment: String
  /// Scheme, host and port; `nil` when the environment decides.
  package var baseURL: String?
  package var reading: ReadingSettings
  package var batch: BatchLimits
  package var output: OutputSettings
  package var maximumErrors: ErrorBudget?
  package var pace: PaceSettings
  /// The file as it was given, where the run reads a copy of it.
  package var origin: String?
  /// nil in journals of before there was a ledger.
  package var ledger: LedgerSettings?

  package init(
    operation: OperationSettings, environment: String, baseURL: String? = nil,
    reading: ReadingSettings, batch: BatchLimits, output: OutputSettings = OutputSettings(),
    maximumErrors: ErrorBudget? = nil,
    pace: PaceSettings = PaceSettings()
  ) {
    self.operation = operation
    self.environment = environment
    self.baseURL = baseURL
    self.reading = reading
    self.batch = batch
    self.output = output
    self.maximumErrors = maximumErrors
    self.pace = pace
  }

  /// Without the operation, which the journal keeps beside them.
  private enum CodingKeys: String, CodingKey {
    case environment, baseURL, reading, batch, output, maximumErrors, pace, origin, ledger
  }

  /// Whether the numbers are such that options can set; a journal may hold anything.
  package var isPossible: Bool {
    batch.records > 0 && batch.bytes > 0 && pace.rate.isFinite
  }
}

/// The operation of a run and what it was started with; only the operation reads its settings.
package struct OperationSettings: Sendable, Equatable, Codable {
  /// Name of the operation, `data_qualification`.
  package var name: String
  /// Which of several kinds of the operation, as outputs and own codes have it; empty where there is
  /// one kind.
  package var variant: String
  /// The operation's settings: a JSON object with its keys in order, never a secret.
  package var json: String

  package init(name: String, variant: String = "", json: String = "{}") {
    self.name = name
    self.variant = variant
    self.json = json
  }

  /// Settings as the journal keeps them: the same values give the same text.
  package init(name: String, variant: String, _ settings: some Encodable) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let data = (try? encoder.encode(settings)) ?? Data("{}".utf8)
    self.init(name: name, variant: variant, json: String(decoding: data, as: UTF8.self))
  }

  /// - Throws: `DecodingError` for settings of another operation or version.
  package func decoded<Settings: Decodable>(as type: Settings.Type) throws -> Settings {
    try JSONDecoder().decode(type, from: Data(json.utf8))
  }
}

/// How a run uses the ledger of earlier runs.
package struct LedgerSettings: Sendable, Equatable, Codable {
  /// Absolute path; nil for the user's own.
  package var path: String?
  /// Whether none is used.
  package var isOff: Bool
  package var knownForInSeconds: Double?
  /// Whether records that another run has sent are sent once more.
  package var sendsAgain: Bool
  package var repeatWindowInSeconds: Double
  /// Of the codes that are derived for records which are sent once more.
  package var generation: Int

  package init(
    path: String? = nil, isOff: Bool = false, knownForInSeconds: Double? = nil,
    sendsAgain: Bool = false, repeatWindowInSeconds: Double = 20 * 86_400, generation: Int = 1
  ) {
    self.path = path
    self.isOff = isOff
    self.knownForInSeconds = knownForInSeconds
    self.sendsAgain = sendsAgain
    self.repeatWindowInSeconds = repeatWindowInSeconds
    self.generation = generation
  }
}

/// How much goes into one POST at most.
package struct BatchLimits: Sendable, Equatable, Codable {
  package var records: Int
  package var bytes: Int

  package init(records: Int = 100, bytes: Int = 1_000_000) {
    self.records = records
    self.bytes = bytes
  }
}

/// How the CSV outputs are written, where the input's own way is overridden.
package struct OutputSettings: Sendable, Equatable, Codable {
  package var encoding: String?
  package var delimiter: String?
  package var format: OutputFormat?

  package init(
    encoding: String? = nil, delimiter: String? = nil, format: OutputFormat? = nil
  ) {
    self.format = format
    self.encoding = encoding
    self.delimiter = delimiter
  }
}

/// Which kinds of outputs are written, where the input does not decide.
package enum OutputFormat: String, Sendable, Equatable, Codable, CaseIterable {
  /// `fix.xlsx` beside the other files.
  case xlsx
  /// No `fix.xlsx`.
  case csv
  /// JSON lines.
  case ndjson
}

/// How many rejected records a plan may have.
package enum ErrorBudget: Sendable, Equatable, Codable {
  case records(Int)
  /// Of all records, 0...100.
  case percent(Double)

  /// Whether `rejected` of `total` records are more than allowed.
  package func isExceeded(rejected: Int, of total: Int) -> Bool {
    switch self {
    case .records(let most): rejected > most
    case .percent(let most): Double(rejected) * 100 > most * Double(total)
    }
  }
}
