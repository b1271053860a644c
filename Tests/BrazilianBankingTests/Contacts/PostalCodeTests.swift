import BrazilianBanking
import Testing

/// Covers PostalCode.swift.
struct PostalCodeTests {
  @Test(
    "A code is eight digits, whatever its mask",
    arguments: ["01310-100", "01310100", " 01310 100 ", "01.310-100"])
  func aCodeIsEightDigitsWhateverItsMask(_ text: String) {
    #expect(postalCode(text).code?.description == "01310100")
    #expect(postalCode(text).repairs.isEmpty)
  }

  @Test(
    "The zero that a spreadsheet dropped is put back",
    arguments: ["1310100", "1310-100", "1.310-100", " 1310 100 "])
  func theZeroThatASpreadsheetDroppedIsPutBack(_ text: String) {
    let reading = postalCode(text)
    #expect(reading.code?.description == "01310100")
    #expect(reading.repairs == .zerosRestored)
    #expect(reading.unit == .saoPaulo)
  }

  @Test(
    "What is no code says why",
    arguments: [
      ("", PostalCodeFault.empty), ("-", .empty), ("0131010x", .characters), ("131010", .length),
      ("013101000", .length), ("00310-100", .range), ("0310100", .range),
      ("01310/100", .characters),
      // Not the first digit is missing but one behind.
      ("80200-10", .length), ("80.200-10", .length), ("8020-01-0", .length),
    ])
  func whatIsNoCodeSaysWhy(_ text: String, _ fault: PostalCodeFault) {
    #expect(postalCode(text).fault == fault)
    #expect(postalCode(text).unit == nil)
  }

  @Test(
    "A code tells the unit of its range",
    arguments: [
      ("20040-002", FederativeUnit.rioDeJaneiro), ("29010-002", .espiritoSanto),
      ("30110-000", .minasGerais),
      ("40010-000", .bahia), ("69005-000", .amazonas), ("69301-000", .roraima),
      ("69400-000", .amazonas),
      ("69900-000", .acre), ("70040-010", .distritoFederal), ("72800-000", .goias),
      ("73000-000", .distritoFederal), ("73700-000", .goias), ("76800-000", .rondonia),
      ("77001-000", .tocantins), ("78005-000", .matoGrosso), ("79002-000", .matoGrossoDoSul),
      ("80010-000", .parana), ("88010-000", .santaCatarina), ("90010-000", .rioGrandeDoSul),
      ("68900-000", .amapa), ("66010-000", .para), ("65010-000", .maranhao), ("64000-000", .piaui),
      ("60010-000", .ceara), ("59010-000", .rioGrandeDoNorte), ("58010-000", .paraiba),
      ("57010-000", .alagoas), ("50010-000", .pernambuco), ("49010-000", .sergipe),
    ])
  func aCodeTellsTheUnitOfItsRange(_ text: String, _ unit: FederativeUnit) {
    #expect(postalCode(text).unit == unit)
  }

  @Test("Every unit has a range")
  func everyUnitHasARange() {
    let found = (10...999).compactMap { prefix in
      postalCode("\(prefix < 100 ? "0" : "")\(prefix)00000").unit
    }
    #expect(Set(found) == Set(FederativeUnit.allCases))
    #expect(FederativeUnit.allCases.count == 27)
  }

  @Test("A unit is read in letters of either case")
  func aUnitIsReadInLettersOfEitherCase() {
    #expect(federativeUnit(" SP ").unit == .saoPaulo)
    #expect(federativeUnit("sp").repairs == .upperCased)
    for other in ["", "XX", "São Paulo", "S"] {
      #expect(federativeUnit(other).unit == nil)
    }
  }
}
