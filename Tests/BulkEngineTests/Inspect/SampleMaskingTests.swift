import QualificaTestKit
import Testing

@testable import BulkEngine
@testable import Operations

/// Samples show the kind of a value and never whose it is.
struct SampleMaskingTests {
  @Test(
    "A sample shows the shape of a cell and nobody in it",
    arguments: [
      ("Maria da Silva", .name, "M. d. S."), ("529.982.247-25", .document, "***.982.247-**"),
      ("11222333000181", .document, "************81"), ("Maria Silva", .document, "Aaaaa Aaaaa"),
      ("38219-7", .account, "*****-7"), ("maria@exemplo.br", .pixKey, "**************br"),
      ("341 - Itaú", .bankCode, "341 - Aaaa"), ("60746948", .bankCode, "******48"),
      ("1234", .bankBranch, "1234"), ("12345-6", .bankBranch, "*****-6"), ("X", .accountDigit, "X"),
      ("Maria", .accountDigit, "Aaaaa"), ("Poupança", .accountType, "Poupança"),
      ("Maria", .accountType, "Aaaaa"), ("R$ 1.234,56", .amount, "R$ 9.999,99"),
      ("Rua A, 12\nfundos", nil, "Aaa A, 99 aaaaaa"), ("", .name, ""), ("１２３", nil, "999"),
    ] as [(String, Field?, String)])
  func samples(_ text: String, _ field: Field?, _ masked: String) {
    #expect(SampleMasking.masked(text, field.map { SheetLayout.payees[$0] }) == masked)
  }

  @Test(
    "Nothing personal is left in any column", arguments: Field.allCases.map(Optional.some) + [nil])
  func nothingPersonalIsLeftInAnyColumn(_ field: Field?) {
    for number in 1...20 {
      let payee = Payees.payee(number)
      for text in [payee.name, payee.document, payee.account + "-1"] {
        let masked = SampleMasking.masked(text, field.map { SheetLayout.payees[$0] })
        #expect(!masked.contains(text))
        #expect(
          masked.count(where: \.isNumber) <= 6 || masked.allSatisfy { !("0"..."8").contains($0) })
        for word in payee.name.split(separator: " ") where word.count > 2 {
          #expect(!masked.contains(word))
        }
      }
    }
  }

  @Test("Long cells are cut")
  func longCellsAreCut() {
    #expect(SampleMasking.masked(String(repeating: "a", count: 1_000), nil).count <= 40)
  }
}
