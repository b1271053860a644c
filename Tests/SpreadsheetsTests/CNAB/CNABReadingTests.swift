import Foundation
import Testing

@testable import Spreadsheets

/// CNAB 240 as rows of a sheet.
struct CNABReadingTests {
  private static func read(_ text: String, layout: CNABLayout? = nil) throws -> [ReadRow] {
    let folder = try TemporaryFolder()
    let path = try folder.file(text)
    let format = try TabularFormat.detect(InputFile(path: path), cnabLayout: layout)
    return try Array(readAll(path, format: format).rows.dropFirst())
  }

  private static func format(_ text: String) throws -> CNABFormat {
    let folder = try TemporaryFolder()
    return try #require(try TabularFormat.detect(path: try folder.file(text)).cnab)
  }

  private static func faults(_ text: String) throws -> [CNABFault] {
    do {
      _ = try read(text)
      return []
    } catch SpreadsheetError.brokenCNAB(let faults, _) {
      return faults
    }
  }

  @Test(
    "Every sample gives exactly the expected payments",
    arguments: try CNABSample.expected().keys.sorted())
  func samples(_ name: String) throws {
    let expected = try #require(try CNABSample.expected()[name])
    let path = CNABSample.path(name)
    guard expected.direction != "retorno" else {
      #expect(throws: SpreadsheetError.unsupported(.cnabReturn, path: path)) {
        try TabularFormat.detect(path: path)
      }
      return
    }
    guard let payments = expected.payments else { return }
    let format = try TabularFormat.detect(path: path)
    #expect(format.cnab?.layout.rawValue == expected.dialect)
    let rows = try readAll(path, format: format).rows
    #expect(rows.first?.fields == CNABPayment.columns)
    let wanted = payments.filter { $0.pix_key == nil }
    #expect(rows.dropFirst().map(\.line) == wanted.map(\.line))
    #expect(rows.dropFirst().map(\.fields) == wanted.map(\.fields))
    let keys = format.cnab?.skipped.first { $0.kind == .key }
    #expect(keys?.count ?? 0 == payments.count - wanted.count)
  }

  @Test(
    "A broken file is refused with every wrong line",
    arguments: ["broken-short-line.rem", "broken-totals.rem", "broken-no-trailer.rem"])
  func broken(_ name: String) throws {
    let text = String(decoding: try CNABSample.bytes(name), as: UTF8.self)
    let problems = try #require(try CNABSample.expected()[name]?.problems)
    #expect(try Self.faults(text).map(\.line) == problems.map(\.line))
  }

  @Test("Counts, sums and order that do not fit are named with line and position")
  func faults() throws {
    let good = CNABText.lot { file in
      file.pay()
      file.payee()
    }
    var lines = good.text().split(separator: "\r\n").map(String.init)
    func faults(_ change: (inout [String]) -> Void) throws -> [String] {
      var copy = lines
      change(&copy)
      return try Self.faults(copy.joined(separator: "\n")).map { "\($0.line):\($0.position)" }
    }
    #expect(try faults { _ in } == [])
    #expect(try faults { $0.removeLast() } == ["5:1"])
    #expect(try faults { $0.removeLast(2) } == ["4:1"])
    #expect(try faults { $0.remove(at: 3) } == ["4:18", "5:24"])
    #expect(try faults { $0.remove(at: 1) } == ["2:8"])
    #expect(try faults { $0.insert($0[1], at: 2) } == ["3:8"])
    #expect(try faults { $0 += $0 } == ["7:1"])
    #expect(try faults { $0[2].append(" ") } == ["3:241"])
    #expect(try faults { $0.insert("", at: 2) } == ["3:1"])
    #expect(try faults { $0[2].replaceSubrange(place($0[2], 120, 3), with: "00X") } == ["3:120"])
    lines[5].replaceSubrange(place(lines[5], 18, 6), with: "000002")
    #expect(try faults { _ in } == ["6:18"])
  }

  private func place(_ text: String, _ position: Int, _ count: Int) -> Range<String.Index> {
    let start = text.index(text.startIndex, offsetBy: position - 1)
    return start..<text.index(start, offsetBy: count)
  }

  @Test("What is no new payment into an account is counted, and is no record")
  func skipped() throws {
    var file = CNABText()
    file.open()
    for movement in ["9", "5", "0"] {
      file.pay(movement == "0" ? 0 : 100, [(15, movement)])
      file.payee()
    }
    file.close()
    file.open(form: "10")
    file.pay([(30, "000000000000")])
    file.payee()
    file.close()
    file.open(form: "45")
    for (initiation, account) in [("04", "000000000000"), ("05", "000000123465")] {
      file.pay(code: "K\(initiation)", [(18, "009"), (30, account)])
      file.payee("00011122233043", [(15, initiation), (128, "03")])
    }
    file.close()
    file.open(form: "30")
    file.detail("J", [(18, "341")])
    file.detail("J", [(18, "52")])
    file.close()
    let format = try Self.format(file.text())
    let counts = Dictionary(uniqueKeysWithValues: format.skipped.map { ($0.kind, $0.count) })
    #expect(
      counts == [
        .cancellation: 1, .change: 1, .zeroAmount: 1, .paymentOrder: 1, .key: 1,
        .notATransfer: 1,
      ])
    #expect(format.skipped.first { $0.kind == .change }?.lines == [5])
    let rows = try Self.read(file.text())
    #expect(rows.map { $0.fields[0] } == ["K05"])
    #expect(rows[0].fields[9] == "SAVINGS")
  }

  @Test("A segment that misses its partner, names another lot or another kind of number is flagged")
  func flags() throws {
    let file = CNABText.lot { file in
      file.pay(code: "A1")
      file.pay(code: "A2", [(4, "0007")])
      file.payee()
      file.payee("00022233344073")
      file.pay(code: "A3")
      file.payee("00012056412547", [(18, "3")])
    }
    let rows = try Self.read(file.text())
    #expect(rows.map(\.flags) == [.missingSegment, .otherLot, .loneSegment, .foreignIdentifier])
    #expect(rows.map(\.line) == [3, 4, 6, 7])
    #expect(rows[2].fields[3] == "22233344073")
  }

  @Test("Only dialects that demand a segment B miss it")
  func demandedSegments() throws {
    func flags(_ bank: String, _ form: String, early: String = "") throws -> RowFlags? {
      let file = CNABText.lot(
        bank: bank, version: early.isEmpty ? "103" : "000", early: early, form: form
      ) {
        $0.pay()
      }
      return try Self.read(file.text()).first?.flags
    }
    #expect(try flags("237", "01") == .missingSegment)
    #expect(try flags("033", "01") == [])
    #expect(try flags("033", "41") == .missingSegment)
    #expect(try flags("341", "41", early: "080") == [])
  }

  @Test(
    "The dialect follows from bank and version",
    arguments: [
      ("341", "080", "000", CNABLayout.itau), ("341", "", "103", .febraban10),
      ("341", "", "000", .itau), ("237", "", "089", .bradesco), ("033", "", "060", .santander),
      ("104", "", "080", .caixa), ("756", "", "087", .febraban10), ("001", "", "085", .febraban86),
      ("748", "", "082", .febraban10), ("077", "", "103", .febraban10),
      ("001", "", "030", .febraban86), ("001", "", "003", .febraban10),
    ] as [(String, String, String, CNABLayout)])
  func dialects(bank: String, early: String, late: String, layout: CNABLayout) {
    #expect(CNABLayout.detect(bank: bank, early: early, late: late) == layout)
  }

  @Test("The layout that a user names is the one that is read")
  func overridden() throws {
    let text = CNABText.lot { file in
      file.pay([(204, "00011122233043")])
      file.payee("00000000000000")
    }.text()
    #expect(try Self.read(text)[0].fields[3].isEmpty)
    #expect(try Self.read(text, layout: .itau)[0].fields[3] == "11122233043")
  }

  @Test("Company numbers are codes only where each record has one of its own")
  func codes() throws {
    func hasCodes(_ codes: String...) throws -> Bool {
      try Self.format(
        CNABText.lot { file in
          for code in codes {
            file.pay(code: code)
            file.payee()
          }
        }.text()
      ).hasCodes
    }
    #expect(try hasCodes("F-1", "F-2"))
    #expect(try !hasCodes("F-1", "F-1"))
    #expect(try !hasCodes("F-1", ""))
    #expect(try !hasCodes("F 1", "F2"))
    // No code may be a person's document.
    #expect(try !hasCodes("11122233043"))
  }

  @Test("The field of a document holds a CPF or a CNPJ, with or without its kind")
  func documents() throws {
    func document(_ kind: String, _ field: String) throws -> [String] {
      let rows = try Self.read(
        CNABText.lot { file in
          file.pay()
          file.payee(field, [(18, kind)])
        }.text())
      return Array(rows[0].fields[2...3])
    }
    #expect(try document("1", "00011122233043") == ["CPF", "11122233043"])
    #expect(try document("1", "11122233043   ") == ["CPF", "11122233043"])
    #expect(try document("2", "11222333000181") == ["CNPJ", "11222333000181"])
    #expect(try document("2", "12ABC34501DE35") == ["CNPJ", "12ABC34501DE35"])
    #expect(try document("0", "00011122233043") == ["CPF", "11122233043"])
    #expect(try document(" ", "11222333000181") == ["CNPJ", "11222333000181"])
    // Banco do Brasil, whose last eleven digits are a CPF.
    #expect(try document("0", "00000000000191") == ["CNPJ", "00000000000191"])
    #expect(try document("1", "00000000000000") == ["", ""])
  }

  @Test(
    "A bank that is named by its ISPB alone is given by it; a transfer within the bank by the payer's"
  )
  func banks() throws {
    func bank(form: String, _ clearing: String, ispb: String) throws -> String {
      let rows = try Self.read(
        CNABText.lot(form: form) { file in
          file.pay([(18, clearing), (21, "000")])
          file.payee("00011122233043", [(15, form == "45" ? "05" : ""), (233, ispb)])
        }.text())
      return rows[0].fields[4]
    }
    #expect(try bank(form: "41", "988", ispb: "60746948") == "60746948")
    #expect(try bank(form: "45", "009", ispb: "60746948") == "60746948")
    #expect(try bank(form: "41", "018", ispb: "60746948") == "000")
    #expect(try bank(form: "41", "988", ispb: "00000000") == "000")
    #expect(try bank(form: "01", "000", ispb: "") == "077")
  }

  @Test("Branch, digits, currency and type are read as they stand, never guessed")
  func fields() throws {
    let rows = try Self.read(
      CNABText.lot { file in
        file.pay([(24, "12345"), (42, "67"), (225, "PP")])
        file.payee()
        file.pay([(30, "000001234656"), (42, " "), (102, "USD")])
        file.payee()
        file.pay([(30, "123465      "), (42, " 1")])
        file.payee()
      }.text())
    #expect(rows[0].fields[5] == "12345")
    #expect(rows[0].fields[8...9] == ["67", "SAVINGS"])
    #expect(rows[1].fields[7...8] == ["1234656", ""])
    #expect(rows[1].fields[10] == "USD 1500.75")
    #expect(rows[2].fields[7...8] == ["123465", "1"])
  }

  @Test("Line ends, a last 0x1A, a byte order mark and either way of counting UTF-8 change nothing")
  func spellings() throws {
    let text = CNABText.lot { file in
      file.pay([(44, "ANA JOÃO TESTÉ ")])
      file.payee()
    }.text()
    let wanted = try Self.read(text).map(\.fields)
    #expect(wanted[0][1] == "ANA JOÃO TESTÉ")
    let counted = text.replacing("ANA JOÃO TESTÉ  ", with: "ANA JOÃO TESTÉ")
    let spellings = [
      text.replacing("\r\n", with: "\n"), text.replacing("\r\n", with: "\r"), text + "\u{1A}",
      text + "\u{1A}\r\n", text + "\r\n\r\n", "\u{FEFF}" + text, String(text.dropLast(1)), counted,
    ]
    for spelling in spellings {
      #expect(try Self.read(spelling).map(\.fields) == wanted)
    }
    let folder = try TemporaryFolder()
    let latin = Array(text.unicodeScalars.map { UInt8($0.value) })
    #expect(try readAll(folder.file(latin)).rows.dropFirst().map(\.fields) == wanted)
  }

  @Test("No spreadsheet is taken for CNAB, and CNAB 400 is named")
  func recognition() throws {
    let folder = try TemporaryFolder()
    let row = "07700000;" + String(repeating: "x;", count: 200) + "\n"
    #expect(try TabularFormat.detect(path: folder.file(row + row)).cnab == nil)
    let old = "01REMESSA01COBRANCA" + String(repeating: " ", count: 381) + "\r\n"
    let path = try folder.file(old, name: "old.rem")
    #expect(throws: SpreadsheetError.unsupported(.cnab400, path: path)) {
      try TabularFormat.detect(path: path)
    }
  }
}
