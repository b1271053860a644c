import QualificaTestKit
import Testing

@testable import BulkEngine
@testable import Operations

/// Results by group, and the first case of each kind of finding.
struct GroupTallyTests {
  private static let header =
    "name;document;bank_code;bank_branch;account;account_digit\n"

  private func tally(_ banks: [String], document: String? = nil) async throws -> ResultTally {
    let folder = try TemporaryFolder()
    let rows = banks.enumerated().map { number, bank in
      let payee = Payees.payee(number + 1)
      return "\(payee.name);\(document ?? payee.document);\(bank);\(payee.bankBranch);"
        + "\(payee.account);\(payee.accountDigit)\n"
    }
    let path = try folder.file(Self.header + rows.joined())
    let check = PayeeCheck(CheckSettings())
    let input = try Input(path: path, reading: ReadingSettings(), for: check)
    return try await ResultFiles.write(
      to: ResultFiles.Target(statuses: DataQualification.statuses, folder: folder.path),
      pass: RecordPass(input, check), run: nil, journal: nil)
  }

  @Test("One group has the records of all ways to write it")
  func oneGroupHasTheRecordsOfAllWaysToWriteIt() async throws {
    let groups = try await tally([
      "341", "341", "60701190", "237", "341 - Itaú", "bananas", "341.0", "\"=\"\"341\"\"\"",
      "\u{A0}341",
    ]).groups
    #expect(groups.map(\.records) == [7, 1, 1])
    #expect(groups[0].name.hasPrefix("341 "))
    #expect(Set(groups.map { $0.name.prefix(3) }) == ["341", "237", ""])
    #expect(
      groups.first { $0.name.isEmpty }?.count(DataQualification.statuses, where: \.isGood) == 0)
  }

  @Test("A group names its most frequent error")
  func aGroupNamesItsMostFrequentError() async throws {
    let tally = try await tally(["341", "341", "237"], document: "111.444.777-36")
    let most = try #require(tally.groups.first?.mostFrequentError)
    #expect(most.kind.code == .checkDigit && most.kind.field == .document)
    #expect(most.count == 2)
    #expect(try #require(tally.example(of: most.kind)).line == 2)
    #expect(tally.example(of: most.kind)?.maskedValue == "***.444.777-**")
  }

  @Test("Whatever stands in the cells, the groups are few")
  func whateverStandsInTheCellsTheGroupsAreFew() async throws {
    let banks = (1...999).map(String.init) + (0..<6_000).map { "x\($0)" }
    let groups = try await tally(banks).groups
    #expect(groups.count <= GroupTally.mostGroups + 1)
    #expect(groups.reduce(0) { $0 + $1.records } == banks.count)
  }

  @Test("A sentence for many has no places left")
  func aSentenceForManyHasNoPlacesLeft() {
    let sentences = FindingSentences.payees
    for entry in sentences.catalogue.entries {
      for language in Language.allCases {
        let text = sentences.generalText(Finding(entry.code, .account), language)
        #expect(!text.contains("{") && !text.isEmpty, "\(text)")
      }
    }
  }
}
