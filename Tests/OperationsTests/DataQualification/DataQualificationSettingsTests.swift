import BrazilianBanking
import BulkEngine
import Operations
import Testing

/// What only this operation keeps of a run.
struct DataQualificationSettingsTests {
  @Test("Settings come back from the journal as they were")
  func settingsComeBackFromTheJournalAsTheyWere() throws {
    let settings = DataQualificationSettings(
      service: 4, merchantID: 12, notificationURL: "https://example.com/a?b=\"é\"",
      check: CheckSettings(digits: .strict, language: .portuguese, needsAmount: true),
      bankList: BankListFile(path: "/nowhere/banks.csv", sha256: "ab"))
    let stored = settings.stored
    #expect(stored.name == "data_qualification" && stored.variant == "4")
    #expect(try DataQualificationSettings(stored) == settings)
    #expect(!stored.json.lowercased().contains("token"))
  }

  @Test(
    "What no option sets is refused",
    arguments: [
      OperationSettings(
        name: "charges", variant: "1", json: DataQualificationSettings(service: 1).stored.json),
      OperationSettings(
        name: "data_qualification", variant: "2",
        json: DataQualificationSettings(service: 1).stored.json),
      OperationSettings(
        name: "data_qualification", variant: "9",
        json: DataQualificationSettings(service: 9).stored.json),
      DataQualificationSettings(service: 1, merchantID: -1).stored,
      OperationSettings(name: "data_qualification", variant: "1", json: "[]"),
      OperationSettings(name: "data_qualification", variant: "1", json: ""),
    ])
  func whatNoOptionSetsIsRefused(_ stored: OperationSettings) {
    #expect(throws: DecodingError.self) { try DataQualificationSettings(stored) }
  }

  @Test("Settings without a list mean the bundled one")
  func settingsWithoutAListMeanTheBundledOne() throws {
    var settings = DataQualificationSettings(service: 1)
    #expect(try settings.banks().date == BankDirectory.bundled.date)
    #expect(!settings.stored.json.contains("bankList"))
    settings.bankList = BankListFile(path: "/nowhere/banks.csv", sha256: "ab")
    #expect(throws: BankListFileError.self) { try settings.banks() }
  }
}
