import Foundation
import Spreadsheets
import QualificaTestKit
import Testing

@testable import BulkEngine
@testable import Operations

/// What a survey tells of a file, usable or not.
@Suite("FileSurvey, HeaderSurvey, ColumnSurvey, LineEndCounts, Recipe, DamageSentences")
struct FileSurveyTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func survey(
    _ text: String, reading: ReadingSettings = ReadingSettings()
  ) throws -> FileSurvey {
    try FileSurvey(InputFile(path: try folder.file(text)), reading: reading, layout: .payees)
  }

  private let header = "nome;cpf;banco;agencia;conta;obs\n"

  @Test("A sound file has no problems")
  func aSoundFileHasNoProblems() throws {
    let survey = try survey(header + "Ana;52998224725;341;1234;12345-6;\n\nBia;;1;1;1;x\n")
    #expect(survey.problems.isEmpty)
    #expect(survey.headerLine == 1)
    #expect(survey.records == 2)
    #expect(survey.blankRows == 1)
    #expect(
      survey.columns.map(\.field) == [.name, .document, .bankCode, .bankBranch, .account, nil])
    #expect(survey.columns.map(\.filled) == [2, 1, 2, 2, 2, 1])
    #expect(survey.columns[0].samples == ["A.", "B."])
    #expect(survey.kinds == [.lostZeros])
    #expect(survey.columns[2].damage.map(\.occurrences.lines) == [[4]])
  }

  @Test("Lines count as the spreadsheet shows them")
  func linesCountAsTheSpreadsheetShowsThem() throws {
    let survey = try survey(
      "sep=;\nFolha\n" + header + "\"Ana\nMaria\";1;341;1234;1;\nBia;1,5E+10;341;1234;1;\n")
    #expect(survey.headerLine == 3)
    #expect(survey.titleRows == 1)
    #expect(survey.columns[1].damage.map(\.occurrences.lines) == [[6]])
  }

  @Test("Only the first lines are kept and all are counted")
  func onlyTheFirstLinesAreKeptAndAllAreCounted() throws {
    let survey = try survey(header + String(repeating: "Ana  B;1;341;1234;1;\n", count: 20_000))
    let damage = survey.columns[0].damage
    #expect(damage.map(\.occurrences.count) == [20_000])
    #expect(damage.map(\.occurrences.lines) == [[2, 3, 4, 5, 6]])
  }

  @Test("Mixed line ends are told")
  func mixedLineEndsAreTold() throws {
    let row = "Ana;1;341;1234;1;"
    let survey = try survey(header + row + "\r\n" + row + "\r" + row + "\n" + row)
    #expect(survey.lineEnds.isMixed)
    #expect(
      survey.lineEnds.counts == [.lineFeed: 2, .carriageReturnLineFeed: 1, .carriageReturn: 1])
  }

  @Test("Broken rows are counted as rows")
  func brokenRowsAreCountedAsRows() throws {
    let survey = try survey(
      header + "Ana;1\nBia;1;341;1234;1;;;\nCid;1;341;1234;\"1;x\nDino;1;341;1234;1;\n")
    #expect(survey.records == 4)
    #expect(survey.rowDamage.map(\.kind) == [.columnCount, .openQuote])
    #expect(survey.rowDamage.map(\.occurrences.lines) == [[2], [4]])
  }

  @Test("What is missing is told beside what is there")
  func whatIsMissingIsToldBesideWhatIsThere() throws {
    let survey = try survey("nome;cpf;doc;banco;conta\nAna;1;2;341;1\n")
    #expect(survey.columns.map(\.field) == [.name, .document, nil, .bankCode, .account])
    let problems = survey.problems.map { problem -> ColumnMappingError? in
      if case .columns(let error) = problem { error } else { nil }
    }
    #expect(
      problems == [
        .ambiguous(
          FieldName("document", Bilingual("CPF/CNPJ", "CPF/CNPJ")),
          columns: [NamedColumn("cpf", 1), NamedColumn("doc", 2)]),
        .missing(
          fields: [FieldName("bank_branch", Bilingual("branch", "agência"))],
          headers: ["nome", "cpf", "doc", "banco", "conta"],
          guesses: [:]),
      ])
  }

  @Test("Without a header no cell is shown")
  func withoutAHeaderNoCellIsShown() throws {
    let survey = try survey("Ana Lima;52998224725;341;1234;12345\n")
    #expect(survey.headerLine == nil)
    #expect(survey.records == 1)
    #expect(survey.columns.allSatisfy { $0.header.isEmpty && $0.field == nil })
    #expect(survey.columns[0].samples == ["Aaa Aaaa"])
    guard case .columns(.noHeader(let cells)) = survey.problems.first else {
      Issue.record("the missing header is not told")
      return
    }
    #expect(cells.isEmpty)
  }

  @Test("A file that cannot be read to its end is told as far as it goes")
  func aFileThatCannotBeReadToItsEndIsToldAsFarAsItGoes() throws {
    let path = folder.path + "/payees.csv"
    let rows = header + String(repeating: "Ana;1;341;1234;1;\n", count: 60_000)
    try (Data(rows.utf8) + Data([0xE9, 0x0A])).write(to: URL(fileURLWithPath: path))
    let survey = try FileSurvey(
      InputFile(path: path), reading: ReadingSettings(encoding: "utf-8"), layout: .payees)
    #expect(survey.records > 10_000)
    guard case .unreadable(.invalidText(.utf8, line: 60_002, byteOffset: _)) = survey.problems.last
    else {
      Issue.record("\(survey.problems)")
      return
    }
  }

  @Test("JSON keys may come late")
  func jsonKeysMayComeLate() throws {
    let first = #"{"name":"Ana","document":"1","bank_code":1,"bank_branch":"12","account":"1"}"#
    let late = #"{"name":"Bia","beneficiary":{"pix_key":"a@b"},"note":"=x"}"#
    let survey = try survey(String(repeating: first + "\n", count: 20_000) + late + "\n[1]\n")
    #expect(survey.problems.isEmpty)
    #expect(survey.records == 20_002)
    #expect(survey.columns.map(\.field).suffix(2) == [.pixKey, nil])
    #expect(survey.columns.last?.damage.map(\.kind) == [.formula])
    #expect(survey.rowDamage.map(\.kind) == [.malformed])
  }

  @Test("Mojibake of the names is a problem unless it is repaired")
  func mojibakeOfTheNamesIsAProblemUnlessItIsMended() throws {
    let text = header + "JoÃ£o;1;341;1234;1;\n"
    guard case .input(.mojibake(names: 1, of: 1, line: 2)) = try survey(text).problems.first else {
      Issue.record("mojibake is not told")
      return
    }
    #expect(try survey(text, reading: ReadingSettings(repairsMojibake: true)).problems.isEmpty)
  }

  @Test("Earlier columns are known")
  func earlierColumnsAreKnown() throws {
    let survey = try survey("nome;cpf;banco;agencia;conta;q_status;q_line\nAna;1;1;1;1;valid;2\n")
    #expect(survey.columns.map(\.isEarlierRun).suffix(2) == [true, true])
  }
}
