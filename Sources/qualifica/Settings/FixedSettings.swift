import Foundation
import BulkEngine
import Operations
import Spreadsheets
import VendorHTTP

/// A flag that would change a run which has been begun: the one table of what cannot change.
struct FixedSettingChanged: CommandError {
  let setting: Setting
  /// What the run was begun with; nil where it was not given.
  let stored: String?
  /// Whether what it was begun with may tell of a person.
  var isPersonal = false
  let folder: RunFolder

  var status: ExitStatus { .usage }

  var explanation: Explanation {
    let option = "--\(setting.rawValue)"
    let shown =
      isPersonal
      ? stored.map { _ in
        Bilingual("this one was begun with another", "esta começou com outro valor")
      }
      : stored.map { Bilingual("this one was begun with \($0)", "esta começou com \($0)") }
    let begun =
      shown
      ?? Bilingual("this one was begun without it", "esta começou sem ela")
    let command = SuggestedCommand.resume(folder)
    return Explanation(
      Bilingual(
        "\(option) cannot change within a run; \(begun.english). Nothing was sent.",
        "\(option) não pode mudar durante uma execução; \(begun.portuguese). Nada foi enviado."),
      next: Bilingual(
        "Begin another run with it in a folder of its own (--output), or leave the option out: \(command)",
        "Comece outra execução com ela em outra pasta (--output) ou omita a opção: \(command)"))
  }
}

/// What flags ask for, beside what a run has.
struct FixedSettings {
  let wishes: RunWishes
  let run: Run
  let folder: RunFolder

  /// Refuses the first flag that would change the run.
  ///
  /// A flag that says what is so already, given or detected, changes nothing. What environment and
  /// configuration say today does not count: the run was begun with what they said then.
  /// - Throws: ``FixedSettingChanged``.
  func require() throws {
    for setting in Setting.allCases where wishes.given.contains(setting) {
      let isOwn = OperationOffer.settingsOfSome.contains(setting) || setting == .operation
      let wished =
        isOwn
        ? wished(own: setting)
        : Self.text(of: setting, wishes.settings, folder: wishes.folder)
      guard let wanted = wished else { continue }
      let stored =
        isOwn ? text(ofOwn: setting) : Self.text(of: setting, run.settings, folder: folder.path)
      guard wanted != stored, !isSoAlready(setting) else { continue }
      throw FixedSettingChanged(
        setting: setting, stored: stored.flatMap { $0.isEmpty ? nil : $0 },
        isPersonal: run.settings.own.personalSettings.contains(setting), folder: folder)
    }
  }

  /// What a run that is begun with the wishes would keep: `11.444.777/0001-61` is `11444777000161` there.
  private func wished(own setting: Setting) -> String {
    guard setting != .operation else { return wishes.own.type.offer.name }
    let begun = try? type(of: run.settings.own).init(wishes.own, readsFiles: false)
    let kept = begun?.text(of: setting) ?? ""
    // Files are not read for this: what they are called must do.
    return kept.isEmpty ? wishes.own.text(of: setting) : kept
  }

  /// The value of a setting that the run's operation has, empty for its absence.
  private func text(ofOwn setting: Setting) -> String {
    setting == .operation ? run.settings.own.offer.name : run.settings.own.text(of: setting)
  }

  /// The value of a setting that cannot change, empty for its absence; nil for one that may be given
  /// anew.
  private static func text(
    of setting: Setting, _ settings: RunSettings, folder: String?
  ) -> String? {
    switch setting {
    case .output: folder.map { SystemPath.absolute($0) } ?? ""
    case .encoding: settings.reading.encoding ?? ""
    case .delimiter: settings.reading.delimiter ?? ""
    case .sheet: settings.reading.sheet ?? ""
    case .map:
      settings.reading.mapping.sorted { $0.key < $1.key }.map { "\($0)=\($1)" }
        .joined(separator: " ")
    case .fixMojibake: settings.reading.repairsMojibake ? "--fix-mojibake" : ""
    case .amountInCents: settings.reading.amountsAreCents ? "--amount-in-cents" : ""
    case .cnabLayout: settings.reading.cnabLayout ?? ""
    case .simulate, .environment: settings.environment
    case .baseURL:
      settings.environment == SimulatedEnvironment.name
        ? "--simulate"
        : (try? Connection.endpoint(settings).description) ?? settings.baseURL ?? ""
    case .batchSize: "\(settings.batch.records)"
    case .batchBytes: "\(settings.batch.bytes)"
    case .knownFor:
      (settings.ledger?.knownForInSeconds).map { DurationText.text(seconds: $0) } ?? ""
    case .again: settings.ledger?.sendsAgain == true ? "--again" : ""
    case .repeatWindow:
      DurationText.text(
        seconds: (settings.ledger ?? LedgerSettings()).repeatWindowInSeconds)
    case .operation, .digits, .noRepair, .service, .banksFile, .merchantID, .notificationURL,
      .chargeType, .senderName, .senderDocument, .senderHelpdesk, .statementDescriptor, .noCapture,
      .refundMode, .until, .printables, .branchDigitZero:
      nil
    case .ledger, .noLedger, .maxErrors, .outputEncoding, .outputDelimiter, .outputFormat,
      .profile, .tokenFile, .caCert,
      .listen,
      .retiredTokenFile, .rate, .concurrency, .timeout, .wait, .noWait, .yes, .ignorePause,
      .lookFirst,
      .faults,
      .lang, .json, .quiet, .verbose, .noColor, .noInput, .progress, .logFile, .metricsFile, .keep,
      .journal, .lease, .acceptLostCommits:
      nil
    }
  }

  /// Whether reading the input as wished gives what reading it as begun gives.
  private func isSoAlready(_ setting: Setting) -> Bool {
    switch setting {
    case .encoding, .delimiter, .sheet, .map, .cnabLayout: break
    default: return false
    }
    var wanted = run.settings.reading
    if wishes.given.contains(.encoding) { wanted.encoding = wishes.settings.reading.encoding }
    if wishes.given.contains(.delimiter) { wanted.delimiter = wishes.settings.reading.delimiter }
    if wishes.given.contains(.sheet) { wanted.sheet = wishes.settings.reading.sheet }
    if wishes.given.contains(.cnabLayout) {
      wanted.cnabLayout = wishes.settings.reading.cnabLayout
    }
    if wishes.given.contains(.map) { wanted.mapping = wishes.settings.reading.mapping }
    guard let one = input(wanted), let other = input(run.settings.reading),
      other.format.heeds(setting)
    else { return false }
    return switch setting {
    case .encoding: one.format.encoding == other.format.encoding
    case .sheet: one.sheet?.sheet == other.sheet?.sheet
    case .delimiter: one.format.dialect?.delimiter == other.format.dialect?.delimiter
    case .cnabLayout: one.format.cnab?.layout == other.format.cnab?.layout
    default: one.mapping == other.mapping
    }
  }

  private func input(_ reading: ReadingSettings) -> Input? {
    try? Input(
      path: run.input.path, reading: reading,
      for: run.settings.own.layoutCheck)
  }
}
