import Foundation
import Spreadsheets
import QualificaTestKit
import Testing

@testable import BulkEngine

/// Outputs that cannot be written are told before anything is sent, with line and column.
@Suite("OutputRehearsal, OutputOpening")
struct EncodabilityCheckTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func input(_ row: String) throws -> Input {
    let path = try folder.file(
      "Folha de novembro ✓\nnome;cpf;banco;agencia;conta;nota;q_message\n\(row)\n")
    return try Input(path: path, reading: ReadingSettings(), needsAmount: false)
  }

  @Test("The character is named by line and column")
  func theCharacterIsNamedByLineAndColumn() throws {
    let input = try input("Ana;1;1;1;1;\"a\nb €\nc ✓\";")
    try EncodabilityCheck.require(OutputSettings(), for: input)
    try EncodabilityCheck.require(OutputSettings(encoding: "utf-16le"), for: input)
    #expect(
      throws: SpreadsheetError.unencodable(scalar: 0x2713, .windows1252, line: 5, column: 6)
    ) { try EncodabilityCheck.require(OutputSettings(encoding: "windows-1252"), for: input) }
    #expect(
      throws: SpreadsheetError.unencodable(scalar: 0x20AC, .latin1, line: 4, column: 6)
    ) { try EncodabilityCheck.require(OutputSettings(encoding: "latin1"), for: input) }
  }

  @Test("Columns that are not written do not count")
  func columnsThatAreNotWrittenDoNotCount() throws {
    try EncodabilityCheck.require(
      OutputSettings(encoding: "windows-1252"), for: try input("Ana;1;1;1;1;á;✓"))
  }

  @Test(
    "A byte order mark is written where spreadsheets need one",
    arguments: [
      ("utf-8-sig", true), ("utf-8", false), ("utf-16le", true), ("utf-16be", true),
      ("windows-1252", false),
    ])
  func aByteOrderMarkIsWrittenWhereSpreadsheetsNeedOne(_ name: String, _ hasMark: Bool) throws {
    let format = try OutputOpening.format(
      of: try input("Ana;1;1;1;1;;"), OutputSettings(encoding: name))
    #expect(format.hasByteOrderMark == hasMark)
  }

  @Test(
    "No value consists of the delimiter",
    arguments: ["", "ab", "a", "7", "\"", "'", " ", "\n", "\0"])
  func noValueConsistsOfTheDelimiter(_ text: String) throws {
    let input = try input("Ana;1;1;1;1;;")
    #expect(throws: InputError.badDelimiter(text)) {
      try OutputOpening.format(of: input, OutputSettings(delimiter: text))
    }
  }
}
