import BrazilianBanking
import BulkEngine
import Spreadsheets

/// What a row of a recipient has beside that of another payee; the API needs all of it.
struct RecipientReading {
  let isUpdate: Bool
  /// Whether a branch without a digit is sent with 0.
  let zeroBranchDigit: Bool
  let emailColumn: Int
  private(set) var pixKey: [UInt8] = []
  private(set) var email: [UInt8] = []
  private(set) var id: [UInt8] = []

  init(_ mapping: ColumnMapping, isUpdate: Bool, zeroBranchDigit: Bool) {
    self.isUpdate = isUpdate
    self.zeroBranchDigit = zeroBranchDigit
    emailColumn = mapping.column(RecipientField.email)
  }

  mutating func begin() { (pixKey, email, id) = ([], [], []) }

  mutating func keep(pixKey: String) { self.pixKey = Array(pixKey.utf8) }
  mutating func keep(email: String) { self.email = Array(email.utf8) }
  mutating func keep(id: [UInt8]) { self.id = id }

  /// In the order of ``RecipientValue``.
  func append(to checked: inout CheckedBlock) {
    checked.append(value: pixKey.span)
    checked.append(value: email.span)
    if isUpdate { checked.append(value: id.span) }
  }
}

extension RecordChecker {
  /// Whether codes are ids that the API gave, which tell of nobody.
  var codesAreIDs: Bool { recipient?.isUpdate ?? false }

  private static let zero: [UInt8] = [0x30]

  mutating func checkRecipient(_ bounds: Span<Int32>, in bytes: Span<UInt8>) {
    recipient?.begin()
    if record.branchDigit.isEmpty {
      if recipient?.zeroBranchDigit == true {
        record.branchDigit = ShortCode(digit: Self.zero.span) ?? ShortCode()
      } else {
        error(.branchDigitNeeded, .bankBranchDigit)
      }
    }
    if record.accountDigit.isEmpty, !findings.contains(where: { $0.field == .accountDigit }) {
      error(.required, .accountDigit)
    }
    readPixKey(bytes.extracting(bounds.field(columns.pixKey)))
    readEmail(bytes.extracting(bounds.field(recipient?.emailColumn ?? -1)))
    if codesAreIDs { readID(bytes.extracting(bounds.field(form.mapping.column(.customCode)))) }
  }

  private mutating func readPixKey(_ cell: Span<UInt8>) {
    let repaired = CellRepair.repair(cell, as: .other)
    guard take(repaired, .pixKey) else { return }
    guard !repaired.bytes.isEmpty else { return error(.required, .pixKey) }
    let reading = BrazilianBanking.readPixKey(repaired.bytes.span, declared: nil)
    guard reading.verdict != .invalid else { return error(.recipientPixKey, .pixKey) }
    let key = reading.canonical ?? String(decoding: repaired.bytes, as: UTF8.self)
    let isDocument = reading.kind == .cpf || reading.kind == .cnpj
    if isDocument, let document = record.document, document.code.description != key {
      error(.pixKeyOfOther, .pixKey)
    }
    recipient?.keep(pixKey: key)
  }

  private mutating func readEmail(_ cell: Span<UInt8>) {
    let repaired = CellRepair.repair(cell, as: .other)
    guard take(repaired, RecipientField.email) else { return }
    guard !repaired.bytes.isEmpty else { return error(.required, RecipientField.email) }
    guard let address = readEmailAddress(repaired.bytes.span).address else {
      return error(.recipientEmail, RecipientField.email)
    }
    recipient?.keep(email: address)
  }

  /// The id that the vendor gave: digits, none of them a zero in front.
  private mutating func readID(_ cell: Span<UInt8>) {
    let bytes = CellRepair.repair(cell, as: .identifier).bytes
    // What is missing is noted where codes are read.
    guard !bytes.isEmpty else { return }
    guard PayinPaths.isID(String(decoding: bytes, as: UTF8.self)) else {
      return error(.recipientIDForm, .customCode)
    }
    recipient?.keep(id: bytes)
  }
}

extension EarlierRun.Words {
  static let ofRecipients = EarlierRun.Words(usedUp: ["failed"], taken: ["done"])
}
