import Testing

@testable import qualifica

/// Tables and sentences fit the terminal.
@Suite struct TextLayoutTests {
  private static let rows = [
    ["good", "to correct", "left", "state", "folder"],
    ["8", "2", "0", "finished 2026-11-29 22:48", "november/payroll.qualifica"],
  ]

  @Test(
    "Where the columns do not fit side by side the last ones go below, and no line is too long",
    arguments: [34, 40, 60, 80])
  func narrow(_ columns: Int) {
    let lines = TextLayout.table(Self.rows, columns: columns, numbers: [0, 1, 2])
    #expect(lines.allSatisfy { TextLayout.width($0) <= columns }, "\(lines)")
    #expect(lines.joined(separator: " ").contains("november/payroll.qualifica"))
    #expect(lines[0].hasPrefix("good  to correct  left"))
  }

  @Test("Where there is room, or nobody asks for a width, each row is a line")
  func wide() {
    for columns in [200, nil] {
      #expect(TextLayout.table(Self.rows, columns: columns).count == 2)
    }
  }

  @Test("A row that has only its last cell has no blank line before it")
  func onlyTheLast() {
    let rows = [["FAILED", "key", "no key"], ["", "", "→ set it, or give a file that has it"]]
    let lines = TextLayout.table(rows, columns: 30)
    #expect(!lines.contains(""), "\(lines)")
  }

  @Test("A number stays with its unit", arguments: [20, 21, 22, 23, 24])
  func units(_ columns: Int) {
    let lines = TextLayout.wrapped("pauses of the API 3 min 20 s, 61 % of 12 MB", to: columns)
    #expect(!lines.contains { $0.contains(/^(min|s|%|MB)\b|[0-9]$/) }, "\(lines)")
  }

  @Test("A command to paste is not broken, wherever it stands")
  func command() {
    let sentence =
      "The run is not finished: go on with 'qualifica resume a/b.qualifica', or wait a while."
    #expect(
      TextLayout.wrapped(sentence, to: 40) == [
        "The run is not finished: go on with", "'qualifica resume a/b.qualifica', or",
        "wait a while.",
      ])
    let next = "Next: correct fix.csv, then: qualifica run --simulate a/b.qualifica/fix.csv"
    #expect(
      TextLayout.wrapped(next, to: 40) == [
        "Next: correct fix.csv, then:", "qualifica run --simulate a/b.qualifica/fix.csv",
      ])
  }
}
