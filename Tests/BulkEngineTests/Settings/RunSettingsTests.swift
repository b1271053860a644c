import Foundation
import QualificaTestKit
import Testing

@testable import BulkEngine
@testable import Operations

/// What a run keeps for its life.
struct RunSettingsTests {
  @Test("Settings come back from the journal as they were")
  func settingsComeBackFromTheJournalAsTheyWere() throws {
    var settings = TestRun.run(variant: "4").settings
    settings.maximumErrors = .percent(2.5)
    settings.reading.mapping = ["name": "Chefe"]
    let stored = try JSONEncoder().encode(settings)
    var decoded = try JSONDecoder().decode(RunSettings.self, from: stored)
    // The journal keeps the operation beside them.
    decoded.operation = settings.operation
    #expect(decoded == settings)
  }

  @Test("The operation's own settings give the same text again")
  func theOperationsOwnSettingsGiveTheSameTextAgain() throws {
    let values = ["b": 2, "a": 1]
    let settings = OperationSettings(name: "x", variant: "", values)
    #expect(settings.json == #"{"a":1,"b":2}"#)
    #expect(try settings.decoded(as: [String: Int].self) == values)
    #expect(throws: DecodingError.self) { try settings.decoded(as: [String].self) }
  }

  @Test("No token is among them")
  func noTokenIsAmongThem() throws {
    let stored = String(
      decoding: try JSONEncoder().encode(TestRun.run().settings), as: UTF8.self)
    #expect(!stored.lowercased().contains("token"))
  }

  @Test("Defaults are those of the contract")
  func defaultsAreThoseOfTheContract() {
    let pace = PaceSettings()
    #expect(pace.rate == 5)
    #expect(pace.concurrency == 4)
    #expect(pace.timeoutInSeconds == 30)
    #expect(pace.waitInSeconds == 900)
    #expect(!pace.consent)
    #expect(BatchLimits() == BatchLimits(records: 100, bytes: 1_000_000))
    #expect(CheckSettings().digits == .confident)
    #expect(CheckSettings().repairs)
  }

  @Test(
    "A budget is exceeded by more than it allows",
    arguments: [
      (ErrorBudget.records(0), 0, 10, false), (.records(0), 1, 10, true),
      (.records(5), 5, 10, false),
      (.records(5), 6, 10, true), (.percent(10), 10, 100, false), (.percent(10), 11, 100, true),
      (.percent(0), 0, 100, false), (.percent(0), 1, 100_000, true), (.percent(100), 7, 7, false),
      (.percent(0.5), 1, 200, false), (.percent(0.5), 2, 200, true),
    ])
  func aBudgetIsExceededByMoreThanItAllows(
    _ budget: ErrorBudget, _ rejected: Int, _ total: Int, _ isExceeded: Bool
  ) {
    #expect(budget.isExceeded(rejected: rejected, of: total) == isExceeded)
  }
}
