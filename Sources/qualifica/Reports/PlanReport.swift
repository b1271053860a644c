import BulkEngine
import Operations
import Spreadsheets
import VendorHTTP

/// The plan as people read it before anything is sent.
enum PlanReport {
  static func lines(_ plan: PlanTotals, of run: Run, _ language: Language) -> [String] {
    let settings = run.settings
    var rows = [
      [language.number(plan.records), Self.word(plan.records, .record, language)],
      [language.number(plan.rejected), Self.word(plan.rejected, rejected, language)],
      [language.number(plan.duplicates), Self.word(plan.duplicates, duplicates, language)],
    ]
    let least = Duration.seconds(Double(plan.chunks) / settings.pace.bounded.rate)
    var sending = language.pick("to send", "a enviar")
    if plan.planned > 0 {
      sending +=
        language.pick(", in ", ", em ") + language.counted(plan.chunks, .batch)
        + language.pick("; at least ", "; pelo menos ") + DurationWords.text(least)
    }
    rows.append([language.number(plan.planned), sending])
    return [
      language.pick("Plan", "Plano"),
      "  " + Destination(settings).text(language),
      "  " + language.pick("file: ", "arquivo: ") + (settings.origin ?? run.input.path),
    ] + TextLayout.table(rows, columns: nil, margin: 2, numbers: [0])
      + ["  " + money(plan, settings, language)]
      + LedgerLines.lines(plan.ledger, language)
  }

  private static let rejected = Noun("rejected", "rejected", "rejeitado", "rejeitados")
  private static let duplicates = Noun("duplicate", "duplicates", "duplicado", "duplicados")
  private static let microDeposits = Noun(
    "micro deposit", "micro deposits", "microdepósito", "microdepósitos")
  private static let deposits = Noun("deposit", "deposits", "depósito", "depósitos")

  private static func word(_ count: Int, _ noun: Noun, _ language: Language) -> String {
    (count == 1 ? noun.one : noun.many).text(language)
  }

  /// What would move.
  static func money(
    _ plan: PlanTotals, _ settings: RunSettings, _ language: Language
  ) -> String {
    let service = settings.qualification.service
    switch service {
    case 1:
      return language.pick("service 1: no money moves", "serviço 1: não movimenta dinheiro")
    case 2, 3:
      let count = language.counted(plan.planned, microDeposits)
      return language.pick(
        "service \(service): \(count), the amount is the vendor's",
        "serviço \(service): \(count), com valor definido pelo fornecedor")
    default:
      let total = AmountText.money(plan.amountInCents ?? 0, language)
      let count = language.counted(plan.planned, deposits)
      return language.pick(
        "service \(service): \(count), \(total) in all",
        "serviço \(service): \(count), \(total) no total")
    }
  }
}

/// Where a run sends to, in a word that is not overlooked, and the host.
struct Destination {
  private let settings: RunSettings
  private let endpoint: Endpoint?

  init(_ settings: RunSettings) {
    self.settings = settings
    let isSimulated = settings.environment == SimulatedEnvironment.name
    endpoint = isSimulated ? nil : try? Connection.endpoint(settings)
  }

  /// `PRODUCTION`, `SANDBOX` or `SIMULATOR`.
  ///
  /// The vendor's production host is production, whatever the environment is called.
  func name(_ language: Language) -> String {
    if settings.environment == SimulatedEnvironment.name {
      return language.pick("SIMULATOR", "SIMULADOR")
    }
    let production = Endpoint.Environment.production
    var host = endpoint?.host ?? ""
    if host.hasSuffix(".") { host.removeLast() }
    return settings.environment == production.rawValue || host == production.host
      ? language.pick("PRODUCTION", "PRODUÇÃO") : "SANDBOX"
  }

  /// The name and the address.
  func text(_ language: Language) -> String {
    guard let endpoint else {
      return name(language)
        + language.pick(" (inside this program)", " (dentro deste programa)")
    }
    return "\(name(language)): \(endpoint)"
  }
}
