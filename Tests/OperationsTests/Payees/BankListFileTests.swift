import BrazilianBanking
import Foundation
import QualificaTestKit
import Spreadsheets
import Testing

@testable import BulkEngine
@testable import Operations

/// A list of banks of the user's own: read once, and the same for the life of a run.
struct BankListFileTests {
  private static let list = "compe;ispb;short_name\n777;12345678;Banco Exemplo S.A.\n"

  @Test("A list is remembered by its content")
  func aListIsRememberedByItsContent() throws {
    let folder = try TemporaryFolder()
    let path = try folder.file(Self.list, name: "banks.csv")
    let (file, banks) = try BankListFile.read(path)
    #expect(file.path == path)
    #expect(file.sha256 == (try InputHash.sha256(of: InputFile(path: path))))
    #expect(banks.banks.map(\.compe) == [777])
    #expect(try file.reopen().bank(compe: 777)?.ispb == 12_345_678)
  }

  @Test(
    "Another content is a changed list",
    arguments: [
      "compe;ispb;short_name\n778;12345678;Banco Exemplo S.A.\n", "", "no list of banks",
      String(repeating: " ", count: 2 << 20),
    ])
  func anotherContentIsAChangedList(_ text: String) throws {
    let folder = try TemporaryFolder()
    let path = try folder.file(Self.list, name: "banks.csv")
    let file = try BankListFile.read(path).file
    _ = try folder.file(text, name: "banks.csv")
    #expect(throws: BankListFileError.changed(path: path)) { try file.reopen() }
  }

  @Test("A list that is gone is told")
  func aListThatIsGoneIsTold() throws {
    let file = BankListFile(path: "/nowhere/banks.csv", sha256: "")
    #expect(throws: BankListFileError.gone(path: file.path)) { try file.reopen() }
    #expect(throws: SpreadsheetError.self) { try BankListFile.read(file.path) }
  }

  @Test("An unreadable list names file, line and reason")
  func anUnreadableListNamesFileLineAndReason() throws {
    let folder = try TemporaryFolder()
    let path = try folder.file(Self.list + "777;1;Y\n", name: "banks.csv")
    let reason = BankListError(line: 3, reason: .repeatedCompe)
    #expect(throws: BankListFileError.unreadable(path: path, reason)) {
      try BankListFile.read(path)
    }
  }

  @Test(
    "The list decides which banks are listed",
    arguments: [("777", [], [String]()), ("341", ["bank_code.unknown"], [])])
  func theListDecidesWhichBanksAreListed(
    _ cell: String, _ warnings: [String], _ errors: [String]
  ) async throws {
    let folder = try TemporaryFolder()
    let banks = try BankListFile.read(try folder.file(Self.list, name: "banks.csv")).banks
    let row = try #require(try await checkedRow(["banco": cell], banks: banks))
    #expect(row.warnings == warnings && row.errors == errors)
  }

  @Test(
    "Names and ISPBs are those of the list",
    arguments: ["Banco Exemplo S.A.", "banco exemplo sa", "12345678"])
  func namesAndISPBsAreThoseOfTheList(_ cell: String) async throws {
    let folder = try TemporaryFolder()
    let banks = try BankListFile.read(try folder.file(Self.list, name: "banks.csv")).banks
    let row = try #require(try await checkedRow(["banco": cell], banks: banks))
    #expect(row.judgement == .ready && row.record?.bankCode == "777")
  }

  /// The list ages: a code it lacks is never a reason to reject. Without a code there is nothing to
  /// send, so a name or ISPB it lacks is.
  @Test(
    "An unlisted code is a warning",
    arguments: [("999", Judgement.ready), ("87654321", .rejected), ("Banco X", .rejected)])
  func anUnlistedCodeIsAWarning(_ cell: String, _ judgement: Judgement) async throws {
    let row = try #require(try await checkedRow(["banco": cell]))
    #expect(row.judgement == judgement)
    #expect(row.codes.first == (judgement == .ready ? "bank_code.unknown" : "bank_code.no_code"))
  }
}
