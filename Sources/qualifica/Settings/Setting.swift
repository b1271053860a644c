import BulkEngine

/// Every setting by the long name of its option: the one table behind flags, environment and
/// configuration files.
///
/// A new option gets a case here; the compiler then asks what values fit, and whether it may change
/// within a run (``FixedSettings``).
enum Setting: String, CaseIterable, Sendable {
  case output
  case encoding
  case delimiter
  case map
  case fixMojibake = "fix-mojibake"
  case digits
  case noRepair = "no-repair"
  case service
  case maxErrors = "max-errors"
  case banksFile = "banks-file"
  case outputEncoding = "output-encoding"
  case outputDelimiter = "output-delimiter"
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
  case faults
  case lang
  case json
  case quiet
  case verbose
  case noColor = "no-color"
  case noInput = "no-input"

  /// Which values fit.
  var kind: SettingKind {
    switch self {
    case .output, .map, .banksFile, .baseURL, .notificationURL, .tokenFile, .caCert,
      .retiredTokenFile, .faults:
      .text
    case .fixMojibake, .noRepair, .simulate, .noWait, .yes, .ignorePause, .json, .quiet, .verbose,
      .noColor, .noInput:
      .flag
    case .encoding: .encoding
    case .outputEncoding: .outputEncoding
    case .delimiter, .outputDelimiter: .delimiter
    case .digits: .choice(DigitPolicy.allCases.map(\.rawValue))
    case .environment: .choice(["sandbox", "production"])
    case .lang: .language
    case .service: .whole(1...5)
    case .merchantID: .whole(1...(1 << 53))
    case .batchSize: .whole(1...100_000)
    case .batchBytes: .whole(1...1_000_000_000)
    case .concurrency: .whole(1...1_000)
    case .maxErrors: .errorBudget
    case .rate: .rate
    // A record is proven absent by looks that are spread over the timeout: nobody waits for days.
    case .timeout: .duration(0.001...86_400, "1ms", "1d")
    case .wait: .duration(0...(3_650 * 86_400), "0", "3650d")
    case .listen: .address
    }
  }

  /// The variable of the environment.
  var variable: String { "QUALIFICA_" + rawValue.uppercased().replacing("-", with: "_") }

  /// Whether only a flag gives it.
  var isFlagOnly: Bool {
    switch self {
    case .map, .yes, .ignorePause, .faults: true
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
    case .output, .simulate, .environment, .baseURL, .merchantID, .notificationURL, .service,
      .tokenFile, .caCert, .listen, .retiredTokenFile, .banksFile:
      true
    default: false
    }
  }

  /// Options that no environment and no configuration gives, beside those of ``isFlagOnly``.
  static let namesOfFlagsOnly: Set<String> = [
    "address", "allowed-ips", "enforce-rate", "no-uniqueness", "port", "store", "token",
    "unfinished",
  ]
}
