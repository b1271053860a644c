import BrazilianBanking

/// Name, document and code: who is paid.
extension RecordChecker {
  mutating func checkName(_ cell: Span<UInt8>) {
    // A mark of error, or the one by which a spreadsheet keeps text as text.
    guard NameReading.isPlain(cell), cell[0] != 0x23, cell[0] != 0x27 else { return mendName(cell) }
    if NameReading.beginsFormula(cell[0]) { error(.formula, .name) }
  }

  private mutating func mendName(_ cell: Span<UInt8>) {
    isNameMended = true
    mendedName.removeAll(keepingCapacity: true)
    let reading = NameReading.read(cell, into: &mendedName)
    if reading.isFreed { repair(.unwrapped, .name) }
    if reading.isComposed { repair(.composed, .name) }
    if reading.isCollapsed { repair(.blanksCollapsed, .name) }
    if reading.isMojibake { warning(.mojibake, .name) }
    if mendedName.first == 0x27 {
      mendedName.removeFirst()
      if !reading.isFreed { repair(.unwrapped, .name) }
    }
    if mendedName.isEmpty {
      error(.required, .name)
    } else if mendedName.first == 0x23, CellMending.isSpreadsheetError(mendedName) {
      error(.spreadsheetError, .name)
    } else if NameReading.isFormula(mendedName) {
      error(.formula, .name)
    }
  }

  mutating func checkDocument(_ cell: Span<UInt8>, declared: Span<UInt8>) {
    let kind = declared.isEmpty ? nil : declaredKind(declared)
    if readUsualDocument(cell, declared: kind, into: &record.document) { return }
    if CellShape.isPlainCode(cell) || CellShape.isMaskedDocument(cell) {
      readDocumentCell(cell, kind)
    } else {
      let mended = CellMending.mend(cell, as: .identifier)
      if let fault = mended.fault { return error(fault, .document) }
      note(mended, .document)
      readDocumentCell(mended.bytes.span, kind)
    }
  }

  private mutating func readDocumentCell(_ text: Span<UInt8>, _ declared: DocumentKind?) {
    let reading = readDocument(text, declared: declared)
    // A sheet's own limits: shorter values are too likely to be something else.
    if (1..<8).contains(reading.writtenCount), reading.fault != .characters {
      return error(.length, .document)
    }
    guard let document = reading.document else {
      return error(Self.code(of: reading.fault), .document, Self.hint(text, reading.fault))
    }
    // Eleven digits that are no CPF may be a CNPJ without its zeros.
    guard document.kind == .cpf || reading.writtenCount >= 11 else {
      return error(.length, .document)
    }
    // What lost its zeros does not begin with one, and nobody writes a CNPJ in the mask of a CPF.
    if document.kind == .cnpj, reading.writtenCount == 11, declared == nil,
      text[0] == 0x30 || CellShape.isMaskedDocument(text)
    {
      return error(.checkDigit, .document, Self.hint(text, .checkDigit))
    }
    note(reading.repairs, .document)
    record.document = document
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

  /// Whether an own code is as it should be, and not the document.
  func isUsualCode(_ cell: Span<UInt8>) -> Bool {
    guard CustomCode.isPlain(cell) else { return false }
    guard let document = record.document else { return true }
    return !isEqual(document.code, cell)
  }

  /// The code a record brings: its own, or the one that an earlier run gave it, see ``EarlierRun``.
  mutating func checkCustomCode(
    own: Span<UInt8>, earlier: Span<UInt8>, earlierStatus: Span<UInt8>
  ) {
    isCodeMended = true
    var history = EarlierRun(
      status: earlierStatus, hasCode: !earlier.isEmpty, isWhole: columns.hasWholePair)
    if history != .taken, !earlier.isEmpty, !isReadableCode(earlier) { history = .unreadable }
    let taken = takeCustomCode(own: own, earlier: earlier, history)
    if history == .incomplete || history == .unreadable {
      keepUnreadableCode()
      return refusePair(history == .incomplete ? .pairIncomplete : .pairUnreadable)
    }
    if history == .taken {
      // Whatever else is wrong with it, it must not come back as a record to be corrected.
      findings.removeAll(keepingCapacity: true)
      repeatsEarlierRun = true
      return error(.takenEarlier, .customCode)
    }
    if own.isEmpty, columns.customCode >= 0 { return error(.required, .customCode) }
    if let fault = taken.mended?.fault { return error(fault, .customCode) }
    if let mended = taken.mended { note(mended, .customCode) }
    if mendedCode.isEmpty, taken.mended != nil { return error(.required, .customCode) }
    guard mendedCode.isEmpty || CustomCode.isPlain(mendedCode.span) else {
      return error(.codeFormat, .customCode)
    }
    // The journal keeps codes; a document must not get into it this way.
    if let document = record.document, isEqual(document.code, mendedCode.span) {
      return error(.codeIsDocument, .customCode)
    }
    // An own code that was changed by hand is a new one already.
    if history == .usedUp { needsNewCode = taken.isEarlier }
  }

  /// The first error of the row, since nothing else matters before it is cleared up.
  private mutating func refusePair(_ code: FindingCode) {
    findings.insert(Finding(code, .earlierStatus), at: 0)
  }

  /// Whether an earlier run's cell can be a code of ours.
  private mutating func isReadableCode(_ cell: Span<UInt8>) -> Bool {
    if !CustomCode.isPlain(cell) {
      guard keepCode(cell)?.fault == nil, CustomCode.isPlain(mendedCode.span) else { return false }
    }
    // Where the file has codes of its own they may have any form.
    return columns.customCode >= 0 || !CustomCode.isDamagedDerivation(cell)
  }

  /// Keeps, instead of a code, what no run takes for one: otherwise the row would come back from this
  /// run as `rejected`, that is as never sent, with a code that may have been paid.
  mutating func keepUnreadableCode() {
    isCodeMended = true
    mendedCode = [0x3F]
  }

  /// What became of the cells of a code.
  private struct TakenCode {
    /// An earlier run gave it out.
    var isEarlier = false
    /// What had to be done to the code, nil when it was plain.
    var mended: CellMending.Mended?
  }

  /// Keeps the code that the row stands for. An own code that was changed by hand is a new one; one
  /// that an earlier run had to follow with another stands for that other one. Where the two differ in
  /// capitals only and nothing was sent, the own one counts: it must not be sent in both spellings.
  private mutating func takeCustomCode(
    own: Span<UInt8>, earlier: Span<UInt8>, _ history: EarlierRun
  ) -> TakenCode {
    var taken = TakenCode()
    taken.mended = keepCode(own)
    if taken.mended == nil, own.count > mendedCode.count {
      taken.mended = CellMending.Mended(bytes: mendedCode, repairs: [.unwrapped])
    }
    guard !earlier.isEmpty else { return taken }
    guard !mendedCode.isEmpty else {
      return TakenCode(isEarlier: true, mended: keepCode(earlier))
    }
    let ownCode = mendedCode
    _ = keepCode(earlier)
    if CodeLineage.isOne(mendedCode, ownCode) {
      taken.isEarlier = true
      let isOneWord = CodeSpelling.folded(mendedCode) == CodeSpelling.folded(ownCode)
      if history == .neverSent, isOneWord { mendedCode = ownCode }
    } else {
      if CustomCode.isPlain(mendedCode.span) { formerCode = mendedCode }
      mendedCode = ownCode
    }
    return taken
  }

  /// Keeps the code in `cell`, freed of what a spreadsheet made of it, such as `="0012"` or `1001.0`.
  private mutating func keepCode(_ cell: Span<UInt8>) -> CellMending.Mended? {
    mendedCode.removeAll(keepingCapacity: true)
    for index in cell.indices { mendedCode.append(cell[index]) }
    // The apostrophe that keeps a spreadsheet from running a value that begins with a hyphen.
    if mendedCode.first == 0x27 { mendedCode.removeFirst() }
    guard !mendedCode.allSatisfy(CustomCode.isAllowed) else { return nil }
    let mended = CellMending.mend(mendedCode.span, as: .identifier)
    mendedCode = mended.bytes
    return mended
  }

  private func isEqual(_ document: ShortCode, _ code: Span<UInt8>) -> Bool {
    guard document.count == code.count else { return false }
    for index in 0..<document.count where document[index] != code[index] { return false }
    return true
  }

  /// The request carries no key: an invalid one is worth a warning, no more.
  mutating func checkPixKey(_ cell: Span<UInt8>) {
    guard !cell.isEmpty else { return }
    guard readPixKey(cell, declared: nil).verdict == .invalid else { return }
    let unwrapped = CellMending.mend(cell, as: .other)
    guard
      unwrapped.repairs.isEmpty
        || readPixKey(unwrapped.bytes.span, declared: nil).verdict == .invalid
    else { return }
    warning(.pixKeyInvalid, .pixKey)
  }

  // MARK: Code

  /// Finds out whether the code that was taken shows who the payee is.
  mutating func checkTraces(in bytes: Span<UInt8>) {
    guard hasCode, !findings.contains(where: { $0.field == .customCode && $0.severity == .error })
    else { return }
    var mayTellOthers = false
    let trace =
      isCodeMended
      ? trace(in: mendedCode.span, bytes, &mayTellOthers)
      : trace(in: bytes.extracting(writtenCode), bytes, &mayTellOthers)
    self.mayTellOthers = mayTellOthers
    guard let code = trace?.finding else { return }
    findings.append(Finding(code, .customCode))
  }

  private func trace(
    in code: Span<UInt8>, _ bytes: Span<UInt8>, _ mayTellOthers: inout Bool
  ) -> CodeTrace? {
    guard isNameMended else {
      return CodeTrace.find(
        in: code, of: record, name: bytes.extracting(writtenName), mayTellOthers: &mayTellOthers)
    }
    return CodeTrace.find(
      in: code, of: record, name: mendedName.span, mayTellOthers: &mayTellOthers)
  }
}
