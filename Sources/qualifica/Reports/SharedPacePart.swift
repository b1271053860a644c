import BulkEngine
import Foundation
import PostgresJournal

/// How fast all processes of a shared run go together, in `status`.
struct SharedPacePart: Encodable {
  /// Requests per second that were asked for.
  private let rate: Double
  private let pace: SharedPace?

  /// - Throws: ``JournalError``.
  init(of run: Run, in journal: PostgresJournal) async throws {
    rate = run.settings.pace.bounded.rate
    let scope = try? RunLedger.scope(of: run.settings)
    pace =
      if let scope {
        try await journal.pace(
          environment: scope.environment, host: scope.host,
          merchant: SharedPlace.merchant(of: run.settings))
      } else {
        nil
      }
  }

  private enum CodingKeys: String, CodingKey {
    case rate
    case loweredRate = "lowered_rate"
    case closedUntil = "closed_until"
  }

  func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    var times = TimestampText()
    try values.encode(rate, forKey: .rate)
    try values.encodeIfPresent(pace?.loweredRate, forKey: .loweredRate)
    try values.encodeIfPresent(pace?.closedUntil.map { times.text($0) }, forKey: .closedUntil)
  }

  /// `ritmo: 50 requisições por segundo somando todos os processos`
  func line(_ language: Language) -> String {
    var line = language.pick(
      "pace: \(RateText.text(perSecond: rate)) requests per second, all processes together",
      "ritmo: \(RateText.text(perSecond: rate)) requisições por segundo, somando todos os processos"
    )
    if let lowered = pace?.loweredRate {
      let text = RateText.text(perSecond: (lowered * 10).rounded() / 10)
      line += language.pick(
        "; lowered to \(text), because the API complained",
        "; reduzido para \(text), porque a API reclamou")
    }
    if let end = pace?.closedUntil {
      line += language.pick(
        "; nothing leaves before \(language.moment(end))",
        "; nada sai antes de \(language.moment(end))")
    }
    return line
  }
}
