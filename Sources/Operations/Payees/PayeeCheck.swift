package import BrazilianBanking
package import BulkEngine
import Spreadsheets

/// The check of a sheet of payees.
package struct PayeeCheck: SheetCheck {
  private let settings: CheckSettings
  private let directory: BankDirectory

  package init(_ settings: CheckSettings, directory: BankDirectory = .bundled) {
    self.settings = settings
    self.directory = directory
  }

  package var sentences: FindingSentences { .payees }

  package var required: [Field] {
    layout.required + (settings.needsAmount ? [.amount] : [])
  }

  package var grouping: RecordGrouping? {
    RecordGrouping(.bankCode, Bilingual("bank", "banco")) { [directory] cell in
      Self.bankName(of: cell, in: directory)
    }
  }

  /// Code and name of the bank in a cell, which may have to be repaired first: `341 ITAÚ UNIBANCO S.A.`; nil
  /// where the cell names none.
  static func bankName(of cell: Span<UInt8>, in directory: BankDirectory) -> String? {
    if let name = writtenBankName(of: cell, in: directory) { return name }
    let repaired = CellRepair.repair(cell, as: .identifier)
    guard repaired.fault == nil else { return nil }
    return writtenBankName(of: repaired.bytes.span, in: directory)
  }

  private static func writtenBankName(
    of cell: Span<UInt8>, in directory: BankDirectory
  ) -> String? {
    let reading = readBank(cell, in: directory)
    guard let compe = reading.compe else { return nil }
    let name = directory.bank(compe: compe).map { " \($0.shortName)" } ?? ""
    return reading.code.description + name
  }

  package func checker(of form: RowForm, _ fingerprinting: Fingerprinting) -> any RowChecker {
    PayeeChecker(
      RecordChecker(form, settings: settings, directory: directory, fingerprinting), form)
  }
}

/// The dynamic face of ``RecordChecker``, with what it knows of other rows.
final class PayeeChecker: RowChecker {
  private var checker: RecordChecker
  private var others: OthersInCodes
  private let estimatedRecords: Int
  private let judgesBySheet: Bool

  init(_ checker: consuming RecordChecker, _ form: RowForm) {
    self.checker = checker
    others = OthersInCodes(bytes: form.bytes)
    estimatedRecords = form.estimatedRecords
    judgesBySheet = form.judgesBySheet
  }

  func check(
    _ rows: Range<Int>, of block: borrowing RowBlock, into checked: inout CheckedBlock
  ) -> (any SheetSurvey)? {
    let before = others
    checker.check(rows, of: block, into: &checked, &others)
    guard judgesBySheet, !others.wanted.isEmpty else { return nil }
    let wanted = others.wanted
    others = before
    return SheetPersons(wanted, of: .ofPayees, expecting: estimatedRecords)
  }

  func take(_ survey: any SheetSurvey) {
    if let persons = survey as? SheetPersons { others.take(persons) }
  }
}

extension OutputLayout {
  /// Of payees, in the order of ``PayeeValue``.
  package static let payees = OutputLayout(
    [
      Value("name", isName: true), Value("document_type"), Value("document"), Value("bank_code"),
      Value("bank_branch"), Value("bank_branch_digit"), Value("account"), Value("account_digit"),
      Value("account_type"),
    ], goodFile: "valid", amountColumn: "amount", showsVariant: true, results: nil)
}

extension EarlierRun.Words {
  /// The verdicts of a qualification.
  static let ofQualification = EarlierRun.Words(
    usedUp: ["invalid", "not_verifiable"], taken: ["valid", "awaiting_balance"])
}

/// What stands for the rules by which records are judged and normalised: a plan is carried out only
/// by a program that would make the same one.
package enum CheckRules {
  /// Raised with every change after which a record may be judged, repaired or normalised otherwise.
  static let version = 7

  /// Stands for the version, the rules of the banks and, where no other list is given, the bundled
  /// list of banks; lower-case hexadecimal.
  package static func fingerprint(bankList: BankListFile?) -> String {
    let list = bankList == nil ? bundledBankListText : ""
    return CustomCode.digest("rules/\(version)|\(bankRulesText)|\(list)", length: 32)
  }
}
