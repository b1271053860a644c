import Testing

@testable import Spreadsheets

/// Two stray quotes far from each other are no cell: nobody between them is lost.
@Suite("CSVTokenizer, SwallowedRecord: stray quotes")
struct StrayQuoteTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  /// Records without a number as long as a document: only the number of delimiters tells them.
  private static let header = "nome;sigla;banco;agencia;conta;obs"

  private func rows(_ lines: [String], _ lineEnd: String = "\n", _ delimiter: String = ";") throws
    -> [ReadRow]
  {
    let text = ([Self.header] + lines).joined(separator: lineEnd) + lineEnd
    return try readAll(folder.file(text.replacing(";", with: delimiter))).rows
  }

  @Test(
    "the line with the opening quote is flagged, all others are read",
    arguments: [
      (["Ana;A;001;1;2;\"ver", "Bia;B;001;1;3;ok", "Cid;C;001;1;4;sim\""], [1]),
      (["Ana;A;001;1;2;\"ver", "Bia;B;001;1;3;sim\""], [1]),
      (["Ana;A;001;1;2;\"ver", "segunda linha", "Bia;B;001;1;3;sim\""], [1]),
      (["Ana;\"A;001;1;2;x", "Bia;B\";001;1;3;x", "Cid;C;1;1;4;x"], [1]),
      (["Ana;A;001;\"1;2;x", "Bia;B;001;1\";3;x"], [1]),
      (["Ana;A;001;1;2;\"ver", "Bia;B;001;1;3;\"falar", "Cid;C;1;1;4;x"], [1, 2]),
      (["Ana;A;001;1;2;\"ver", "Bia;B;001;1;3;\"falar", "Cid;C;1;1;4;sim\""], [1, 2]),
      (["Ana;A;001;1;2;\"ver", "\"Bia;B;001;1;3;x", "Cid;C;1;1;4;x"], [1, 2]),
      (["Ana;A;001;1;2;\"ver", "Bia;B;;;;", "Cid;C;1;1;4;sim\""], [1]),
      (["\"Ana;A;001;1;2;x", "Bia\";B;001;1;3;x"], [1]),
    ] as [([String], [Int])], ["\n", "\r\n", "\r"])
  func strayQuotes(sheet: ([String], [Int]), lineEnd: String) throws {
    let (lines, flagged) = sheet
    for delimiter in [";", "\t", "|", ","] {
      let rows = try rows(lines, lineEnd, delimiter)
      #expect(rows.map(\.line) == Array(1...lines.count + 1))
      #expect(rows.indices.filter { rows[$0].flags == .openQuote } == flagged)
      let others = rows.filter { $0.flags == [] && $0.fields != ["segunda linha"] }
      #expect(others.allSatisfy { $0.fields.count == 6 })
    }
  }

  @Test(
    "cells of several lines stay cells",
    arguments: [
      "Ana;A;001;1;2;\"um\ndois\"", "Ana;\"A\nB;C\";001;1;2;x", "\"Ana\n\nLima\";A;001;1;2;x",
      "Ana;A;001;1;2;\"a; b; c; d; e; f\ng\"", "Ana;A;001;1;2;\"1; 2\n3; 4; 5; 6; 7; 8\n9\"",
      "Ana;A;\"0\n0\n1\";\"1\n\";2;\"x\ny\"",
    ])
  func notes(record: String) throws {
    let rows = try rows([record, "Bia;B;001;1;3;ok"])
    #expect(rows.map(\.flags) == [[], [], []])
    #expect(rows.allSatisfy { $0.fields.count == 6 })
  }

  @Test("a stray quote in every row costs each its own line, and no time")
  func everywhere() throws {
    let lines = (1...40_000).map { "Ana \($0);A;001;1;2;\($0 % 3 == 0 ? "x" : "\"ver")" }
    let rows = try rows(lines)
    #expect(rows.count == 40_001)
    #expect(rows.count { $0.flags == .openQuote } == 26_667)
  }
}
