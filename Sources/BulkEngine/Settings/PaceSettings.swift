/// How fast and how long the API is talked to; may change when a run goes on.
package struct PaceSettings: Sendable, Equatable, Codable {
  /// Requests per second, all kinds together.
  package var rate: Double
  /// Requests in flight.
  package var concurrency: Int
  package var timeoutInSeconds: Double
  /// How long to wait for verdicts after the last submission.
  package var waitInSeconds: Double
  /// Consent given in advance, also to sending again what was proven absent.
  package var consent: Bool

  /// The same within what options take: journals of earlier versions may hold other numbers.
  package var bounded: PaceSettings {
    PaceSettings(
      rate: rate.isFinite ? min(max(rate, 0.001), Self.unlimitedRate) : PaceSettings().rate,
      concurrency: min(max(concurrency, 1), 1_000),
      timeoutInSeconds: timeoutInSeconds.isFinite
        ? min(max(timeoutInSeconds, 0.001), 86_400) : PaceSettings().timeoutInSeconds,
      waitInSeconds: waitInSeconds.isFinite
        ? min(max(waitInSeconds, 0), 3_650 * 86_400) : PaceSettings().waitInSeconds,
      consent: consent)
  }

  /// Faster than any network: no limit. Finite, so that it can be stored.
  package static let unlimitedRate = 1e9

  package init(
    rate: Double = 5, concurrency: Int = 4, timeoutInSeconds: Double = 30,
    waitInSeconds: Double = 900, consent: Bool = false
  ) {
    self.rate = rate
    self.concurrency = concurrency
    self.timeoutInSeconds = timeoutInSeconds
    self.waitInSeconds = waitInSeconds
    self.consent = consent
  }
}
