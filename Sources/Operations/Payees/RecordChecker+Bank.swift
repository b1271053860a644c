import BrazilianBanking
import BulkEngine
import Spreadsheets

/// Bank and branch.
extension RecordChecker {
  mutating func checkBank(_ cell: Span<UInt8>) {
    // Nearly every record: the three digits of a bank in the list.
    if cell.count == 3, CellShape.isDigits(cell) {
      let compe = cell.indices.reduce(0) { $0 * 10 + UInt16(cell[$1] - 0x30) }
      if directory.contains(compe: compe) { return record.bank = compe }
    }
    guard
      CellShape.isDigits(cell) || Self.isCodeWithName(cell)
        || CellShape(of: cell).isDisjoint(with: [.wrapping, .high, .letterE, .dotOrComma, .blank])
    else {
      let repaired = CellRepair.repair(cell, as: .identifier)
      if let fault = repaired.fault { return error(fault, .bankCode) }
      note(repaired, .bankCode)
      return readBankCell(repaired.bytes.span)
    }
    readBankCell(cell)
  }

  private mutating func readBankCell(_ text: Span<UInt8>) {
    let reading = readBank(text, in: directory)
    guard let compe = reading.compe else {
      return fail(Self.code(of: reading.fault), .bankCode, text)
    }
    record.bank = compe
    note(reading.repairs, .bankCode)
    if !reading.isListed { warning(.unknownBank, .bankCode) }
  }

  private static func code(of fault: BankFault?) -> FindingCode {
    switch fault {
    case .empty: .required
    case .length: .bankLength
    case .zeros: .bankZeros
    case .unlistedISPB: .unlistedISPB
    case .unknownName, nil: .noSuchBank
    }
  }

  mutating func checkBranch(
    _ cell: Span<UInt8>, digit: Span<UInt8>, as identifier: CellRepair.Kind
  ) {
    // Nearly every record: digits that need neither repairing nor reading.
    if let branch = ShortCode(digits: cell), branch.count >= 4 {
      if digit.isEmpty { return takeBranch(branch, digit: ShortCode()) }
      if let digit = ShortCode(digit: digit) { return takeBranch(branch, digit: digit) }
    }
    guard CellShape.isPlainCode(cell), CellShape.isPlainCode(digit) else {
      let repaired = CellRepair.repair(cell, as: identifier)
      let repairedDigit = CellRepair.repair(digit, as: .identifier)
      guard take(repaired, .bankBranch), take(repairedDigit, .bankBranchDigit) else { return }
      return readBranchCell(repaired.bytes.span, digit: repairedDigit.bytes.span)
    }
    readBranchCell(cell, digit: digit)
  }

  private mutating func readBranchCell(_ text: Span<UInt8>, digit: Span<UInt8>) {
    let reading = readBranch(text, digit: digit)
    if let fault = reading.fault { return fail(Self.code(of: fault), .bankBranch, text) }
    note(reading.repairs, .bankBranch)
    takeBranch(reading.branch, digit: reading.digit)
  }

  @inline(__always)
  private mutating func takeBranch(_ branch: ShortCode, digit: ShortCode) {
    record.branch = branch
    record.branchDigit = digit
    // Nearly every record.
    if record.bank > 0, digit.isEmpty, isPlainBranch(bank: record.bank, branch: branch) { return }
    // Of no bank is what holds for every bank.
    let verdict = BrazilianBanking.checkBranch(bank: record.bank, branch: branch, digit: digit)
    judge(verdict)
    if branch.count > 4, verdict.fault == nil { dropBranchPadding() }
  }

  /// Takes off the zeros that fill a branch up to five positions, as CNAB has them.
  @inline(never)
  private mutating func dropBranchPadding() {
    let significant = record.branch.withoutLeadingZeros
    guard significant.count < record.branch.count else { return }
    record.branch = significant.padded(to: 4)
    repair(.zerosDropped, .bankBranch)
  }

  @inline(__always)
  private mutating func judge(_ verdict: BranchVerdict) {
    if verdict.remarks.rawValue != 0 || verdict.fault != nil { tell(verdict) }
  }

  @inline(never)
  private mutating func tell(_ verdict: BranchVerdict) {
    // Of a recipient the API needs one at every bank: it is the one that was written.
    if verdict.remarks.contains(.branchDigitIgnored), recipient == nil {
      warning(.digitIgnored, .bankBranchDigit)
      record.branchDigit = ShortCode()
    }
    if verdict.remarks.contains(.zeroForLetter) { warning(.zeroForLetter, .bankBranchDigit) }
    switch verdict.fault {
    case nil: break
    case .empty: error(.required, .bankBranch)
    case .length: error(.length, .bankBranch)
    case .characters: error(.characters, .bankBranch)
    case .zeros: error(.zeros, .bankBranch)
    case .fiveDigitsGlued: error(.gluedDigit, .bankBranch)
    case .zeroOrDigit: error(.zeroOrDigit, .bankBranch)
    case .digitShape: error(.characters, .bankBranchDigit)
    case .digit: judgeDigit(verdict.enforcement, verdict.expectedDigit, .bankBranchDigit)
    case .unexpectedBranch:
      let detail = verdict.expectedBranch.map { Finding.Detail.number($0) } ?? .none
      if verdict.enforcement == .hard {
        error(.unexpectedBranch, .bankBranch, detail)
      } else {
        warning(.unexpectedBranch, .bankBranch, detail)
      }
    }
  }

  /// A digit that does not fit: what it means is the user's choice.
  mutating func judgeDigit(
    _ enforcement: Enforcement, _ expected: ShortCode?, _ field: Field
  ) {
    let detail =
      expected.map { digits in
        Finding.Detail.expected(digits[0], digits.count > 1 ? digits[1] : 0)
      } ?? .none
    switch (settings.digits, enforcement) {
    case (.strict, .hard), (.strict, .soft), (.confident, .hard):
      error(.checkDigit, field, detail)
    case (.warn, .hard): warning(.checkDigit, field, detail)
    default: warning(.digitUnverified, field)
    }
  }
}
