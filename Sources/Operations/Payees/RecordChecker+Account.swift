import BrazilianBanking
import BulkEngine
import Spreadsheets

/// The account and its type.
extension RecordChecker {
  mutating func checkAccount(
    _ cell: Span<UInt8>, digit: Span<UInt8>, operation: Span<UInt8>,
    as identifier: CellRepair.Kind
  ) {
    // Nearly every record: digits that need neither repairing nor reading.
    if operation.isEmpty, let account = ShortCode(digits: cell), let digit = ShortCode(digit: digit)
    {
      return takeAccount(account, digit: digit, operation: ShortCode())
    }
    // Payroll systems write the digit behind its account; at Caixa an operation may stand in front.
    if digit.isEmpty, operation.isEmpty, record.bank != 104,
      let (account, digit) = Self.accountWithDigit(cell)
    {
      repair(.digitSplit, .account)
      return takeAccount(account, digit: digit, operation: ShortCode())
    }
    guard CellShape.isPlainCode(cell), CellShape.isPlainCode(digit),
      CellShape.isPlainCode(operation)
    else {
      let repaired = CellRepair.repair(cell, as: identifier)
      let repairedDigit = CellRepair.repair(digit, as: .identifier)
      let repairedOperation = CellRepair.repair(operation, as: .identifier)
      guard take(repaired, .account), take(repairedDigit, .accountDigit),
        take(repairedOperation, .operation)
      else { return }
      return readAccountCell(
        repaired.bytes.span, digit: repairedDigit.bytes.span,
        operation: repairedOperation.bytes.span)
    }
    readAccountCell(cell, digit: digit, operation: operation)
  }

  private mutating func readAccountCell(
    _ text: Span<UInt8>, digit: Span<UInt8>, operation: Span<UInt8>
  ) {
    let reading = readAccount(
      text, digit: digit, operation: operation, bank: record.bank, branch: record.branch)
    if let fault = reading.fault { return fail(Self.code(of: fault), .account, text) }
    note(reading.repairs, .account)
    takeAccount(reading.account, digit: reading.digit, operation: reading.operation)
  }

  @inline(__always)
  private mutating func takeAccount(
    _ account: ShortCode, digit: ShortCode, operation: ShortCode
  ) {
    record.account = account
    record.accountDigit = digit
    record.operation = operation
    if account.isEmpty { return error(.required, .account) }
    if mayBeSerial, isSerial(account) { return error(.date, .account) }
    if digit.isEmpty { return missDigit() }
    // Nearly every record.
    if record.bank > 0, operation.isEmpty,
      isPlainAccount(bank: record.bank, branch: record.branch, account: account, digit: digit)
    {
      return
    }
    judge(
      BrazilianBanking.checkAccount(
        bank: record.bank, branch: record.branch, account: account, digit: digit,
        accountType: record.accountType == .savings ? .savings : .checking,
        operation: operation.isEmpty ? nil : operation))
    if record.bank == 104 { joinCaixaOperation() }
  }

  /// A digit that is missing may stand in a column that no field reads.
  @inline(never)
  private mutating func missDigit() {
    guard let column = columnWithDigit else { return error(.required, .accountDigit) }
    error(.digitBeside, .accountDigit, .column(column + 1))
  }

  /// Whether the account may be what a date is counted as: of the years 1927 to 2099.
  private func isSerial(_ account: ShortCode) -> Bool {
    guard account.count == 5 else { return false }
    var days = 0
    for index in 0..<5 {
      guard account[index] &- 0x30 <= 9 else { return false }
      days = days * 10 + Int(account[index] - 0x30)
    }
    return (10_000...73_050).contains(days)
  }

  /// Writes Caixa's account as the API takes it, so that it is the same however it was written.
  @inline(never)
  private mutating func joinCaixaOperation() {
    let account = caixaAccountNumber(
      account: record.account, operation: record.operation, branch: record.branch,
      digit: record.accountDigit)
    if record.operation.isEmpty, account != record.account {
      repair(account.count > record.account.count ? .zerosRestored : .zerosDropped, .account)
    }
    (record.account, record.operation) = (account, ShortCode())
    switch (caixaAccountType(account), record.accountType) {
    case (.savings, .checking), (.checking, .savings): warning(.operationOfOtherType, .accountType)
    default: break
    }
  }

  @inline(__always)
  private mutating func judge(_ verdict: AccountVerdict) {
    // Nearly every record; compared as a number, as that of sets is not inlined across modules.
    if verdict.remarks.rawValue != 0 || verdict.fault != nil { tell(verdict) }
  }

  @inline(never)
  private mutating func tell(_ verdict: AccountVerdict) {
    if verdict.remarks.contains(.legacyBank) { warning(.legacyBank, .bankCode) }
    if verdict.remarks.contains(.zeroForLetter) { warning(.zeroForLetter, .accountDigit) }
    if verdict.remarks.contains(.unlistedOperation) { warning(.unlistedOperation, .account) }
    if verdict.remarks.contains(.zeroPadded), verdict.verdict != .invalid {
      record.account = accountWithoutPadding(record.account, bank: record.bank)
      repair(.zerosDropped, .account)
    }
    switch verdict.fault {
    case nil: break
    case .empty: error(.required, .account)
    case .length: error(.length, .account)
    case .characters: error(.characters, .account)
    case .zeros: error(.zeros, .account)
    case .digitMissing: error(.required, .accountDigit)
    case .digitShape: error(.characters, .accountDigit)
    case .digit: judgeDigit(verdict.enforcement, verdict.expectedDigit, .accountDigit)
    case .branchNeeded: warning(.branchNeeded, .account)
    case .otherOperation: warning(.otherOperation, .account)
    }
  }

  static func code(of fault: CodeFault) -> FindingCode {
    switch fault {
    case .characters: .characters
    case .length: .length
    case .digitConflict: .digitConflict
    case .operationConflict: .operationConflict
    case .separators: .separators
    case .date: .date
    case .branchInFront: .branchInside
    }
  }

  mutating func checkAccountType(_ cell: Span<UInt8>) {
    if let known = accountTypes.known(cell) { return take(known, cell) }
    if CellShape(of: cell).isDisjoint(with: [.wrapping, .high]) { return readAccountType(cell) }
    let repaired = CellRepair.repair(cell, as: .other)
    // Invisible characters alone are an empty cell.
    guard repaired.bytes.isEmpty || take(repaired, .accountType) else { return }
    if Mojibake.isFound(in: cell) { warning(.mojibake, .accountType) }
    readAccountType(repaired.bytes.span)
  }

  private mutating func readAccountType(_ cell: Span<UInt8>) {
    guard !cell.isEmpty else { return warning(.accountTypeAssumed, .accountType) }
    take(accountTypes.read(cell), cell)
  }

  @inline(__always)
  private mutating func take(_ reading: AccountTypeReading.Result, _ cell: Span<UInt8>) {
    switch reading {
    case .type(let type): record.accountType = type
    case .other: warning(.accountTypeOther, .accountType)
    case .unreadable: readWrappedAccountType(cell)
    }
  }

  /// A number that a spreadsheet made of `1` or `01`, or an error it left.
  private mutating func readWrappedAccountType(_ cell: Span<UInt8>) {
    let repaired = CellRepair.repair(cell, as: .identifier)
    if let fault = repaired.fault { return error(fault, .accountType) }
    guard !repaired.repairs.isEmpty, !repaired.bytes.isEmpty,
      case .type(let type) = accountTypes.read(repaired.bytes.span)
    else { return error(.accountTypeUnknown, .accountType) }
    note(repaired, .accountType)
    record.accountType = type
  }

  // MARK: Mending

  /// An error, or which character of the cell cannot be seen where that is what is wrong.
  @inline(never)
  mutating func fail(
    _ code: FindingCode, _ field: Field, _ text: Span<UInt8>, _ detail: Finding.Detail = .none
  ) {
    guard let character = CellRepair.invisibleCharacter(in: text) else {
      return error(code, field, detail)
    }
    error(.invisible, field, .character(character))
  }

  /// Notes what repairing did.
  ///
  /// - Returns: whether there is a value left to read.
  mutating func take(_ repaired: CellRepair.Repaired, _ field: Field) -> Bool {
    if let fault = repaired.fault {
      error(fault, field)
      return false
    }
    note(repaired, field)
    return true
  }

  mutating func note(_ repaired: CellRepair.Repaired, _ field: Field) {
    for code in repaired.repairs { repair(code, field) }
  }

  @inline(__always)
  mutating func note(_ repairs: Repairs, _ field: Field) {
    if repairs.rawValue != 0 { noteEach(of: repairs, field) }
  }

  @inline(never)
  private mutating func noteEach(of repairs: Repairs, _ field: Field) {
    for (flag, code) in Self.repairCodes where repairs.contains(flag) { repair(code, field) }
  }

  private static let repairCodes: [(Repairs, FindingCode)] = [
    (.zerosRestored, .zerosRestored), (.upperCased, .upperCased), (.digitSplit, .digitSplit),
    (.operationKept, .operationKept), (.bankCodeExtracted, .bankCodeExtracted),
    (.bankFoundByISPB, .bankFoundByISPB), (.bankFoundByName, .bankFoundByName),
    (.separatorsDropped, .separatorsDropped), (.branchDropped, .branchDropped),
    (.zerosDropped, .zerosDropped),
  ]
}
