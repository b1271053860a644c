import Testing

@testable import BulkEngine
@testable import Operations

/// Every kind of damage is told by the cell alone, and whole cells have none.
@Suite("CellDamage, Damage") struct CellDamageTests {
  @Test(
    "What a spreadsheet did to a cell is recognised",
    arguments: [
      ("1,23457E+10", .document, [.scientificNotation]), ("1.2E+15", nil, [.scientificNotation]),
      ("191", .document, []),
      ("33", .bankCode, [.lostZeros]), ("12", .bankBranch, [.lostZeros]), ("001", .bankCode, []),
      ("12345,00", .account, [.decimalFraction]), ("12345.0", .document, [.decimalFraction]),
      ("1234,50", .amount, []), ("mar/21", .bankBranch, [.date]), ("03/04/2021", .account, [.date]),
      ("12/03", .bankBranch, [.date]), ("1234/5", .account, []),
      ("38219-7", .account, []), ("1234-5", .bankBranch, []), ("03/04/2021", nil, []),
      ("013.00012345-6", .account, []), ("#N/D", .account, [.errorCell]),
      ("#REF!", nil, [.errorCell]),
      ("=SOMA(A1)", .name, [.formula]), ("+cmd", nil, [.formula]), ("@x", nil, [.formula]),
      ("-5", .amount, []), ("+55 11 99999-0000", nil, []), ("-", nil, []),
      ("=\"0123\"", .account, [.wrappedText]), ("'0123", .bankBranch, [.wrappedText]),
      ("=0123", .account, [.wrappedText]), ("JoÃ£o", .name, [.mojibake]), ("JOÃO", .name, []),
      ("Jo\u{FFFD}o", .name, [.lostAccents]), ("Jo?o", .name, [.lostAccents]),
      ("Jos? Silva", .name, [.lostAccents]), ("Ana Jos?", .name, [.lostAccents]),
      ("Tudo bem?", nil, []),
      ("http://a.b/c?d", nil, []), ("Ana\u{A0}Lima", .name, [.invisibleCharacters]),
      ("Ana\u{200B}", .name, [.invisibleCharacters]), ("Ana\u{7}", .name, [.invisibleCharacters]),
      ("１２", .bankCode, [.foreignDigits]), ("١٢٣", .account, [.foreignDigits]),
      ("Ana  Lima", .name, [.doubleBlanks]), ("Ana\nLima", .name, [.lineBreak]),
      ("a\0b", nil, [.nulByte]), ("12E3", nil, []), ("12ABC34501DE35", .document, []),
      ("", .name, []),
      ("Ana Lima", .name, []), ("1E5", .name, []),
    ] as [(String, Field?, [Damage])])
  func cells(_ cell: String, _ field: Field?, _ damage: [Damage]) {
    #expect(
      CellDamage.find(in: cell.utf8.span, of: field.map { SheetLayout.payees[$0] }).kinds == damage)
  }

  /// 01234567890 is a CPF: so is 1234567890 whose zero was lost; 1234567891 is none.
  @Test("Lost zeros of documents are proven by the check digits")
  func lostZerosOfDocumentsAreProvenByTheCheckDigits() {
    let document = SheetLayout.payees[.document]
    #expect(CellDamage.find(in: "1234567890".utf8.span, of: document).kinds == [.lostZeros])
    #expect(CellDamage.find(in: "1234567891".utf8.span, of: document).isEmpty)
  }

  @Test("Every kind is explained and has a recipe", arguments: Damage.allCases)
  func everyKindIsExplainedAndHasARecipe(_ kind: Damage) {
    for language in Language.allCases {
      #expect(!kind.meaning(language).isEmpty)
      for program in Recipe.Program.allCases {
        #expect(kind.recipe.steps(in: program, language).count > 20)
        #expect(!program.name.isEmpty)
      }
    }
    #expect(kind.meaning(.english) != kind.meaning(.portuguese))
    #expect(DamageSet(kind).kinds == [kind])
  }
}
