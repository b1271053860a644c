package import BrazilianBanking
package import BulkEngine

/// What a run of data qualification is started with and keeps for its life, beside what every
/// operation has.
package struct DataQualificationSettings: Sendable, Equatable, Codable {
  /// Qualification service, 1...5.
  package var service: Int
  package var merchantID: Int?
  package var notificationURL: String?
  package var check: CheckSettings
  /// The list of banks, `nil` for the bundled one.
  package var bankList: BankListFile?

  package init(
    service: Int, merchantID: Int? = nil, notificationURL: String? = nil,
    check: CheckSettings = CheckSettings(), bankList: BankListFile? = nil
  ) {
    self.service = service
    self.merchantID = merchantID
    self.notificationURL = notificationURL
    self.check = check
    self.bankList = bankList
  }

  /// - Throws: `DecodingError` when `settings` are not those of this operation, or have values that no
  ///   option can set; a journal may hold anything.
  package init(_ settings: OperationSettings) throws {
    self = try settings.decoded(as: Self.self)
    guard settings.name == DataQualification.name, settings.variant == String(service),
      (1...5).contains(service), (merchantID ?? 0) >= 0
    else {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(codingPath: [], debugDescription: "impossible settings"))
    }
  }

  /// As the journal keeps them.
  package var stored: OperationSettings {
    OperationSettings(name: DataQualification.name, variant: String(service), self)
  }

  /// The list of banks of the run: its own one, read again and found unchanged, or the bundled one.
  ///
  /// - Throws: ``BankListFileError``, ``SpreadsheetError``.
  package func banks() throws -> BankDirectory {
    try bankList?.reopen() ?? .bundled
  }
}

extension DataQualification {
  /// Stands in journals.
  package static let name = "data_qualification"

  package init(_ settings: DataQualificationSettings) {
    self.init(
      serviceID: settings.service, merchantID: settings.merchantID,
      notificationURL: settings.notificationURL)
  }
}
