import BulkEngine
import Operations
import VendorHTTP

/// The plan as people read it before anything is sent.
enum PlanReport {
  static func lines(_ plan: PlanTotals, of run: Run, _ language: Language) -> [String] {
    let settings = run.settings
    var lines = [
      language.pick("Plan", "Plano"),
      "  " + Destination(settings).text(language),
      "  " + language.pick("file: ", "arquivo: ") + run.input.path,
      line(language.pick("records", "registros"), plan.records),
      line(language.pick("rejected", "rejeitados"), plan.rejected),
      line(language.pick("duplicates", "duplicados"), plan.duplicates),
      line(language.pick("to send", "a enviar"), plan.planned),
      line(language.pick("batches (POST requests)", "lotes (requisições POST)"), plan.chunks),
    ]
    let seconds = Int((Double(plan.chunks) / settings.pace.bounded.rate).rounded(.up))
    lines.append(
      line(language.pick("seconds to send, at least", "segundos para enviar, no mínimo"), seconds))
    lines.append("  " + money(plan, settings, language))
    lines += LedgerLines.lines(plan.ledger, language)
    return lines
  }

  /// What would move.
  static func money(
    _ plan: PlanTotals, _ settings: RunSettings, _ language: Language
  ) -> String {
    switch settings.qualification.service {
    case 1:
      return language.pick(
        "service 1: no money moves", "serviço 1: nenhum dinheiro é movimentado")
    case 2, 3:
      return language.pick(
        "service \(settings.qualification.service): \(plan.planned) micro deposits of the vendor's amount",
        "serviço \(settings.qualification.service): \(plan.planned) microdepósitos com valor do fornecedor"
      )
    default:
      let total = Money.text(plan.amountInCents ?? 0, language)
      return language.pick(
        "service \(settings.qualification.service): \(plan.planned) deposits, \(total) in all",
        "serviço \(settings.qualification.service): \(plan.planned) depósitos, \(total) no total")
    }
  }

  private static func line(_ label: String, _ count: Int) -> String {
    let digits = String(count)
    return "  " + String(repeating: " ", count: max(0, 9 - digits.count)) + digits + "  " + label
  }
}

/// Amounts for people.
enum Money {
  /// `R$ 1.234,56` or `R$ 1,234.56`.
  static func text(_ cents: Int64, _ language: Language) -> String {
    let (separator, point) = language == .english ? (",", ".") : (".", ",")
    var whole = String(cents / 100)
    var groups: [String] = []
    while whole.count > 3 {
      groups.insert(String(whole.suffix(3)), at: 0)
      whole.removeLast(3)
    }
    groups.insert(whole, at: 0)
    let hundredths = String(cents % 100)
    return "R$ " + groups.joined(separator: separator) + point
      + (hundredths.count == 1 ? "0" : "") + hundredths
  }
}

/// Where a run sends to, in a word that nobody overlooks, and the host.
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
