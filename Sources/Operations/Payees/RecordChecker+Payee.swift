import BrazilianBanking
import BulkEngine

/// Name, document and amount: who is paid, and how much.
extension RecordChecker {
  mutating func checkName(_ cell: Span<UInt8>) {
    // A mark of error, or the one by which a spreadsheet keeps text as text.
    guard NameReading.isPlain(cell), cell[0] != 0x23, cell[0] != 0x27 else {
      return repairName(cell)
    }
    if NameReading.beginsFormula(cell[0]) { error(.formula, .name) }
    if PlaceholderName.mayBe(cell) { judgePlaceholder(cell) }
  }

  @inline(never)
  private mutating func judgePlaceholder(_ name: Span<UInt8>) {
    if PlaceholderName.isFound(in: name) { warning(.nameIsNone, .name) }
  }

  private mutating func repairName(_ cell: Span<UInt8>) {
    isNameRepaired = true
    repairedName.removeAll(keepingCapacity: true)
    let reading = NameReading.read(cell, into: &repairedName)
    if reading.isFreed { repair(.unwrapped, .name) }
    if reading.isComposed { repair(.composed, .name) }
    if reading.isCollapsed { repair(.blanksCollapsed, .name) }
    if reading.isMojibake { warning(.mojibake, .name) }
    if repairedName.first == 0x27 {
      repairedName.removeFirst()
      if !reading.isFreed { repair(.unwrapped, .name) }
    }
    if repairedName.isEmpty {
      error(.required, .name)
    } else if repairedName.first == 0x23, CellRepair.isSpreadsheetError(repairedName) {
      error(.spreadsheetError, .name)
    } else if NameReading.isFormula(repairedName) {
      error(.formula, .name)
    } else if PlaceholderName.isFound(in: repairedName.span) {
      warning(.nameIsNone, .name)
    }
  }

  mutating func checkDocument(
    _ cell: Span<UInt8>, declared: Span<UInt8>, as identifier: CellRepair.Kind
  ) {
    let kind = declared.isEmpty ? nil : declaredKind(declared)
    if readUsualDocument(
      cell, declared: kind ?? columns.documentKind, into: &record.document)
    {
      return
    }
    if CellShape.isPlainCode(cell) || CellShape.isMaskedDocument(cell) {
      readDocumentCell(cell, kind)
    } else {
      let repaired = CellRepair.repair(cell, as: identifier)
      if let fault = repaired.fault { return error(fault, .document) }
      note(repaired, .document)
      readDocumentCell(repaired.bytes.span, kind)
    }
  }

  private mutating func readDocumentCell(_ text: Span<UInt8>, _ declared: DocumentKind?) {
    let reading = reading(of: text, declared)
    // A sheet's own limits: shorter values are too likely to be something else.
    if (1..<8).contains(reading.writtenCount), reading.fault != .characters {
      return error(.length, .document)
    }
    guard let document = reading.document else {
      return fail(
        Self.code(of: reading.fault), .document, text, Self.hint(text, reading.fault))
    }
    // Eleven digits that are no CPF may be a CNPJ without its zeros.
    guard document.kind == .cpf || reading.writtenCount >= 11 else {
      return error(.length, .document)
    }
    // What lost its zeros does not begin with one, and a CNPJ is never written in the mask of a CPF.
    if document.kind == .cnpj, reading.writtenCount == 11, declared == nil,
      text[0] == 0x30 || CellShape.isMaskedDocument(text)
    {
      return error(.checkDigit, .document, Self.hint(text, .checkDigit))
    }
    note(reading.repairs, .document)
    record.document = document
  }

  /// Reads a document as its type column or, without one, its header says. Under a header a document of the
  /// other kind has to be whole: what would have to be filled up may be a mistyped one of this kind.
  private func reading(
    of text: Span<UInt8>, _ declared: DocumentKind?
  ) -> DocumentReading {
    guard declared == nil, let expected = columns.documentKind else {
      return readDocument(text, declared: declared)
    }
    let reading = readDocument(text, declared: expected)
    let isMaskedCPF = text.count == 14 && CellShape.isMaskedDocument(text)
    if reading.document != nil, !(isMaskedCPF && expected == .cnpj) { return reading }
    let other = readDocument(text, declared: expected == .cpf ? .cnpj : .cpf)
    guard other.document != nil, other.writtenCount == (expected == .cpf ? 14 : 11) else {
      return reading
    }
    return other
  }

  private static func code(of fault: DocumentFault?) -> FindingCode {
    switch fault {
    case .empty: .required
    case .length: .length
    case .characters: .characters
    case .repeated: .repeatedDigits
    case .checkDigit, nil: .checkDigit
    }
  }

  /// What may have gone wrong when a document was typed; never a correction.
  private static func hint(_ text: Span<UInt8>, _ fault: DocumentFault?) -> Finding.Detail {
    guard fault == .checkDigit || fault == .characters else { return .none }
    if let hint = lookAlikeHint(text) {
      let isDigit = hint.written <= 0x39
      return .lookAlike(
        position: hint.position, letter: isDigit ? hint.fitting : hint.written,
        digit: isDigit ? hint.written : hint.fitting)
    }
    return fault == .checkDigit && typingErrorHint(text) != nil ? .typingError : .none
  }

  /// CPF for `F`, `PF`, `física`, `cpf`; CNPJ for `J`, `PJ`, `jurídica`, `cnpj`.
  private func declaredKind(_ text: Span<UInt8>) -> DocumentKind? {
    guard text.count < 24 else { return nil }
    var first: UInt8 = 0
    var hasJ = false
    for index in text.indices {
      let byte = text[index] | 0x20
      if first == 0, byte >= 0x61, byte <= 0x7A { first = byte }
      if byte == 0x6A { hasJ = true }
    }
    if hasJ { return .cnpj }
    let isCPF = text.count == 3 && first == 0x63
    return first == 0x66 || first == 0x70 || isCPF ? .cpf : nil
  }

  /// Hundredths that the API takes: 0.01 to 150,000.00.
  static let amounts: ClosedRange<Int64> = 1...15_000_000

  /// Services that deposit the caller's amount reject what the others only warn of.
  mutating func checkAmount(_ cell: Span<UInt8>) {
    guard !cell.isEmpty else { return missAmount() }
    let reading = AmountReading.read(cell, inCents: form.amountsAreCents)
    guard case .unreadable = reading else { return judgeAmount(reading) }
    let repaired = CellRepair.repair(cell, as: .other)
    guard take(repaired, .amount) else { return }
    if repaired.bytes.isEmpty { return missAmount() }
    judgeAmount(
      repaired.repairs.isEmpty
        ? reading : AmountReading.read(repaired.bytes.span, inCents: form.amountsAreCents))
  }

  private mutating func missAmount() {
    if settings.needsAmount { error(.required, .amount) }
  }

  private mutating func judgeAmount(_ reading: AmountReading.Result) {
    let severity: Finding.Severity = settings.needsAmount ? .error : .warning
    switch reading {
    case .cents(let cents) where Self.amounts.contains(cents):
      record.amountInCents = cents
    case .cents: findings.append(Finding(.amountRange, .amount, severity: severity))
    case .unreadable(let fault):
      let code: FindingCode =
        switch fault {
        case .form: .amountUnreadable
        case .zeroFilled: .amountZeroFilled
        case .notWholeCents: .amountNotInCents
        }
      findings.append(Finding(code, .amount, severity: severity))
    }
  }

  /// The request carries no key: an invalid one is worth a warning, no more.
  mutating func checkPixKey(_ cell: Span<UInt8>) {
    guard !cell.isEmpty else { return }
    guard readPixKey(cell, declared: nil).verdict == .invalid else { return }
    let unwrapped = CellRepair.repair(cell, as: .other)
    guard
      unwrapped.repairs.isEmpty
        || readPixKey(unwrapped.bytes.span, declared: nil).verdict == .invalid
    else { return }
    warning(.pixKeyInvalid, .pixKey)
  }
}

extension CellShape {
  /// Whether `cell` is written like `000.000.000-00` or `AA.AAA.AAA/AAAA-00`, which no spreadsheet
  /// takes for a number.
  @inline(__always)
  static func isMaskedDocument(_ cell: Span<UInt8>) -> Bool {
    switch cell.count {
    case 14: cell[3] == 0x2E && cell[7] == 0x2E && cell[11] == 0x2D && isBare(cell)
    case 18:
      cell[2] == 0x2E && cell[6] == 0x2E && cell[10] == 0x2F && cell[15] == 0x2D && isBare(cell)
    default: false
    }
  }

  private static func isBare(_ cell: Span<UInt8>) -> Bool {
    CellShape(of: cell).isDisjoint(with: [.wrapping, .high, .blank])
  }
}
