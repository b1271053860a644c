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
    var judgements = Judgements()
    try await judge(
      root.appendingPathComponent("samples/every-case.csv").path, needsAmount: true, &judgements)
    let folder = try TemporaryFolder()
    for (name, bytes) in [("n.json", Self.json), ("n.xlsx", Self.workbook.bytes)] {
      try await judge(folder.file(bytes, name: name), needsAmount: false, &judgements)
    }
    let digest = CustomCode.digest(judgements.text, length: 16)
    #expect([CheckRules.version: digest] == [7: "dz5hybxq4f29ajfg"])
  }

  private func judge(
    _ path: String, needsAmount: Bool, _ judgements: inout Judgements
  ) async throws {
    let input = try Input(
      path: path, reading: ReadingSettings(repairsMojibake: !needsAmount), needsAmount: needsAmount)
    _ = try await RecordPass(input, settings: CheckSettings(needsAmount: needsAmount))
      .run(&judgements)
  }

  // Numbers and texts with a point, alone and beside a repaired name.
  private static let names = ["Ana Lima", "JoÃ£o Lima"]
  private static let numbers = ["12.345", "2366.0", "2366.5", "2366"]

  private static let json: [UInt8] = {
    let records = names.flatMap { name in
      (numbers + numbers.map { "\"\($0)\"" }).map { number in
        """
        {"name": "\(name)", "document": "52998224725", "bank_code": "341", "bank_branch": \(number),
         "account": \(number), "account_digit": "1", "account_type": "C"}
        """
      }
    }
    return Array("[\(records.joined(separator: ","))]".utf8)
  }()

  private static let workbook: WorkbookFile = {
    let header = [
      "name", "document", "bank_code", "bank_branch", "account", "account_digit", "account_type",
    ]
    let cells = numbers.flatMap { ["<c><v>\($0)</v></c>", "<c t=\"str\"><v>\($0)</v></c>"] }
    let records = names.flatMap { name in cells.map { (name, $0) } }
    let rows = records.enumerated().map { index, record in
      let texts = [record.0, "52998224725", "341"].enumerated().map {
        WorkbookFile.cell($0, index + 2, text: $1)
      }
      let ends = ["1", "C"].enumerated().map { WorkbookFile.cell($0 + 5, index + 2, text: $1) }
      return "<row r=\"\(index + 2)\">\(texts.joined())\(record.1)\(record.1)\(ends.joined())</row>"
    }
    let first = header.enumerated().map { WorkbookFile.cell($0, 1, text: $1) }.joined()
    return WorkbookFile([
      .init("Folha", "<sheetData><row r=\"1\">\(first)</row>\(rows.joined())</sheetData>")
    ])
  }()
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
