import BrazilianBanking
import Testing

/// Covers BankReading.swift.
struct BankReadingTests {
  @Test(
    "Banks are read as people write them",
    arguments: [
      ("001", 1, Repairs()), ("1", 1, .zerosRestored), ("33", 33, .zerosRestored),
      (" 341 ", 341, []), ("341 - Itaú", 341, .bankCodeExtracted),
      ("341-ITAU", 341, .bankCodeExtracted), ("341 – Itaú", 341, .bankCodeExtracted),
      ("1 - Banco do Brasil", 1, [.bankCodeExtracted, .zerosRestored]),
      ("360305", 104, [.bankFoundByISPB, .zerosRestored]),
      ("00000000", 1, .bankFoundByISPB), ("90400888", 33, .bankFoundByISPB),
      ("BCO DO BRASIL S.A.", 1, .bankFoundByName),
    ] as [(String, UInt16, Repairs)])
  func banksAreReadAsPeopleWriteThem(_ text: String, _ compe: UInt16, _ repairs: Repairs) {
    let reading = bank(text)
    #expect(reading.compe == compe)
    #expect(reading.repairs == repairs)
    #expect(reading.isListed)
    #expect(reading.code.count == 3)
  }

  @Test("An unlisted code is read all the same")
  func anUnlistedCodeIsReadAllTheSame() {
    let reading = bank("999")
    #expect(reading.compe == 999)
    #expect(!reading.isListed)
    #expect(reading.fault == nil)
  }

  @Test(
    "Faults of a bank are named",
    arguments: [
      ("", BankFault.empty), (" \u{A0} ", .empty), ("00001", .length), ("00000", .length),
      ("0360305", .length), ("123456789", .length), ("12345", .length),
      ("12345678901", .length), ("000", .zeros), ("99999998", .unlistedISPB), ("ABC", .unknownName),
      ("341A", .unknownName), ("3411 - X", .unknownName),
    ])
  func faultsAreNamed(_ text: String, _ fault: BankFault) {
    #expect(bank(text).fault == fault)
    #expect(bank(text).compe == nil)
    #expect(bank(text).code.isEmpty)
  }
}
