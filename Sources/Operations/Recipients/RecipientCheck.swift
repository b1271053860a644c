package import BrazilianBanking
package import BulkEngine

/// The check of sheets of recipients: that of payees, and that nothing is missing which the API needs.
struct RecipientCheck: SheetCheck {
  let settings: RecipientSettings
  let directory: BankDirectory

  var sentences: FindingSentences {
    settings.isUpdate ? .recipientUpdates : .recipientCreations
  }

  var required: [Field] { layout.required }

  var grouping: RecordGrouping? {
    RecordGrouping(.bankCode, Bilingual("bank", "banco")) { [directory] cell in
      PayeeCheck.bankName(of: cell, in: directory)
    }
  }

  func checker(of form: RowForm, _ fingerprinting: Fingerprinting) -> any RowChecker {
    let reading = RecipientReading(
      form.mapping, isUpdate: settings.isUpdate, zeroBranchDigit: settings.zeroBranchDigit)
    return PayeeChecker(
      RecordChecker(
        form, settings: settings.check, directory: directory, fingerprinting,
        recipient: reading), form)
  }
}

/// What a run of recipients is started with and keeps for its life.
package struct RecipientSettings: Sendable, Equatable, Codable {
  /// Whether recipients are replaced; otherwise they are made.
  package var isUpdate: Bool
  /// The client whose recipients they are.
  package var merchantID: Int
  /// Whether a branch without a digit is sent with 0.
  package var zeroBranchDigit = false
  package var check: CheckSettings
  /// The list of banks, nil for the bundled one.
  package var bankList: BankListFile?

  package init(isUpdate: Bool, merchantID: Int, check: CheckSettings) {
    (self.isUpdate, self.merchantID, self.check) = (isUpdate, merchantID, check)
  }

  /// - Throws: `DecodingError` when `settings` are not those of this operation.
  package init(_ settings: OperationSettings) throws {
    self = try settings.decoded(as: Self.self)
    guard settings.name == name, merchantID >= 0 else {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(codingPath: [], debugDescription: "impossible settings"))
    }
  }

  /// Stands in journals.
  package var name: String { isUpdate ? Recipients.updateName : Recipients.createName }

  /// As the journal keeps them.
  package var stored: OperationSettings {
    OperationSettings(name: name, variant: name, self)
  }

  /// - Throws: ``BankListFileError``, ``SpreadsheetError``.
  package func banks() throws -> BankDirectory { try bankList?.reopen() ?? .bundled }
}
