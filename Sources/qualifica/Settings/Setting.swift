import BulkEngine
import Operations
import Spreadsheets

/// Every setting by the long name of its option: the one table behind flags, environment and
/// configuration files.
///
/// A new option gets a case here; the compiler then asks what values fit, and whether it may change
/// within a run (``FixedSettings``).
enum Setting: String, CaseIterable, Sendable {
  case operation
  case output
  case encoding
  case delimiter
  case sheet
  case map
  case fixMojibake = "fix-mojibake"
  case amountInCents = "amount-in-cents"
  case cnabLayout = "cnab-layout"
  case digits
  case noRepair = "no-repair"
  case service
  case chargeType = "charge-type"
  case senderName = "sender-name"
  case senderDocument = "sender-document"
  case senderHelpdesk = "sender-helpdesk"
  case refundMode = "refund-mode"
  case statementDescriptor = "statement-descriptor"
  case noCapture = "no-capture"
  case branchDigitZero = "branch-digit-zero"
  case until
  case printables
  case maxErrors = "max-errors"
  case banksFile = "banks-file"
  case outputEncoding = "output-encoding"
  case outputDelimiter = "output-delimiter"
  case outputFormat = "output-format"
  case profile
  case simulate
  case environment
  case baseURL = "base-url"
  case merchantID = "merchant-id"
  case notificationURL = "notification-url"
  case batchSize = "batch-size"
  case batchBytes = "batch-bytes"
  case tokenFile = "token-file"
  case caCert = "ca-cert"
  case listen
  case retiredTokenFile = "retired-token-file"
  case rate
  case concurrency
  case timeout
  case wait
  case noWait = "no-wait"
  case yes
  case ignorePause = "ignore-pause"
  case lookFirst = "look-first"
  case faults
  case knownFor = "known-for"
  case again
  case repeatWindow = "repeat-window"
  case ledger
  case noLedger = "no-ledger"
  case lang
  case json
  case quiet
  case verbose
  case noColor = "no-color"
  case noInput = "no-input"
  case progress
  case logFile = "log-file"
  case metricsFile = "metrics-file"
  case keep
  case journal
  case lease
  case acceptLostCommits = "accept-lost-commits"

  /// Which values fit.
  var kind: SettingKind {
    switch self {
    case .output, .sheet, .map, .keep, .profile, .banksFile, .baseURL, .notificationURL, .tokenFile,
      .caCert,
      .retiredTokenFile, .faults, .journal, .ledger, .logFile, .metricsFile, .senderName,
      .senderDocument,
      .senderHelpdesk, .statementDescriptor, .printables:
      .text
    case .fixMojibake, .amountInCents, .noRepair, .noCapture, .simulate, .noWait, .yes,
      .ignorePause, .lookFirst, .again,
      .noLedger, .acceptLostCommits, .branchDigitZero, .json,
      .quiet, .verbose,
      .noColor, .noInput:
      .flag
    case .operation: .operation
    case .encoding: .encoding
    case .outputEncoding: .outputEncoding
    case .delimiter, .outputDelimiter: .delimiter
    case .chargeType: .choice(ChargeType.allCases.map(\.rawValue))
    case .refundMode: .choice(RefundMode.allCases.map(\.rawValue))
    case .until: .choice(ChargeEnd.allCases.map(\.rawValue))
    case .outputFormat: .choice(OutputFormat.allCases.map(\.rawValue))
    case .cnabLayout: .choice(CNABLayout.allCases.map(\.rawValue))
    case .digits: .choice(DigitPolicy.allCases.map(\.rawValue))
    case .environment: .choice(["sandbox", "production"])
    case .progress: .choice(ProgressMode.allCases.map(\.rawValue))
    case .lang: .language
    case .service: .whole(1...5)
    case .merchantID: .whole(1...(1 << 53))
    case .batchSize: .whole(1...100_000)
    case .batchBytes: .whole(1...1_000_000_000)
    case .concurrency: .whole(1...1_000)
    case .maxErrors: .errorBudget
    case .rate: .rate
    // A record is proven absent by looks that are spread over the timeout, which takes no days.
    case .timeout: .duration(0.001...86_400, "1ms", "1d")
    case .wait: .duration(0...(3_650 * 86_400), "0", "3650d")
    case .knownFor: .duration(1...(3_650 * 86_400), "1s", "3650d")
    case .lease: .duration(1...86_400, "1s", "1d")
    case .repeatWindow: .duration(0...(3_650 * 86_400), "0", "3650d")
    case .listen: .address
    }
  }

  /// The variable of the environment.
  var variable: String { "QUALIFICA_" + rawValue.uppercased().replacing("-", with: "_") }

  /// Whether only a flag gives it.
  var isFlagOnly: Bool {
    switch self {
    case .map, .keep, .yes, .ignorePause, .lookFirst, .faults, .again, .acceptLostCommits: true
    default: false
    }
  }

  /// Whether it decides where keys, personal data or money go, or what is taken for good.
  ///
  /// A list of banks turns names and ISPB numbers into the codes of banks, so it decides it, too.
  /// A folder that others share may bring a configuration file; such settings are not taken from a
  /// file of somebody else's.
  var isSensitive: Bool {
    switch self {
    case .operation, .output, .simulate, .environment, .baseURL, .merchantID, .notificationURL,
      .service, .chargeType, .senderName, .senderDocument,
      .refundMode, .statementDescriptor, .noCapture, .until, .printables, .branchDigitZero,
      .tokenFile, .caCert, .listen, .retiredTokenFile, .banksFile, .amountInCents, .journal,
      .ledger,
      .noLedger,
      .repeatWindow, .knownFor, .logFile, .metricsFile:
      true
    default: false
    }
  }

  /// Whether its value may hold a user's name and password, although it should not.
  var mayHoldCredentials: Bool {
    self == .baseURL || self == .notificationURL || self == .journal
  }

  /// The value that holds where none is given, as people write it; nil where there is none.
  var standard: String? {
    let pace = PaceSettings()
    return switch self {
    case .operation: QualificationChoice.offer.name
    case .digits: CheckSettings().digits.rawValue
    case .service: "1"
    case .environment: "sandbox"
    case .batchSize: "\(BatchLimits().records)"
    case .batchBytes: "\(BatchLimits().bytes)"
    case .rate: RateText.text(perSecond: pace.rate)
    case .concurrency: "\(pace.concurrency)"
    case .timeout: DurationText.text(seconds: pace.timeoutInSeconds)
    case .wait: DurationText.text(seconds: pace.waitInSeconds)
    case .lease: DurationText.text(seconds: SharedPlace.lease)
    case .progress: ProgressMode.auto.rawValue
    case .repeatWindow: DurationText.text(seconds: LedgerSettings().repeatWindowInSeconds)
    default: if case .flag = kind { "false" } else { nil }
    }
  }

  /// Options that no environment and no configuration gives, beside those of ``isFlagOnly``.
  static let namesOfFlagsOnly: Set<String> = [
    "address", "allowed-ips", "decimal-comma", "enforce-rate", "exit-code", "format", "from",
    "input", "no-uniqueness", "port", "run", "send-again", "set", "settle", "store", "to", "token",
    "unfinished",
  ]
}

/// Names that were given as settings, by whomever.
enum SettingNames {
  /// Variables that are no options.
  static let otherVariables: Set<String> = [
    "QUALIFICA_CONFIG", "QUALIFICA_RETIRED_TOKENS", "QUALIFICA_TOKEN",
  ]

  /// The setting of this name, where `origin` may give it.
  ///
  /// - Throws: ``SettingError`` with the nearest name, or why the setting cannot be given there.
  static func setting(_ name: String, from origin: SettingError.Origin) throws -> Setting {
    if let setting = Setting(rawValue: name), !setting.isFlagOnly { return setting }
    throw SettingError(name, origin, problem(name, origin))
  }

  private static func problem(_ name: String, _ origin: SettingError.Origin) -> Bilingual {
    if name == Setting.yes.rawValue {
      return Bilingual(
        "consent is the flag --yes or a typed yes, never the environment or a configuration file. "
          + "Take it away there",
        "o consentimento é a opção --yes ou um sim digitado, nunca o ambiente nem um arquivo de "
          + "configuração. Retire-o dali")
    }
    if name == "token" {
      return Bilingual(
        "the API key does not stand in a configuration file. Name its file with token-file, or set "
          + "QUALIFICA_TOKEN",
        "a chave da API não fica num arquivo de configuração. Indique o arquivo dela com token-file "
          + "ou defina QUALIFICA_TOKEN")
    }
    if Setting(rawValue: name) != nil || Setting.namesOfFlagsOnly.contains(name) {
      return Bilingual(
        "--\(name) is given on the command line only. Take it away there",
        "--\(name) só é aceita na linha de comando. Retire-a dali")
    }
    guard let nearest = nearest(to: name, origin) else {
      return Bilingual(
        "there is no such setting. Settings are called like the options of 'qualifica help run'",
        "não existe essa configuração. Os nomes são os das opções de 'qualifica help run'")
    }
    return Bilingual(
      "there is no such setting; the nearest is \(nearest)",
      "não existe essa configuração; a mais parecida é \(nearest)")
  }

  /// The name that was probably meant, as `origin` writes it.
  private static func nearest(to name: String, _ origin: SettingError.Origin) -> String? {
    // Longer ones are no misspelled names, and comparing takes time.
    guard name.count <= 40 else { return nil }
    let settings = Setting.allCases.filter { !$0.isFlagOnly }
    guard case .environment(let variable) = origin else {
      let spelled = name.lowercased().replacing("_", with: "-")
      return nearest(to: spelled, among: settings.map(\.rawValue))
        ?? nearest(to: name, among: [SettingsFile.profileMember])
    }
    return nearest(to: variable, among: settings.map(\.variable) + otherVariables.sorted())
  }

  private static func nearest(to name: String, among names: [String]) -> String? {
    let spelled = name.hasPrefix("QUALIFICA_") ? name.uppercased() : name
    let ranked = names.map { (name: $0, edits: EditDistance.letters(spelled, $0)) }
    guard let best = ranked.min(by: { $0.edits < $1.edits }) else { return nil }
    let own = best.name.count - (best.name.hasPrefix("QUALIFICA_") ? 10 : 0)
    return best.edits <= max(1, own / 3) ? best.name : abbreviated(spelled, among: names)
  }

  /// The only name, or the shortest, that begins with `name`; three letters at least tell which.
  private static func abbreviated(_ name: String, among names: [String]) -> String? {
    let own = name.count - (name.hasPrefix("QUALIFICA_") ? 10 : 0)
    guard own >= 3 else { return nil }
    return names.filter { $0.hasPrefix(name) }.min { $0.count < $1.count }
  }
}
