import Testing

@testable import BrazilianBanking

/// Covers BankDirectory.swift, BundledBankList.swift, BankList.swift.
struct BankDirectoryTests {
  @Test("The bundled list is whole")
  func theBundledListIsWhole() {
    let list = BankDirectory.bundled
    #expect(list.banks.count == 511)
    #expect(list.date == "2026-08-22")
    #expect(list.banks.map(\.compe) == list.banks.map(\.compe).sorted())
  }

  @Test("A bank is found by each of its names")
  func aBankIsFoundByEachOfItsNames() throws {
    for bank in BankDirectory.bundled.banks {
      #expect(BankDirectory.bundled.bank(compe: bank.compe) == bank)
      #expect(BankDirectory.bundled.bank(ispb: bank.ispb) == bank)
      #expect(BankDirectory.bundled.bank(named: bank.shortName.utf8.span) == bank)
    }
  }

  @Test("Codes have their zeros")
  func codesHaveTheirZeros() {
    let first = BankDirectory.bundled.bank(compe: 1)
    #expect(first?.compeCode.description == "001")
    #expect(first?.ispbCode.description == "00000000")
  }

  @Test("An absent code is not found")
  func anAbsentCodeIsNotFound() {
    #expect(BankDirectory.bundled.bank(compe: 356) == nil)
    #expect(!BankDirectory.bundled.contains(compe: 999))
    #expect(!BankDirectory.bundled.contains(compe: 1000))
    #expect(BankDirectory.bundled.bank(ispb: 99_999_999) == nil)
  }

  @Test(
    "Names fold case, accents and punctuation",
    arguments: [
      "ccm desp trans sc e rs", "  CCM DESP. TRÂNS SC E RS ", "Ccm-Desp Trâns SC e RS",
    ])
  func namesFoldCaseAccentsAndPunctuation(_ name: String) {
    #expect(BankDirectory.bundled.bank(named: name.utf8.span)?.compe == 16)
  }

  @Test("A part of a name is not enough")
  func aPartOfANameIsNotEnough() {
    #expect(BankDirectory.bundled.bank(named: "BANCO".utf8.span) == nil)
    #expect(BankDirectory.bundled.bank(named: "".utf8.span) == nil)
    #expect(FoldedName(String(repeating: "A", count: 200).utf8.span) == nil)
  }

  @Test("A list of one's own replaces the bundled one")
  func aListOfOnesOwnReplacesTheBundledOne() throws {
    let csv =
      "\u{FEFF}compe;ispb;short_name\r\n7;123;\"BANCO \"\"X\"\"; SA\"\r\n\r\n003;00000456;Y\r\n"
    let list = try BankDirectory(csv: csv.utf8.span, date: "2026-11-01")
    #expect(list.banks.map(\.compe) == [3, 7])
    #expect(list.bank(compe: 7)?.shortName == "BANCO \"X\"; SA")
    #expect(list.bank(ispb: 456)?.compe == 3)
    #expect(list.date == "2026-11-01")
  }

  @Test("A name of two banks is not guessed")
  func aNameOfTwoBanksIsNotGuessed() throws {
    let csv = "compe,ispb,short_name\n1,1,SAME\n2,2,Same.\n"
    let list = try BankDirectory(csv: csv.utf8.span)
    #expect(list.bank(named: "same".utf8.span) == nil)
  }

  @Test(
    "An unreadable list names its line and field",
    arguments: [
      ("1,2", 2, BankListError.Reason.columns, nil), ("0,2,A", 2, .compe, "compe"),
      ("1234,2,A", 2, .compe, "compe"), ("+1,2,A", 2, .compe, "compe"), ("1,x,A", 2, .ispb, "ispb"),
      ("1,123456789,A", 2, .ispb, "ispb"), ("1,2,", 2, .name, "short_name"),
      ("1,2,A\n001,3,B", 3, .repeatedCompe, "compe"), ("", 0, .empty, nil),
      ("1,2,A,2026-08-22", 2, .columns, nil),
    ])
  func anUnreadableListNamesItsLineAndField(
    _ rows: String, _ line: Int, _ reason: BankListError.Reason, _ field: String?
  ) {
    let error = #expect(throws: BankListError.self) {
      try BankDirectory(csv: "compe,ispb,short_name\n\(rows)".utf8.span)
    }
    #expect(error == BankListError(line: line, reason: reason))
    #expect(error?.description.contains(reason.text.english) == true)
    #expect(error?.reason.field == field)
  }

  @Test(
    "A list without its header is refused",
    arguments: ["1,2,A\n", "codigo;ispb;nome\n1;2;A\n", "compe;ispb\n1;2\n"])
  func aListWithoutItsHeaderIsRefused(_ csv: String) {
    let error = #expect(throws: BankListError.self) { try BankDirectory(csv: csv.utf8.span) }
    #expect(error == BankListError(line: 1, reason: .header))
  }

  @Test("The latest date is that of the list")
  func theLatestDateIsThatOfTheList() throws {
    let csv = "Compe;ISPB;Short_Name;Date\n1;2;A;2026-09-30\n2;3;B;2026-10-01\n3;4;C;\n"
    #expect(try BankDirectory(csv: csv.utf8.span, date: "2020-01-01").date == "2026-10-01")
    let undated = "compe;ispb;short_name;date\n1;2;A;\n"
    #expect(try BankDirectory(csv: undated.utf8.span, date: "2020-01-01").date == "2020-01-01")
    for day in ["01/10/2026", "2026-13-01", "2026-1-01", "2026-01-32", "soon"] {
      let error = #expect(throws: BankListError.self) {
        try BankDirectory(csv: "compe;ispb;short_name;date\n1;2;A;\(day)\n".utf8.span)
      }
      #expect(error == BankListError(line: 2, reason: .date))
    }
  }

  @Test("Bytes that are no UTF-8 are refused")
  func bytesThatAreNoUTF8AreRefused() {
    var csv = Array("compe;ispb;short_name\n1;2;ITA".utf8)
    csv.append(0xDA)
    let error = #expect(throws: BankListError.self) { try BankDirectory(csv: csv.span) }
    #expect(error == BankListError(line: 2, reason: .encoding))
  }
}
