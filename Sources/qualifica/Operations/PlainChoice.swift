import BulkEngine
import Foundation
import Operations
import Simulator

/// What is said of an operation that is told nothing but its sheet.
protocol PlainWords: Sendable {
  associatedtype Operation: PlainOperation

  static var offer: OperationOffer { get }
  /// What would move when the plan is carried out.
  static func money(_ count: Int, _ language: Language) -> String
  /// Makes a simulator ready for a rehearsal.
  static func prepare(_ simulator: inout SimulatorSettings)
  /// What else people must know before they agree.
  ///
  /// - Throws: errors of the input and of the journal.
  static func details(
    of pass: RecordPass, _ journal: any JournalReader
  ) async throws -> [Bilingual]
}

extension PlainWords {
  static func prepare(_ simulator: inout SimulatorSettings) {}

  static func details(
    of pass: RecordPass, _ journal: any JournalReader
  ) async throws -> [Bilingual] { [] }
}

/// Such an operation, as the command offers it.
struct PlainChoice<Words: PlainWords>: CommandOperation {
  static var layout: SheetLayout { Words.Operation.layout }
  static var statuses: StatusTable { Words.Operation.statuses }
  static var offer: OperationOffer { Words.offer }

  private let settings: Settings

  private struct Settings: Codable, Equatable {
    /// Whether a value may be repaired; otherwise that is an error.
    var repairs = true
    /// nil also of operations that have no such setting.
    var merchantID: Int?
  }

  init(_ wishes: OperationWishes, readsFiles: Bool) throws {
    settings = Settings(
      repairs: !wishes.isOn(.noRepair),
      merchantID: Self.offer.settings.contains(.merchantID) ? wishes.merchantID : nil)
  }

  init(stored: OperationSettings) throws {
    settings = try stored.decoded(as: Settings.self)
  }

  var stored: OperationSettings {
    OperationSettings(name: Words.Operation.name, variant: Words.Operation.name, settings)
  }
  var operation: any BulkOperation { Words.Operation() }
  var layoutCheck: any SheetCheck { Words.Operation.check(repairs: settings.repairs) }
  func check() -> any SheetCheck { layoutCheck }
  var rules: String { Words.Operation.rules }
  var merchantID: Int? { settings.merchantID }
  /// An id names one thing among those of all clients.
  var clientOfLedger: Int? { nil }
  var notificationURL: String? { nil }

  func prepare(_ simulator: inout SimulatorSettings) { Words.prepare(&simulator) }

  func text(of setting: Setting) -> String {
    switch setting {
    case .merchantID: settings.merchantID.map { "\($0)" } ?? ""
    case .noRepair: settings.repairs ? "" : "--\(setting.rawValue)"
    default: ""
    }
  }

  func money(_ plan: PlanTotals, _ language: Language) -> String {
    Words.money(plan.planned, language)
  }

  func details(of pass: RecordPass, _ journal: any JournalReader) async throws -> [Bilingual] {
    try await Words.details(of: pass, journal)
  }
}
