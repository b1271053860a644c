import BulkEngine
import Foundation
import Operations
import Simulator
import VendorHTTP

/// A bulk operation with the settings of one run: everything that the command asks of one.
///
/// A run keeps the settings in its journal; whatever is opened again is opened by the operation that
/// began it, see ``OperationTable``.
protocol CommandOperation: Sendable {
  /// What the command says of the operation, whatever the settings of a run.
  static var offer: OperationOffer { get }
  /// The fields of its sheets.
  static var layout: SheetLayout { get }
  /// Every word for a record.
  static var statuses: StatusTable { get }

  /// What a run of this operation is begun with.
  ///
  /// - Parameter readsFiles: whether files that settings name are read; those of a run that goes on are
  ///   not.
  /// - Throws: ``SettingError`` for settings that are missing or do not go together,
  ///   ``BankListFileError``, ``SpreadsheetError``.
  init(_ wishes: OperationWishes, readsFiles: Bool) throws
  /// What a run was begun with.
  ///
  /// - Throws: `DecodingError` for settings of another operation or version.
  init(stored: OperationSettings) throws

  /// The settings as they are written down, whole.
  var stored: OperationSettings { get }
  /// The same as a journal keeps them: without persons.
  var kept: OperationSettings { get }
  /// Settings that may tell of a person, and are shown nowhere.
  var personalSettings: Set<Setting> { get }
  /// The settings by which runs of one file are told apart: without when a run began, and without paths,
  /// which each machine has its own. As stored unless the operation says otherwise.
  var distinguishing: OperationSettings { get }
  /// Requests, replies, statuses.
  var operation: any BulkOperation { get }
  /// The check of its sheets, files beside the sheet left aside: it names columns as the run's own does.
  var layoutCheck: any SheetCheck { get }
  /// The check of its sheets, with the files that the run was begun with, read again.
  ///
  /// - Throws: ``BankListFileError``, ``SpreadsheetError``.
  func check() throws -> any SheetCheck
  /// Stands for the rules by which records are judged: a plan is carried out under the same ones only.
  var rules: String { get }

  /// The client of the API on whose behalf records are sent.
  var merchantID: Int? { get }
  /// The client whose records the ledger keeps apart from those of others; nil where what a record acts on
  /// tells it by itself.
  var clientOfLedger: Int? { get }
  /// Where the API sends callbacks to.
  var notificationURL: String? { get }
  /// The qualification service; nil where there are none.
  var service: Int? { get }
  /// How the API signs its callbacks; nil for an operation whose callbacks are not read.
  var callbacks: CallbackScheme? { get }
  /// The folder that gets pages to print; nil where none is wanted.
  var printables: String? { get }
  /// Every word for a record of this run.
  var statuses: StatusTable { get }
  /// What is said of this run's good records.
  var words: OperationWords { get }
  /// Makes a simulator ready for a rehearsal of the operation.
  func prepare(_ simulator: inout SimulatorSettings)
  /// What a setting of the operation's own says, as people write it; empty where it was not given.
  func text(of setting: Setting) -> String
  /// What would move when the plan is carried out, for people.
  func money(_ plan: PlanTotals, _ language: Language) -> String
  /// Refuses to send where a setting is missing that a check can do without.
  ///
  /// - Throws: ``SettingError``.
  func requireSending() throws
  /// Compares what a record replaces with what is there; nil for an operation that replaces nothing.
  var replacing: Recipients? { get }
  /// What else people must know of the planned records before they agree.
  ///
  /// - Throws: errors of the input and of the journal.
  func details(of pass: RecordPass, _ journal: any JournalReader) async throws -> [Bilingual]
  /// What the API is asked of the planned records before people agree.
  ///
  /// - Throws: errors of the input and of the journal.
  func previews(
    of pass: RecordPass, _ plan: PlanTotals, _ journal: any JournalReader
  ) async throws -> [PlanPreview]
}

extension CommandOperation {
  /// The stable word of the operation in journals and summaries.
  static var storedName: String { offer.name.replacing("-", with: "_") }

  var offer: OperationOffer { Self.offer }
  var statuses: StatusTable { Self.statuses }
  var words: OperationWords { Self.offer.words }
  var clientOfLedger: Int? { merchantID }
  var service: Int? { nil }
  var replacing: Recipients? { nil }
  func requireSending() throws {}
  var callbacks: CallbackScheme? { nil }
  var printables: String? { nil }
  var distinguishing: OperationSettings { stored }
  var kept: OperationSettings { stored }
  var personalSettings: Set<Setting> { [] }

  func prepare(_ simulator: inout SimulatorSettings) {}

  /// Refuses what the operation has not.
  ///
  /// - Throws: ``SettingError``.
  func require(_ profile: ProfileRequest?, listens: Bool = false) throws {
    if profile != nil, !offer.isPayroll {
      throw SettingError(
        .profile, "the operation \(offer.name) writes no layout of a payroll system. Leave it out",
        "a operação \(offer.name) não grava layouts de sistemas de folha. Omita-a")
    }
    guard listens, callbacks == nil else { return }
    throw SettingError(
      .listen,
      "the API has no callbacks for the operation \(offer.name); 'qualifica resume' asks it",
      "a API não tem callbacks para a operação \(offer.name); 'qualifica resume' consulta a API")
  }

  func details(of pass: RecordPass, _ journal: any JournalReader) async throws -> [Bilingual] {
    []
  }

  func previews(
    of pass: RecordPass, _ plan: PlanTotals, _ journal: any JournalReader
  ) async throws -> [PlanPreview] { [] }

  /// The operation's own settings that differ from the standard, as they are typed again; none that may
  /// tell of a person.
  var options: [String] {
    Self.offer.settings.filter { !personalSettings.contains($0) }.flatMap { setting -> [String] in
      let text = text(of: setting)
      guard !text.isEmpty, text != setting.standard else { return [] }
      if case .flag = setting.kind { return ["--\(setting.rawValue)"] }
      return ["--\(setting.rawValue)", text]
    }
  }
}

/// What the command says of an operation, whatever the settings of a run.
struct OperationOffer: Sendable {
  /// As `--operation` names it; stable.
  var name: String
  /// The vendor's API that it belongs to.
  var family: String
  /// What it does, in one line.
  var title: Bilingual
  /// Columns that its template has, in their order.
  var columns: [OfferedColumn]
  /// Columns that are needed under some settings only, and when.
  var conditions: Bilingual?
  /// Settings that only some operations have, in the order in which they are told.
  var settings: [Setting]
  /// Whether money moves, and which way.
  var money: Bilingual
  /// How often a record is sent, and what follows from it.
  var sending: Bilingual
  /// When a record is done.
  var done: Bilingual
  /// Whether layouts of payroll systems are written.
  var isPayroll = false
  /// What consent is asked for: `This moves money`.
  var consent: Bilingual
  var words: OperationWords

  static let settingsOfSome = Set(OperationTable.all.flatMap { $0.offer.settings })
}

/// What is said of the good records of an operation.
struct OperationWords: Sendable {
  /// What is done with the file of good records; `{file}` stands for it: `pay with {file}`.
  var use: Bilingual
  /// The same after a rehearsal.
  var rehearsedUse: Bilingual
  /// What not to do with the results of a rehearsal.
  var rehearsal: Bilingual
  /// Nothing came to what was wanted: a heading.
  var nothing: Bilingual
  /// The same as a next step, where nothing is to be corrected either.
  var none: Bilingual
  /// Everything did.
  var allGood: Bilingual
  /// Some did.
  var someGood: Bilingual
  /// None did, and some are to be corrected.
  var noneGood: Bilingual
  /// In front of the number of good records: `To pay`.
  var total: Bilingual
  /// In front of their sum.
  var totalAmount: Bilingual
  /// From the sheet to what is wanted.
  var way: Bilingual
  /// What ``OutputFiles/payable`` has.
  var payable: Bilingual
}

extension Bilingual {
  /// The sentence with a file in the place of `{file}`.
  func naming(_ file: String, _ language: Language) -> String {
    text(language).replacing("{file}", with: file)
  }
}

/// The operations that are offered: the one place that names them all.
enum OperationTable {
  static let all: [any CommandOperation.Type] = [
    QualificationChoice.self, ChargeChoice.self, PlainChoice<ChargeCancellationWords>.self,
    RefundChoice.self,
    SubscriptionChoice.self, PlainChoice<SubscriptionCancellationWords>.self,
    RecipientUpdateChoice.self,
    RecipientCreateChoice.self, WeepayTransactionChoice.self, PlainChoice<WeepayCaptureWords>.self,
    PlainChoice<WeepayVoidWords>.self, WeepayCustomerChoice.self,
    PlainChoice<WeepayCardDeletionWords>.self,
  ]

  static var names: [String] { all.map { $0.offer.name } }

  /// The operation that `--operation` names.
  ///
  /// - Throws: ``UnknownOperation`` with the nearest name.
  static func named(_ name: String) throws(UnknownOperation) -> any CommandOperation.Type {
    guard let type = all.first(where: { $0.offer.name == name }) else {
      throw UnknownOperation(name: name)
    }
    return type
  }

  /// The operation of settings that a journal keeps.
  ///
  /// - Throws: `DecodingError`; ``UnknownOperation`` for one that this program does not have.
  static func stored(_ settings: OperationSettings) throws -> any CommandOperation {
    guard let type = all.first(where: { $0.storedName == settings.name }) else {
      throw UnknownOperation(name: settings.name)
    }
    return try type.init(stored: settings)
  }
}

extension RunSettings {
  /// The operation of the run; a command that opens a journal first makes sure that it can be read.
  var own: any CommandOperation {
    guard let own = try? OperationTable.stored(operation) else {
      preconditionFailure("the journal was not examined")
    }
    return own
  }
}

/// There is no operation of this name.
struct UnknownOperation: CommandError {
  let name: String

  var status: ExitStatus { .usage }

  /// The name that was probably meant.
  var nearest: String? {
    guard name.count <= 40 else { return nil }
    let spelled = name.lowercased().replacing("_", with: "-")
    let names = OperationTable.names
    let best = names.map { ($0, EditDistance.letters(spelled, $0)) }.min { $0.1 < $1.1 }
    if let best, best.1 <= max(1, best.0.count / 3) { return best.0 }
    return spelled.count < 3 ? nil : names.first { $0.hasPrefix(spelled) }
  }

  /// The sentence without its point.
  var problem: Bilingual {
    let shown = PlainSentence.text(String(name.prefix(60)))
    let meant = nearest.map { Bilingual("; the nearest is \($0)", "; a mais parecida é \($0)") }
    return Bilingual(
      "there is no operation '\(shown)'\(meant?.english ?? "")",
      "não existe a operação '\(shown)'\(meant?.portuguese ?? "")")
  }

  var explanation: Explanation {
    let names = OperationTable.names.joined(separator: ", ")
    return Explanation(
      Bilingual(
        "\(problem.english.prefix(1).uppercased())\(problem.english.dropFirst()).",
        "\(problem.portuguese.prefix(1).uppercased())\(problem.portuguese.dropFirst())."),
      next: Bilingual(
        "Operations: \(names). See 'qualifica operations'.",
        "Operações: \(names). Veja 'qualifica operations'."))
  }
}
