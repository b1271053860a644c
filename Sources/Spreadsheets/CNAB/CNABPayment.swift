import BrazilianBanking

/// A payment of a CNAB file: its segment A with the B that belongs to it, read into the fields of a
/// sheet of payees.
struct CNABPayment {
  let layout: CNABLayout
  /// The payer's bank, three digits.
  let bank: String
  var lotNumber = ""
  var form = ""
  var a = CNABLine()
  var b = CNABLine()
  var hasA = false
  var hasB = false

  init(layout: CNABLayout, bank: String) {
    self.layout = layout
    self.bank = bank
  }

  /// The columns of every row, in the order of ``append(to:)``.
  static let columns = [
    "custom_code", "name", "document_type", "document", "bank_code", "bank_branch",
    "bank_branch_digit", "account", "account_digit", "account_type", "amount",
  ]

  // MARK: What it is

  private var isPix: Bool {
    form == "45" || form == "47" || a.field(18, 20).elementsEqual("009".utf8)
  }

  /// How a PIX is started: 01 to 04 a key, 05 bank data; empty where nothing says.
  private var initiation: String {
    if layout == .itau, form == "45" || form == "47" {
      switch a.text(113, 114) {
      case "04": return "04"
      case "01", "03", "PG": return "05"
      default: break
      }
    }
    return hasB ? b.text(15, 17) : ""
  }

  private var hasAccount: Bool { a.field(30, 41).contains { $0 != 0x30 && $0 != 0x20 } }

  /// Why this is no record; nil for a record.
  var skippedKind: CNABSkippedKind? {
    guard hasA else { return nil }
    let movement = a.character(15)
    if movement == UInt8(ascii: "9") || a.field(16, 17).elementsEqual("99".utf8) {
      return .cancellation
    }
    if movement != UInt8(ascii: "0"), movement != 0x20 { return .change }
    if a.number(120, 134) == 0 { return .zeroAmount }
    if form == "02" || form == "10" { return .paymentOrder }
    guard isPix else { return nil }
    if form == "47" || ["01", "02", "03", "04"].contains(initiation) { return .key }
    return !hasAccount && initiation != "05" ? .key : nil
  }

  /// What is wrong with it as a record.
  var flags: RowFlags {
    guard hasA else { return .loneSegment }
    var flags: RowFlags = []
    if !hasB, layout.demandsSegmentB(form: form) { flags.insert(.missingSegment) }
    let isOtherLot =
      !a.field(4, 7).elementsEqual(lotNumber.utf8)
      || (hasB && !b.field(4, 7).elementsEqual(lotNumber.utf8))
    if isOtherLot { flags.insert(.otherLot) }
    if hasOtherDocument { flags.insert(.foreignIdentifier) }
    return flags
  }

  var hasDigit: Bool { !a.trimmed(42, 43).isEmpty }

  /// The company's number, where the dialect has it.
  var companyNumber: ArraySlice<UInt8> {
    hasA ? a.trimmed(74, layout == .caixa ? 79 : 93) : []
  }

  // MARK: Its fields

  /// Appends the fields, in the order of ``columns``.
  func append(to row: inout CNABRow) {
    row.append(companyNumber)
    row.append(hasA ? a.trimmed(44, 73) : [])
    let (kind, document) = self.document
    row.append(kind)
    row.append(document)
    guard hasA else {
      for _ in 0..<7 { row.append("") }
      return
    }
    row.append(payeeBank)
    row.append(branch)
    row.append(layout.hasBranchDigit ? a.trimmed(29, 29) : [])
    row.append(account)
    row.append(accountDigit)
    row.append(accountType)
    row.append(amount)
  }

  private var document: (kind: String, number: ArraySlice<UInt8>) {
    if hasB, let found = Self.document(b.trimmed(19, 32), kind: b.character(18)) { return found }
    guard hasA, layout == .itau, let found = Self.document(a.trimmed(204, 217), kind: 0x20) else {
      return ("", [])
    }
    return found
  }

  /// - Parameter kind: 1 CPF, 2 CNPJ; for anything else the number decides.
  /// - Returns: nil for a field that holds none.
  private static func document(
    _ field: ArraySlice<UInt8>, kind: UInt8
  ) -> (kind: String, number: ArraySlice<UInt8>)? {
    guard field.contains(where: { $0 != 0x30 }) else { return nil }
    let isPadded = field.count == 14 && field.prefix(3).allSatisfy { $0 == 0x30 }
    switch kind {
    case UInt8(ascii: "1"): return ("CPF", isPadded ? field.suffix(11) : field)
    case UInt8(ascii: "2"): return ("CNPJ", field)
    default: break
    }
    guard field.count == 14 else { return ("", field) }
    let isCPF = isPadded && isDocument(field.suffix(11), .cpf)
    let isCNPJ = isDocument(field, .cnpj)
    // One CPF in a hundred is a CNPJ with three zeros in front; few of these are a main office.
    let isMainOffice = field.dropFirst(8).prefix(4).elementsEqual("0001".utf8)
    if isCPF, !(isCNPJ && isMainOffice) { return ("CPF", field.suffix(11)) }
    return isCNPJ ? ("CNPJ", field) : (isPadded ? "CPF" : "", isPadded ? field.suffix(11) : field)
  }

  private static func isDocument(_ digits: ArraySlice<UInt8>, _ kind: DocumentKind) -> Bool {
    readDocument(Array(digits).span, declared: kind).document?.kind == kind
  }

  /// PIS or another number, which is no document of a payee.
  private var hasOtherDocument: Bool {
    guard hasB, b.field(19, 32).contains(where: { $0 != 0x30 && $0 != 0x20 }) else { return false }
    let kind = b.character(18)
    return kind == UInt8(ascii: "3") || kind == UInt8(ascii: "9")
  }

  /// Three digits, or the eight of an ISPB where the payment names the bank by it.
  private var payeeBank: ArraySlice<UInt8> {
    let code = a.trimmed(21, 23)
    guard code.allSatisfy({ $0 == 0x30 }) else { return code }
    if form == "01" || form == "05" { return ArraySlice(bank.utf8) }
    let clearing = a.text(18, 20)
    guard isPix || ["988", "888", "810"].contains(clearing) else { return code }
    let ispb = layout == .itau ? a.trimmed(105, 112) : hasB ? b.trimmed(233, 240) : []
    // Zeros may be Banco do Brasil's number or none.
    return ispb.count == 8 && ispb.contains { $0 != 0x30 } ? ispb : code
  }

  /// Five positions hold four digits; a fifth one is left for the check to tell.
  private var branch: ArraySlice<UInt8> {
    let field = a.trimmed(24, 28)
    return field.count == 5 && field.first == 0x30 ? field.dropFirst() : field
  }

  private var account: ArraySlice<UInt8> {
    a.trimmed(30, 41).drop { $0 == 0x30 }
  }

  /// The digit stands in 42 or in 43 (Itaú); two make one of two characters.
  private var accountDigit: ArraySlice<UInt8> {
    a.trimmed(42, 43).filter { $0 != 0x20 }[...]
  }

  private var accountType: String {
    if form == "05" { return "SAVINGS" }
    if form == "01" { return "CHECKING" }
    if isPix { return pixAccountType }
    if layout == .caixa {
      switch a.character(93) {
      case UInt8(ascii: "1"): return "CHECKING"
      case UInt8(ascii: "2"): return "SAVINGS"
      default: return ""
      }
    }
    switch layout == .itau ? "" : a.text(225, 226).uppercased() {
    case "CC": return "CHECKING"
    case "PP": return "SAVINGS"
    default: return ""
    }
  }

  private var pixAccountType: String {
    if layout == .itau {
      switch a.text(113, 114) {
      case "01": return "CHECKING"
      case "PG": return "PAYMENT"
      case "03": return "SAVINGS"
      default: return ""
      }
    }
    switch hasB ? b.text(128, 129) : "" {
    case "01": return "CHECKING"
    case "02": return "PAYMENT"
    case "03": return "SAVINGS"
    default: return ""
    }
  }

  /// `1234.50`; in another currency with its name in front, which no check takes.
  private var amount: String {
    let cents = a.number(120, 134) ?? 0
    let currency = a.text(102, 104).uppercased()
    let isReal = ["", "BRL", "REA", "R$", "009", "000", "986"].contains(currency)
    return (isReal ? "" : currency + " ") + AmountText.decimal(cents)
  }
}
