import Foundation

@testable import Spreadsheets

/// The sample files beside the test targets, with what must be read from them.
enum CNABSample {
  static let folder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "CNAB")

  static func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: folder.appending(path: name)))
  }

  static func path(_ name: String) -> String { folder.appending(path: name).path }

  /// A file of `expected.json`; what it does not need is left out.
  struct Expected: Decodable {
    var dialect: String?
    var direction: String?
    var payments: [Payment]?
    var problems: [Problem]?

    struct Problem: Decodable {
      var line: Int
    }
  }

  struct Payment: Decodable {
    var line: Int
    var custom_code, name, document, document_type, bank_code, bank_branch: String
    var bank_branch_digit, account, account_digit, account_type, amount: String
    var pix_key: String?

    /// In the order of the columns.
    var fields: [String] {
      [
        custom_code, name, document_type, document, bank_code, bank_branch, bank_branch_digit,
        account, account_digit, account_type, amount,
      ]
    }
  }

  static func expected() throws -> [String: Expected] {
    try JSONDecoder().decode(
      [String: Expected].self, from: Data(try bytes("expected.json")))
  }
}

/// A CNAB file that is built line by line; counts and sums follow.
struct CNABText {
  var bank = "077"
  var version = "103"
  var early = ""
  var direction = "1"
  var lineEnd = "\r\n"
  private(set) var lines: [String] = []
  private var lot = 0
  private var lotStart = 0
  private var sum = 0

  init(bank: String = "077", version: String = "103", early: String = "", direction: String = "1") {
    (self.bank, self.version, self.early, self.direction) = (bank, version, early, direction)
    lines.append(
      line("0000", "0", [(15, early), (143, direction), (164, version)]))
  }

  /// 240 characters with texts at positions from 1.
  private func line(_ lot: String, _ type: String, _ fields: [(Int, String)]) -> String {
    var characters = [Character](repeating: " ", count: 240)
    for (position, text) in [(1, bank), (4, lot), (8, type)] + fields {
      for (index, character) in text.enumerated() { characters[position - 1 + index] = character }
    }
    return String(characters)
  }

  private var lotNumber: String { String(String(10_000 + lot).suffix(4)) }

  mutating func open(form: String = "41") {
    lot += 1
    (lotStart, sum) = (lines.count, 0)
    lines.append(line(lotNumber, "1", [(9, "C30"), (12, form), (14, "046")]))
  }

  /// A segment A: usual values first, then those of `fields` over them.
  mutating func pay(_ cents: Int = 150_075, code: String = "F-1", _ fields: [(Int, String)] = []) {
    sum += cents
    let amount = String(String(1_000_000_000_000_000 + cents).suffix(15))
    let usual = [
      (9, "00001"), (14, "A000"), (18, "018"), (21, "001"), (24, "01234"), (29, "3"),
      (30, "000000123465"), (42, "X"), (44, "ANA PAYEE TESTE"), (74, code), (102, "BRL"),
      (120, amount), (225, "CC"),
    ]
    lines.append(line(lotNumber, "3", usual + fields))
  }

  mutating func pay(_ fields: [(Int, String)]) { pay(150_075, fields) }

  /// A segment B.
  mutating func payee(_ document: String = "00011122233043", _ fields: [(Int, String)] = []) {
    lines.append(
      line(lotNumber, "3", [(9, "00002"), (14, "B"), (18, "1"), (19, document)] + fields))
  }

  mutating func detail(_ segment: String, _ fields: [(Int, String)] = []) {
    lines.append(line(lotNumber, "3", [(14, segment)] + fields))
  }

  mutating func close(_ fields: [(Int, String)] = []) {
    let count = String(String(1_000_000 + lines.count - lotStart + 1).suffix(6))
    let sum = String(String(1_000_000_000_000_000_000 + sum).suffix(18))
    lines.append(line(lotNumber, "5", [(18, count), (24, sum)] + fields))
  }

  /// The whole file.
  func text(_ fields: [(Int, String)] = []) -> String {
    let lots = String(String(1_000_000 + lot).suffix(6))
    let count = String(String(1_000_000 + lines.count + 1).suffix(6))
    let trailer = line("9999", "9", [(18, lots), (24, count)] + fields)
    return (lines + [trailer]).map { $0 + lineEnd }.joined()
  }

  /// One lot with what `body` adds.
  static func lot(
    bank: String = "077", version: String = "103", early: String = "", form: String = "41",
    _ body: (inout CNABText) -> Void
  ) -> CNABText {
    var file = CNABText(bank: bank, version: version, early: early)
    file.open(form: form)
    body(&file)
    file.close()
    return file
  }
}
