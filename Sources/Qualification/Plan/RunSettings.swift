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

/// How the input is read, where detection was overridden.
package struct ReadingSettings: Sendable, Equatable, Codable {
  package var encoding: String?
  package var delimiter: String?
  /// Column header by field name.
  package var mapping: [String: String]
  /// Whether cells are mended that are UTF-8 read as Windows-1252.
  package var mendsMojibake: Bool

  package init(
    encoding: String? = nil, delimiter: String? = nil, mapping: [String: String] = [:],
    mendsMojibake: Bool = false
  ) {
    self.encoding = encoding
    self.delimiter = delimiter
    self.mapping = mapping
    self.mendsMojibake = mendsMojibake
  }

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    encoding = try values.decodeIfPresent(String.self, forKey: .encoding)
    delimiter = try values.decodeIfPresent(String.self, forKey: .delimiter)
    mapping = try values.decode([String: String].self, forKey: .mapping)
    // Journals of before there was a choice do not have it.
    mendsMojibake = try values.decodeIfPresent(Bool.self, forKey: .mendsMojibake) ?? false
  }
}

/// How strictly values are judged.
package struct CheckSettings: Sendable, Equatable, Codable {
  package var digits: DigitPolicy
  package var repairs: Bool
  package var language: Language
  /// Whether the service deposits an amount of the caller's.
  package var needsAmount: Bool

  package init(
    digits: DigitPolicy = .confident, repairs: Bool = true, language: Language = .english,
    needsAmount: Bool = false
  ) {
    self.digits = digits
    self.repairs = repairs
    self.language = language
    self.needsAmount = needsAmount
  }
}

/// What a wrong bank digit means.
package enum DigitPolicy: String, Sendable, Codable, CaseIterable {
  /// Rejects under hard and soft rules.
  case strict
  /// Rejects under hard rules, warns under soft ones.
  case confident
  /// Warns only.
  case warn
}

/// Language of messages; codes, columns and file names never change.
package enum Language: String, Sendable, Codable, CaseIterable {
  case english = "en"
  case portuguese = "pt-BR"
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

/// How fast and how long the API is talked to; may change when a run goes on.
package struct PaceSettings: Sendable, Equatable, Codable {
  /// Requests per second, all kinds together.
  package var rate: Double
  /// Requests in flight.
  package var concurrency: Int
  package var timeoutInSeconds: Double
  /// How long to wait for verdicts after the last submission.
  package var waitInSeconds: Double
  /// Consent given in advance, also to sending again what was proven absent.
  package var consent: Bool

  /// The same within what options take: journals of earlier versions may hold other numbers.
  package var bounded: PaceSettings {
    PaceSettings(
      rate: rate.isFinite ? min(max(rate, 0.001), Self.unlimitedRate) : PaceSettings().rate,
      concurrency: min(max(concurrency, 1), 1_000),
      timeoutInSeconds: timeoutInSeconds.isFinite
        ? min(max(timeoutInSeconds, 0.001), 86_400) : PaceSettings().timeoutInSeconds,
      waitInSeconds: waitInSeconds.isFinite
        ? min(max(waitInSeconds, 0), 3_650 * 86_400) : PaceSettings().waitInSeconds,
      consent: consent)
  }

  /// Faster than any network: no limit. Finite, so that it can be stored.
  package static let unlimitedRate = 1e9

  package init(
    rate: Double = 5, concurrency: Int = 4, timeoutInSeconds: Double = 30,
    waitInSeconds: Double = 900, consent: Bool = false
  ) {
    self.rate = rate
    self.concurrency = concurrency
    self.timeoutInSeconds = timeoutInSeconds
    self.waitInSeconds = waitInSeconds
    self.consent = consent
  }
}

/// Totals of a complete plan.
package struct PlanTotals: Sendable, Equatable, Codable {
  package var records: Int
  package var rejected: Int
  package var duplicates: Int
  package var planned: Int
  package var chunks: Int
  /// Rows that are no records: blank lines and rows of delimiters only.
  package var blankRows: Int
  /// Sum of the amounts of the planned records, in hundredths; `nil` when no amount is sent.
  package var amountInCents: Int64?

  package init(
    records: Int = 0, rejected: Int = 0, duplicates: Int = 0, planned: Int = 0, chunks: Int = 0,
    blankRows: Int = 0, amountInCents: Int64? = nil
  ) {
    self.records = records
    self.rejected = rejected
    self.duplicates = duplicates
    self.planned = planned
    self.chunks = chunks
    self.blankRows = blankRows
    self.amountInCents = amountInCents
  }

  /// Whether no file is too small for them; a journal may hold anything.
  package var isPossible: Bool {
    [records, rejected, duplicates, planned, chunks, blankRows].allSatisfy {
      (0...1 << 50).contains($0)
    } && (amountInCents ?? 0) >= 0
  }
}
