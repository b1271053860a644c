/// What a run was started with and keeps for its life, as the journal remembers it.
///
/// The token is not among them: it is never stored.
package struct RunSettings: Sendable, Equatable, Codable {
  /// Qualification service, 1...5.
  package var service: Int
  package var merchantID: Int?
  package var notificationURL: String?
  /// `sandbox`, `production` or `simulator`.
  package var environment: String
  /// Scheme, host and port; `nil` when the environment decides.
  package var baseURL: String?
  package var reading: ReadingSettings
  package var check: CheckSettings
  /// The list of banks, `nil` for the bundled one.
  package var bankList: BankListFile?
  package var batch: BatchLimits
  package var output: OutputSettings
  package var maximumErrors: ErrorBudget?
  package var pace: PaceSettings

  package init(
    service: Int, merchantID: Int? = nil, notificationURL: String? = nil, environment: String,
    baseURL: String? = nil, reading: ReadingSettings, check: CheckSettings,
    bankList: BankListFile? = nil, batch: BatchLimits, output: OutputSettings = OutputSettings(),
    maximumErrors: ErrorBudget? = nil,
    pace: PaceSettings = PaceSettings()
  ) {
    self.service = service
    self.merchantID = merchantID
    self.notificationURL = notificationURL
    self.environment = environment
    self.baseURL = baseURL
    self.reading = reading
    self.check = check
    self.bankList = bankList
    self.batch = batch
    self.output = output
    self.maximumErrors = maximumErrors
    self.pace = pace
  }

  /// Whether the numbers are such that options can set; a journal may hold anything.
  package var isPossible: Bool {
    (1...5).contains(service) && (merchantID ?? 0) >= 0 && batch.records > 0 && batch.bytes > 0
      && pace.rate.isFinite
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

  package init(encoding: String? = nil, delimiter: String? = nil) {
    self.encoding = encoding
    self.delimiter = delimiter
  }
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
