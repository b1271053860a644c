import Testing

@testable import BulkEngine

/// What spreadsheets wrap around values comes off; what they destroyed is told.
struct CellRepairTests {
  @Test(
    "Identifiers are freed of what spreadsheets add",
    arguments: [
      ("12345", "12345", nil), ("'12345", "12345", .unwrapped), ("=\"0123\"", "0123", .unwrapped),
      ("=0123", "0123", .unwrapped), ("12\u{200B}345", "12345", .unwrapped),
      ("\u{A0}123\u{A0}", "123", .unwrapped), ("１２３", "123", .unwrapped),
      ("\u{FEFF}123", "123", .unwrapped), ("12345.0", "12345", .fractionDropped),
      ("12345,00", "12345", .fractionDropped), ("123.456.789-09", "123.456.789-09", nil),
      ("\u{202D}123\u{202C}", "123", .unwrapped),
      // Shown as 321: what is sent would not be what was seen.
      ("\u{202E}123", "\u{202E}123", nil), ("\u{202E}123\u{202C}", "\u{202E}123", .unwrapped),
      ("12\u{AD}3", "123", .unwrapped),
      ("１２－Ｘ", "12-X", .unwrapped), ("　123", "123", .unwrapped),
      ("12.345,00", "12.345", .fractionDropped),
      ("52.998.224.725,0", "52.998.224.725", .fractionDropped),
      ("12,345.00", "12,345.00", nil), (".5,00", ".5,00", nil),
      ("12345,50", "12345,50", nil), ("1.234", "1.234", nil), ("٣٤٥", "٣٤٥", nil),
    ] as [(String, String, FindingCode?)])
  func identifiers(_ cell: String, _ value: String, _ expected: FindingCode?) {
    let repaired = repair(cell)
    #expect(String(decoding: repaired.bytes, as: UTF8.self) == value)
    #expect(repaired.repairs == (expected.map { [$0] } ?? []))
    #expect(repaired.fault == nil)
  }

  @Test(
    "Every repair is named", arguments: ["'12345,00", "=\"12345.0\"", "\u{A0}12345,00", "１２３４５,00"])
  func everyRepairIsNamed(_ cell: String) {
    #expect(
      repair(cell)
        == CellRepair.Repaired(
          bytes: Array("12345".utf8), repairs: [.unwrapped, .fractionDropped]))
  }

  @Test(
    "Scientific notation is lost",
    arguments: [
      "1,23457E+10", "1.23457E+10", "1E+10", "3,9053e+10", "1,2E5", "9E10", "1,23457E-3",
    ])
  func scientificNotationIsLost(_ cell: String) {
    #expect(repair(cell).fault == .scientificNotation)
  }

  @Test(
    "Letters alone are not scientific",
    arguments: ["123450010E0135", "ABC", "12E", "E10", "12.ABC.345/01DE-35"])
  func lettersAloneAreNotScientific(_ cell: String) {
    #expect(repair(cell).fault == nil)
  }

  @Test(
    "Errors of the spreadsheet are seen",
    arguments: [
      "#N/D", "#REF!", "#VALOR!", "#N/A", "#DIV/0!", "#NOME?", "#NÚM!", "Err:502", "#####",
      " #N/D ",
      "#N/DISP", "#n/d", "#¡VALOR!", "#DESBORDAMIENTO!",
    ])
  func errorsOfTheSpreadsheetAreSeen(_ cell: String) {
    #expect(repair(cell).fault == .spreadsheetError)
    #expect(repair(cell, as: .other).fault == .spreadsheetError)
  }

  @Test(
    "Other text is no error",
    arguments: ["#12", "Err:5", "N/D", "Err:abc", "", "#", "#1!", "#Ana", "#!"])
  func otherTextIsNoError(_ cell: String) {
    #expect(repair(cell).fault == nil)
  }

  @Test("Only identifiers lose fractions")
  func onlyIdentifiersLoseFractions() {
    #expect(repair("12,00", as: .other).repairs.isEmpty)
    #expect(repair("1E5", as: .other).fault == nil)
  }
}

private func repair(
  _ cell: String, as kind: CellRepair.Kind = .identifier
) -> CellRepair.Repaired {
  CellRepair.repair(Array(cell.utf8).span, as: kind)
}
