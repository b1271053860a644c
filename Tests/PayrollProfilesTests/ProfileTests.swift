import BulkEngine
import Foundation
import Spreadsheets
import Testing

@testable import PayrollProfiles

/// Profiles: what is wrong in one is found when it is loaded, what it writes is read back.
struct ProfileTests {
  static let columns = [
    "custom_code", "name", "document_type", "document", "bank_code", "bank_branch",
    "bank_branch_digit", "account", "account_digit", "account_type", "amount", "q_line",
    "settled_at",
  ]

  static let payer = [
    "bank": "077", "payer_document": "99888777000100", "payer_name": "Empresa Pagadora Inventada",
    "payer_branch": "0001", "payer_account": "1112223", "payer_account_digit": "4",
    "payment_date": "2026-01-05", "source_system_owner": "HR", "begin_date": "2026-01-01",
  ]

  static func record(_ changes: [String: String] = [:]) -> [String: String] {
    [
      "custom_code": "F-1", "name": "João Inventado", "document_type": "cpf",
      "document": "11122233043", "bank_code": "001", "bank_branch": "1234",
      "bank_branch_digit": "3", "account": "123465", "account_digit": "X",
      "account_type": "CHECKING", "amount": "1500.75", "q_line": "2", "settled_at": "",
    ].merging(changes) { $1 }
  }

  static func load(_ name: String) throws -> Profile {
    let json = try #require(ShippedProfiles.json(named: name))
    return try ProfileReading.read(Array(json.utf8), name: name, columns: columns)
  }

  /// What the profile writes of these records.
  static func write(
    _ profile: Profile, _ records: [[String: String]], _ settings: [String: String] = payer
  ) throws -> [UInt8] {
    let folder = FileManager.default.temporaryDirectory.appending(path: "profile-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let writing = try ProfileWriting(
      profile, settings: settings, now: Date(timeIntervalSince1970: 1_767_600_000),
      spoolFolder: folder.path)
    for (index, record) in records.enumerated() { try writing.add(record, line: index + 2) }
    let path = folder.appending(path: "out").path
    try writing.finish(at: path)
    return Array(try Data(contentsOf: URL(filePath: path)))
  }

  /// Rows that the reader of CNAB finds in what was written.
  static func read(_ bytes: [UInt8]) throws -> (format: CNABFormat?, rows: [[String]]) {
    let path = FileManager.default.temporaryDirectory.appending(path: "read-\(UUID()).rem").path
    try Data(bytes).write(to: URL(filePath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    let format = try TabularFormat.detect(path: path)
    let reader = try RowReader(path: path, format: format)
    var block = RowBlock()
    var rows: [[String]] = []
    while try reader.next(into: &block) {
      for index in 0..<block.rowCount { rows.append(block.texts(of: block.row(index))) }
    }
    return (format.cnab, Array(rows.dropFirst()))
  }

  static func texts(_ bytes: [UInt8], in profile: Profile) -> [String] {
    let text =
      profile.text.encoding == .utf8 || profile.text.encoding == .utf8WithMark
      ? String(decoding: bytes, as: UTF8.self)
      : String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
    return text.split(separator: profile.text.endsInCRLF ? "\r\n" : "\n").map(String.init)
  }

  @Test(
    "Every shipped profile loads, says where it comes from, and takes a record",
    arguments: ShippedProfiles.all.map(\.name))
  func shipped(_ name: String) throws {
    let profile = try Self.load(name)
    #expect(profile.name == name)
    #expect(!profile.title.isEmpty && !profile.sources.isEmpty)
    let bytes = try Self.write(profile, [Self.record(), Self.record(["custom_code": "F-2"])])
    #expect(!bytes.isEmpty)
  }

  @Test("Delimited profiles join, split, pad and map as they say")
  func delimited() throws {
    func second(_ name: String) throws -> String {
      let profile = try Self.load(name)
      return try #require(Self.texts(try Self.write(profile, [Self.record()]), in: profile).last)
    }
    #expect(try second("totvs-rm") == "F-1;001;1234;123465X;1")
    #expect(try second("senior") == "F-1;11122233043;João Inventado;001;1234;3;123465;X;1")
    #expect(
      try second("oracle-hcm")
        == "MERGE|ExternalBankAccount|HR|ACC_F-1|BANK_001|BRANCH_001_01234|BR|BRL|123465X|João "
        + "Inventado|CHECKING")
    #expect(
      try second("sap-0009")
        == "F-1\t20260101\t99991231\t0\tT\tJoão Inventado\tBR\t00101234\t123465\tX\tBRL")
    #expect(
      try second("canonical")
        == "F-1;João Inventado;cpf;11122233043;001;1234;3;123465;X;CHECKING;1500.75;2;")
    #expect(
      try second("fixed-width").hasPrefix("000001F-1"))
    #expect(
      try second("fixed-width").hasSuffix(
        "JOAO INVENTADO" + String(repeating: " ", count: 26) + "000000000150075"))
  }

  @Test(
    "What the CNAB profile writes in each dialect, the reader reads back",
    arguments: [
      ("077", CNABLayout.febraban10), ("237", .bradesco), ("341", .itau), ("033", .santander),
      ("104", .caixa), ("001", .febraban10), ("756", .febraban10),
    ])
  func roundTrip(bank: String, layout: CNABLayout) throws {
    let profile = try Self.load("cnab240")
    var settings = Self.payer
    settings["bank"] = bank
    var records: [[String: String]] = []
    for (index, payee) in ["001", "237", "341", "033", "104", "756", "077", bank].enumerated() {
      for type in ["CHECKING", "SAVINGS"] {
        let code = layout == .caixa ? "\(100_000 + records.count)" : "F-\(records.count)"
        records.append(
          Self.record([
            "custom_code": code, "bank_code": payee, "account_type": type,
            "account": "\(123_456 + index)", "account_digit": "\(index)",
            "document": index % 2 == 0 ? "11122233043" : "11222333000181",
            "bank_branch": "0\(100 + index)", "amount": "\(index + 1).0\(index)",
          ]))
      }
    }
    let bytes = try Self.write(profile, records, settings)
    #expect(bytes.count % 242 == 0)
    let (format, rows) = try Self.read(bytes)
    #expect(format?.layout == layout)
    #expect(format?.hasCodes == true)
    #expect(rows.count == records.count)
    let byCode = Dictionary(uniqueKeysWithValues: rows.map { ($0[0], $0) })
    for record in records {
      let row = try #require(byCode[record["custom_code"] ?? ""])
      #expect(row[1] == "JOAO INVENTADO")
      #expect(row[3] == record["document"])
      #expect(row[4] == record["bank_code"])
      #expect(row[5] == record["bank_branch"])
      #expect(row[6] == (layout == .itau || layout == .santander ? "" : "3"))
      #expect(row[7] == record["account"])
      #expect(row[8] == record["account_digit"])
      let isOwn = record["bank_code"] == bank
      #expect(row[9] == (layout == .itau && !isOwn ? "" : record["account_type"]))
      #expect(row[10] == record["amount"])
    }
  }

  @Test("Letters of digits, two digits and lots follow the dialect")
  func dialects() throws {
    let profile = try Self.load("cnab240")
    func digit(_ bank: String, _ digit: String) throws -> String? {
      var settings = Self.payer
      settings["bank"] = bank
      return try Self.read(
        Self.write(profile, [Self.record(["account_digit": digit, "bank_code": "237"])], settings)
      ).rows.first?[8]
    }
    #expect(try digit("077", "P") == "P")
    #expect(try digit("033", "P") == "0")
    #expect(try digit("341", "P") == "P")
    #expect(try digit("341", "67") == "67")
    #expect(throws: ProfileMisfit.self) { try digit("033", "67") }
    var settings = Self.payer
    settings["bank"] = "237"
    let (format, _) = try Self.read(
      Self.write(
        profile,
        ["001", "033", "001", "237"].enumerated().map {
          Self.record(["bank_code": $1, "custom_code": "F-\($0)"])
        }, settings))
    // Bradesco wants one payee bank per lot.
    #expect(format?.lots.map(\.form) == ["41", "41", "01"])
  }

  @Test("A value that does not fit names its record and field")
  func misfits() throws {
    func field(_ name: String, _ changes: [String: String]) throws -> String {
      do {
        _ = try Self.write(Self.load(name), [Self.record(), Self.record(changes)])
        return ""
      } catch let misfit as ProfileMisfit {
        return "\(misfit.line) \(misfit.field)"
      }
    }
    #expect(try field("cnab240", ["account": "1234567890123"]) == "3 payee_account")
    #expect(try field("cnab240", ["amount": ""]) == "3 amount")
    #expect(try field("cnab240", ["amount": "0.00"]) == "3 amount")
    #expect(try field("cnab240", ["name": "Ana 漢"]) == "3 payee_name")
    #expect(try field("totvs-rm", ["account": "12345678901234567"]) == "3 CONTAPAGAMENTO")
    #expect(try field("oracle-hcm", ["name": "Ana | Bia"]) == "3 AccountName")
    #expect(try field("cnab240", ["name": String(repeating: "A", count: 60)]) == "")
  }

  @Test("A missing setting is named; one that does not fit, too")
  func settings() throws {
    let profile = try Self.load("cnab240")
    for name in profile.requiredSettings {
      var settings = Self.payer
      settings[name] = nil
      let error = #expect(throws: ProfileSettingMissing.self) {
        try Self.write(profile, [], settings)
      }
      #expect(error?.name == name)
    }
    for (name, value) in [("payment_date", "tomorrow"), ("bank", "77"), ("payer_branch", "123456")]
    {
      var settings = Self.payer
      settings[name] = value
      let error = #expect(throws: ProfileSettingUnfit.self) {
        try Self.write(profile, [], settings)
      }
      #expect(error?.name == name)
    }
  }

  @Test(
    "What is wrong in a profile is named with its place",
    arguments: [
      (#""value": "{acount}""#, "delimited.columns[0].value"),
      (#""value": "{account|cut:5}""#, "delimited.columns[0].value"),
      (#""value": "{account", "max": 3"#, "delimited.columns[0].value"),
      (#""value": "{name|shout}""#, "delimited.columns[0].value"),
      (#""value": "{count}""#, "delimited.columns[0].value"),
      (#""value": "{name|map:types}""#, "delimited.columns[0].value"),
      (#""value": "{account}", "max": 5, "too_long": "cut""#, "delimited.columns[0].too_long"),
      (#""value": "{name}", "max": 0"#, "delimited.columns[0].max"),
      (#""value": "{name}", "widht": 3"#, "delimited.columns[0].widht"),
    ])
  func broken(column: String, place: String) throws {
    let json = """
      {"profile": "own", "version": 1, "kind": "delimited",
       "text": {"encoding": "utf-8", "line_end": "lf"},
       "delimited": {"delimiter": ";", "columns": [{\(column)}]}}
      """
    let error = #expect(throws: ProfileError.self) {
      try ProfileReading.read(Array(json.utf8), name: "own", columns: Self.columns)
    }
    #expect(error?.place == place)
  }

  @Test("A fixed record covers each position once")
  func cover() throws {
    func place(_ end: Int, _ start: Int) -> String? {
      let json = """
        {"profile": "own", "version": 1, "kind": "fixed",
         "text": {"encoding": "ascii", "line_end": "lf"},
         "fixed": {"width": 10, "columns": [
           {"start": 1, "end": \(end), "picture": "A", "value": "{name}"},
           {"start": \(start), "end": 10, "picture": "N", "value": "{account}"}]}}
        """
      do throws(ProfileError) {
        _ = try ProfileReading.read(Array(json.utf8), name: "own", columns: Self.columns)
        return nil
      } catch {
        return error.place
      }
    }
    #expect(place(5, 6) == nil)
    #expect(place(5, 7) == "fixed.columns")
    #expect(place(5, 5) == "fixed.columns")
  }

  @Test("Lines before, rows of two kinds, totals and a last line without end")
  func shapes() throws {
    let json = """
      {"profile": "own", "version": 1, "kind": "delimited",
       "text": {"encoding": "utf-8", "line_end": "lf", "last_line_end": false},
       "delimited": {"delimiter": "|", "header": false, "grouped": true,
        "before": ["H|{count}|{sum|decimal:2,comma}|{today|date:DD/MM/YYYY}"],
        "columns": [{"value": "A"}, {"value": "{sequence|zeros:3}"}],
        "more_rows": [[{"value": "B"}, {"value": "{amount|cents}"}]]}}
      """
    let profile = try ProfileReading.read(Array(json.utf8), name: "own", columns: Self.columns)
    let text = String(
      decoding: try Self.write(profile, [Self.record(), Self.record()]), as: UTF8.self)
    let today = text.split(separator: "\n")[0].split(separator: "|").last ?? ""
    #expect(text == "H|2|3001,50|\(today)\nA|001\nA|002\nB|150075\nB|150075")
    #expect(today.wholeMatch(of: /\d\d\/\d\d\/\d{4}/) != nil)
  }
}
