import BrazilianBanking
import BulkEngine
import Operations

/// An operation that bills people for a sender, who may be a person.
protocol BillingChoice: CommandOperation {
  associatedtype Settings: SenderSettings

  var settings: Settings { get }
  init(_ settings: Settings)
}

extension BillingChoice {
  static var senderSettings: [Setting] { [.senderName, .senderDocument, .senderHelpdesk] }

  var kept: OperationSettings { Self(settings.withoutPerson).stored }

  /// Whether the journal withholds the sender, and it was not recalled.
  var lacksSender: Bool { settings.sender == nil }

  /// The sender that a journal does not keep; nil where there is none, or it is not known.
  var personalSender: BillSender? { settings.sender.flatMap { $0.isPersonal ? $0 : nil } }

  var personalSettings: Set<Setting> {
    lacksSender || personalSender != nil ? Set(Self.senderSettings) : []
  }

  /// The options with which the sender was given.
  var senderOptions: [Setting] {
    let given = [settings.senderName, settings.senderDocument, settings.senderHelpdesk]
    return zip(Self.senderSettings, given).compactMap { $1 == nil ? nil : $0 }
  }

  /// The settings with their sender; nil where the run was begun with another one.
  func recalling(_ sender: BillSender) -> OperationSettings? {
    settings.recalling(sender).map { Self($0).stored }
  }

  /// What a setting of the sender says; nil for any other setting.
  func senderText(of setting: Setting) -> String? {
    switch setting {
    case .senderName: settings.senderName?.shownText ?? ""
    case .senderDocument: settings.senderDocument?.shownText ?? ""
    case .senderHelpdesk: settings.senderHelpdesk?.shownText ?? ""
    default: nil
    }
  }
}

extension BillSender {
  /// What options, environment and configuration say.
  ///
  /// - Throws: ``SettingError``.
  init(_ options: SenderOptions, _ sources: SettingSources) throws {
    try self.init(
      given: sources.text(.senderName, flag: options.senderName),
      document: sources.text(.senderDocument, flag: options.senderDocument),
      helpdesk: sources.text(.senderHelpdesk, flag: options.senderHelpdesk))
  }

  /// What was wished.
  ///
  /// - Throws: ``SettingError``.
  init(_ wishes: OperationWishes) throws {
    try self.init(
      given: wishes[.senderName], document: wishes[.senderDocument],
      helpdesk: wishes[.senderHelpdesk])
  }

  private init(given name: String?, document: String?, helpdesk: String?) throws {
    self.init()
    if let name, !name.contains(where: { $0.isLetter || $0.isNumber }) {
      throw SettingError(
        .senderName, "there is no letter in it", "não há nenhuma letra nesse nome")
    }
    self.name = name
    self.document = try document.map(Self.read)
    self.helpdesk = helpdesk
  }

  private static func read(_ text: String) throws -> String {
    guard let document = readDocument(text.utf8.span, declared: nil).document else {
      throw SettingError(
        .senderDocument, "this is no CPF or CNPJ: its check digits do not fit",
        "isto não é um CPF nem um CNPJ: os dígitos verificadores não conferem")
    }
    return document.code.description
  }
}

/// What people typed or configured of a sender, where others may read it.
enum ShownSender {
  private static let settings: [Setting] = [.senderName, .senderDocument, .senderHelpdesk]

  /// Whether a text says that the sender is a company.
  private static func isCompany(_ document: String?) -> Bool {
    document.flatMap { readDocument($0.utf8.span, declared: nil).document }?.kind == .cnpj
  }

  /// A setting's text, masked where it may tell of a person.
  ///
  /// - Parameter document: the sender's, as it was given.
  static func masked(_ text: String, of setting: Setting, document: String?) -> String {
    guard settings.contains(setting), !isCompany(document) else { return text }
    switch setting {
    case .senderName: return Masking.name(text)
    case .senderDocument: return Masking.middle(text.filter(\.isNumber))
    default: return Masking.tail(text)
    }
  }

  /// Words of a command, with `…` for the values that may tell of a person.
  static func masked(_ words: [String]) -> [String] {
    guard !isCompany(value(of: .senderDocument, in: words)) else { return words }
    let options = settings.map { "--\($0.rawValue)" }
    var isValue = false
    return words.map { word in
      defer { isValue = options.contains(word) }
      if isValue { return "…" }
      let option = options.first { word.hasPrefix("\($0)=") }
      return option.map { "\($0)=…" } ?? word
    }
  }

  private static func value(of setting: Setting, in words: [String]) -> String? {
    let option = "--\(setting.rawValue)"
    if let place = words.lastIndex(of: option), place + 1 < words.count { return words[place + 1] }
    return words.last { $0.hasPrefix("\(option)=") }.map { String($0.dropFirst(option.count + 1)) }
  }
}
