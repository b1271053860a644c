import BulkEngine
import Spreadsheets

/// Commands that a message tells people to give: whole, so that they can be pasted into a shell.
enum SuggestedCommand {
  /// Goes on with the run.
  static func resume(_ folder: RunFolder, _ options: String = "") -> String {
    if let shared = folder.shared {
      return "qualifica resume \(shared.options(output: folder.path))\(options)"
    }
    return "qualifica resume \(OutcomeReport.quoted(folder.path))\(options)"
  }

  /// Writes the files of the run again.
  static func export(_ folder: RunFolder) -> String {
    let place =
      folder.shared?.options(output: folder.path) ?? OutcomeReport.quoted(folder.path)
    return "qualifica export \(place)"
  }

  /// The name of the file with the rows to correct; nil where there is none.
  ///
  /// What was told of the sheet's text and of its columns holds for the `fix.csv` that copies them, and
  /// not for a workbook.
  static func correctionFile(in folder: RunFolder, of run: Run) -> String? {
    let (names, reading) = (OutputNames(in: folder), run.settings.reading)
    let isPlain = reading.mapping.isEmpty && reading.encoding == nil && reading.delimiter == nil
    return [isPlain ? names.fix : nil, "\(OutputFiles.fix).\(names.ending)"].compactMap(\.self)
      .first { SystemPath.exists("\(folder.path)/\($0)") }
  }

  /// Runs the corrected rows of a run, under the settings of that run.
  ///
  /// - Returns: nil when there is nothing to correct.
  static func feedBack(_ folder: RunFolder, _ run: Run) -> String? {
    guard let name = correctionFile(in: folder, of: run) else { return nil }
    let options = options(of: run.settings) + (folder.shared?.kept ?? [])
    let words = ["qualifica", "run"] + options.map(SystemPath.shellWord)
    return (words + [SystemPath.shellPath("\(folder.path)/\(name)")]).joined(separator: " ")
  }

  /// What makes another run do what a run with these settings does; the API key is never a setting.
  private static func options(of settings: RunSettings) -> [String] {
    var options: [String] = []
    func add(_ setting: Setting, _ value: String?) {
      if let value { options += ["--\(setting.rawValue)", value] }
    }
    switch settings.environment {
    case SimulatedEnvironment.name: options.append("--\(Setting.simulate.rawValue)")
    case "production": add(.environment, "production")
    default: break
    }
    add(.baseURL, settings.environment == SimulatedEnvironment.name ? nil : settings.baseURL)
    let own = settings.own
    if own.offer.name != Setting.operation.standard { add(.operation, own.offer.name) }
    options += own.options
    for (field, column) in settings.reading.mapping.sorted(by: { $0.key < $1.key }) {
      add(.map, "\(field)=\(column)")
    }
    if settings.output.encoding == nil { add(.encoding, settings.reading.encoding) }
    if settings.output.delimiter == nil { add(.delimiter, settings.reading.delimiter) }
    if settings.reading.repairsMojibake { options.append("--\(Setting.fixMojibake.rawValue)") }
    if settings.reading.amountsAreCents { options.append("--\(Setting.amountInCents.rawValue)") }
    return options + ledger(of: settings)
  }

  /// Options for a sender who may be a person, with `…` for what is not shown; empty where there is none.
  static func hiddenSender(of run: Run) -> String {
    guard let billing = run.settings.billing, !billing.personalSettings.isEmpty else { return "" }
    return billing.senderOptions.map { " --\($0.rawValue) …" }.joined()
  }

  /// Which ledger, and how; a rehearsal has none unless it is given one.
  private static func ledger(of settings: RunSettings) -> [String] {
    guard let ledger = settings.ledger else { return [] }
    guard !ledger.isOff else {
      let isSimulated = settings.environment == SimulatedEnvironment.name
      return isSimulated ? [] : ["--\(Setting.noLedger.rawValue)"]
    }
    var options: [String] = []
    func add(_ setting: Setting, _ value: String?) {
      if let value { options += ["--\(setting.rawValue)", value] }
    }
    add(.ledger, ledger.path)
    add(.knownFor, ledger.knownForInSeconds.map { DurationText.text(seconds: $0) })
    if ledger.repeatWindowInSeconds != LedgerSettings().repeatWindowInSeconds {
      add(.repeatWindow, DurationText.text(seconds: ledger.repeatWindowInSeconds))
    }
    return options
  }

  /// The run that a check was made for: what was typed, without what is the check's own.
  ///
  /// - Returns: nil for standard input, which cannot be read again.
  static func run(afterCheck arguments: [String] = SystemPath.arguments) -> String? {
    guard let place = arguments.firstIndex(of: "check"), !arguments.contains("-") else {
      return nil
    }
    let own: Set<String> = ["--json", "-q", "--quiet", "-v", "--verbose"]
    var words = ["qualifica", "run"]
    var isValue = false
    for (index, word) in arguments.enumerated() where index != place {
      if isValue {
        isValue = false
      } else if word == "-o" || word == "--output" {
        isValue = true
      } else if !own.contains(word), !word.hasPrefix("--output=") {
        words.append(word)
      }
    }
    return ShownSender.masked(words).map(SystemPath.shellWord).joined(separator: " ")
  }
}
