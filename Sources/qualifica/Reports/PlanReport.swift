import BulkEngine
import Spreadsheets
import VendorHTTP

/// The plan as people read it before anything is sent.
enum PlanReport {
  /// - Parameter details: what the operation says of its records.
  static func lines(
    _ plan: PlanTotals, of run: Run, _ details: [String], _ language: Language
  ) -> [String] {
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
      + ([settings.own.money(plan, language)] + details).map { "  " + $0 }
      + LedgerLines.lines(plan.ledger, language)
  }

  private static let rejected = Noun("rejected", "rejected", "rejeitado", "rejeitados")
  private static let duplicates = Noun("duplicate", "duplicates", "duplicado", "duplicados")

  private static func word(_ count: Int, _ noun: Noun, _ language: Language) -> String {
    (count == 1 ? noun.one : noun.many).text(language)
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
    return settings.environment == production.rawValue
      || [production.host, Endpoint.weepay.host].contains(host)
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
