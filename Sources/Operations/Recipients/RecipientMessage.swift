import BulkEngine
import Foundation

/// A recipient as the API tells it: by itself, or under `data` beside a message that says nothing.
struct RecipientMessage: Decodable {
  let id: String?
  let walletUUID: String?
  private let texts: [String: String]

  private enum Key: String, CodingKey, CaseIterable {
    case data, id, wallet_uuid
    case name, bank_code, bank_branch, bank_branch_digit, account, account_digit, account_type
    case pix_key, email, document
  }

  init(from decoder: any Decoder) throws {
    let outer = try decoder.container(keyedBy: Key.self)
    let all = (try? outer.nestedContainer(keyedBy: Key.self, forKey: .data)) ?? outer
    id = all.text(.id).flatMap { PayinPaths.isID($0) ? $0 : nil }
    walletUUID = all.text(.wallet_uuid).flatMap { Self.isUUID($0) ? $0.lowercased() : nil }
    texts = Key.allCases.reduce(into: [:]) { $0[$1.rawValue] = all.text($1) }
  }

  private static func isUUID(_ text: String) -> Bool { UUID(uuidString: text) != nil }

  /// Whether money goes where the record says: bank, account and Pix key; nil where the API does not show bank
  /// and account. What else it does not show cannot differ.
  func hasAccount(of record: OutgoingRecord) -> Bool? {
    let shown = ["bank_code", "bank_branch", "account", "account_digit"].compactMap { texts[$0] }
    guard shown.count == 4 else { return nil }
    let isSame =
      shown
      .elementsEqual([
        record.bankCode, record.bankBranch, record.account, record.accountDigit,
      ]) { Self.plain($0) == Self.plain($1) }
    let type = texts["account_type"]?.lowercased().first
    return isSame
      && shows(["bank_branch_digit": record.bankBranchDigit, "pix_key": record[.pixKey]])
      && type.map { $0 == RecipientRequest.accountType(record).first } ?? true
  }

  /// Whether nothing else is shown under these names.
  private func shows(_ wanted: [String: String]) -> Bool {
    wanted.allSatisfy { name, text in
      texts[name].map { Self.plain($0) == Self.plain(text) } ?? true
    }
  }

  /// Whether the API shows everything as the record has it, as far as it shows anything.
  func isAll(of record: OutgoingRecord) -> Bool {
    hasAccount(of: record) == true
      && shows(["name": record.name, "email": record[.email], "document": record.document])
  }

  /// Of an account: how it was and how it is to be.
  subscript(name: String) -> String { texts[name] ?? "" }

  /// Letters and digits, without zeros in front. In an e-mail address each character counts.
  private static func plain(_ text: String) -> String {
    let text = text.lowercased()
    guard !text.contains("@") else { return text.trimmingCharacters(in: .whitespaces) }
    return String(text.filter { $0.isLetter || $0.isNumber }.drop { $0 == "0" })
  }
}

/// The body of a request that makes or replaces a recipient.
struct RecipientRequest: Encodable {
  private let name, bank_code, bank_branch, bank_branch_digit, account, account_digit: String
  private let account_type, pix_key, email, document, document_type: String

  init(_ record: OutgoingRecord) {
    name = record.name
    (bank_code, bank_branch) = (record.bankCode, record.bankBranch)
    bank_branch_digit = record.bankBranchDigit
    (account, account_digit) = (record.account, record.accountDigit)
    account_type = Self.accountType(record)
    (pix_key, email) = (record[.pixKey], record[.email])
    (document, document_type) = (record.document, record.documentType.rawValue)
  }

  /// In this API's letters.
  static func accountType(_ record: OutgoingRecord) -> String {
    record.accountType == .savings ? "s" : "c"
  }

  /// The same record gives the same bytes.
  var bytes: [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(self) else {
      preconditionFailure("a recipient can be written as JSON")
    }
    return Array(data)
  }
}

/// What the API made of a recipient for people, as the journal keeps it.
struct RecipientAnswer: Encodable {
  let state: String
  let recipient_id: String?
  let wallet_uuid: String?

  var json: String? {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) }
  }
}
