import BulkEngine
import Foundation
import Operations

/// What is said of one kind of cancellation.
protocol CancellationWords {
  associatedtype Cancellation: PayinCancellation

  static var offer: OperationOffer { get }
  /// What would stop when the plan is carried out.
  static func money(_ count: Int, _ language: Language) -> String
}

/// Cancellations of what the Payin API has, as the command offers them.
struct CancellationChoice<Words: CancellationWords>: CommandOperation {
  static var layout: SheetLayout { Words.Cancellation.layout }
  static var statuses: StatusTable { Words.Cancellation.statuses }
  static var offer: OperationOffer { Words.offer }

  private let settings: Settings

  private struct Settings: Codable, Equatable {
    var repairs = true
    var merchantID: Int?
  }

  init(_ wishes: OperationWishes, readsFiles: Bool) throws {
    settings = Settings(repairs: !wishes.isOn(.noRepair), merchantID: wishes.merchantID)
  }

  init(stored: OperationSettings) throws {
    settings = try stored.decoded(as: Settings.self)
  }

  var stored: OperationSettings {
    OperationSettings(
      name: Words.Cancellation.name, variant: Words.Cancellation.name, settings)
  }
  var operation: any BulkOperation { Words.Cancellation() }
  var layoutCheck: any SheetCheck { Words.Cancellation.check(repairs: settings.repairs) }
  func check() -> any SheetCheck { layoutCheck }
  var rules: String { Words.Cancellation.rules }
  var merchantID: Int? { settings.merchantID }
  /// An id names one thing among those of all clients.
  var clientOfLedger: Int? { nil }
  var notificationURL: String? { nil }

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
}
