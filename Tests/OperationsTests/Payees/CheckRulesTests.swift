import BrazilianBanking
import Foundation
import QualificaTestKit
import Spreadsheets
import Testing

@testable import BulkEngine
@testable import Operations

/// A plan is carried out only by a program that would make the same one.
struct CheckRulesTests {
  @Test("The bundled list of banks counts only where it is used")
  func theBundledListOfBanksCountsOnlyWhereItIsUsed() {
    let bundled = CheckRules.fingerprint(bankList: nil)
    let own = CheckRules.fingerprint(bankList: BankListFile(path: "/banks.csv", sha256: "0a"))
    #expect(bundled == CheckRules.fingerprint(bankList: nil))
    #expect(own == CheckRules.fingerprint(bankList: BankListFile(path: "/b.csv", sha256: "0b")))
    #expect(bundled != own)
  }

  @Test("The rules of every bank are in the text")
  func theRulesOfEveryBankAreInTheText() {
    #expect(bankRulesText.count > 10_000)
    #expect(bundledBankListText.contains("60701190,"))
  }

  /// How every record of the sample is judged and normalised. When this fails, records that were
  /// planned before would be sent or judged otherwise: raise ``CheckRules/version`` and take the new
  /// text over.
  @Test("A program that judges otherwise has other rules")
  func aProgramThatJudgesOtherwiseHasOtherRules() async throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let input = try Input(
      path: root.appendingPathComponent("samples/every-case.csv").path, reading: ReadingSettings(),
      needsAmount: true)
    var judgements = Judgements()
    _ = try await RecordPass(input, settings: CheckSettings(needsAmount: true)).run(&judgements)
    let digest = CustomCode.digest(judgements.text, length: 16)
    #expect([CheckRules.version: digest] == [4: "0rx6nnrhm4bm1emr"])
  }
}

/// Writes down what became of every record.
private struct Judgements: RecordVisitor {
  var text = ""
  var needsValues: Bool { true }

  mutating func begin(first: Int, count: Int) async throws {}

  mutating func visit(_ index: Int, of block: borrowing CheckedBlock, number: Int) throws {
    text += "\(number) \(block.judgement(index))"
    if block.judgement(index) == .ready {
      let record = block.outgoing(index, number: number, customCode: "c")
      text += [
        record.name, record.document, record.documentType.rawValue, record.bankCode,
        record.bankBranch, record.bankBranchDigit, record.account, record.accountDigit,
        record.accountType.rawValue, "\(record.amountInCents ?? 0)",
      ].joined(separator: "|")
    }
    text += block.findings(index).map { " \($0.stableCode)" }.joined() + "\n"
  }

  mutating func end() async throws {}
}
