import BulkEngine
import Operations
import Spreadsheets

/// What the user wants of an operation: its settings, flags over environment over files.
struct OperationWishes {
  /// The operation itself.
  let type: any CommandOperation.Type
  let language: Language
  /// Where it is sent to.
  var environment = "sandbox"
  /// Whether records are to be sent: a check does without what only requests need.
  var sends = false
  /// Whether a host is given in the place of the environment's.
  var hasOwnHost = false
  /// Settings that were given, by whomever.
  private var texts: [Setting: String] = [:]
  /// Settings that were given as flags.
  private(set) var given: Set<Setting> = []

  /// - Throws: ``SettingError``.
  init(operation flag: String?, _ sources: SettingSources, language: Language) throws {
    let name = try sources.text(.operation, flag: flag)
    type = try name.map(OperationTable.named) ?? QualificationChoice.self
    self.language = language
    if flag != nil { given.insert(.operation) }
  }

  /// Takes a setting with a value.
  ///
  /// - Throws: ``SettingError``.
  mutating func take(_ setting: Setting, _ flag: String?, _ sources: SettingSources) throws {
    texts[setting] = try sources.text(setting, flag: flag)
    if flag != nil { given.insert(setting) }
  }

  /// Takes a setting that is on or off.
  mutating func take(_ setting: Setting, _ flag: Bool, _ sources: SettingSources) {
    if sources.isOn(setting, flag: flag) { texts[setting] = "--\(setting.rawValue)" }
    if flag { given.insert(setting) }
  }

  /// Takes the sender of the run whose `fix.csv` this is, where none is given: it is not shown in the
  /// command that people are told.
  mutating func inheritSender(of file: String) {
    let settings = [Setting.senderName, .senderDocument, .senderHelpdesk]
    let name = SystemPath.name(of: file)
    guard type is any BillingChoice.Type, settings.allSatisfy({ texts[$0] == nil }),
      OutputFiles.fixNames.contains(name) || OutputFiles.isEditedFix(name)
    else { return }
    let folder = RunFolder(path: SystemPath.folder(of: SystemPath.absolute(file)))
    guard let sender = KeptSender(folder: folder).sender else { return }
    for (setting, text) in zip(settings, [sender.name, sender.document, sender.helpdesk]) {
      texts[setting] = text
    }
  }

  /// The value of a setting; nil where it was not given.
  subscript(setting: Setting) -> String? { texts[setting] }

  func isOn(_ setting: Setting) -> Bool { texts[setting] != nil }

  var merchantID: Int? { self[.merchantID].flatMap { NumberText.whole($0) } }

  /// What a setting would be, as ``CommandOperation/text(of:)`` tells it.
  func text(of setting: Setting) -> String {
    if setting == .operation { return type.offer.name }
    guard let text = texts[setting] else { return setting.standard ?? "" }
    switch setting.kind {
    case .flag: return text
    case .whole: return NumberText.whole(text).map { "\($0)" } ?? text
    default:
      return [.banksFile, .printables].contains(setting) ? SystemPath.absolute(text) : text
    }
  }

  /// The operation with these settings.
  ///
  /// - Throws: as ``CommandOperation/init(_:readsFiles:)``; ``SettingError`` also for a flag that only
  ///   other operations have.
  func operation(readsFiles: Bool) throws -> any CommandOperation {
    let others = OperationOffer.settingsOfSome.subtracting(type.offer.settings)
    if let flag = given.intersection(others).min(by: { $0.rawValue < $1.rawValue }) {
      let name = type.offer.name
      throw SettingError(
        flag, "the operation \(name) has no such setting. Leave it out",
        "a operação \(name) não tem essa configuração. Omita-a")
    }
    return try type.init(self, readsFiles: readsFiles)
  }
}
