import BrazilianBanking

/// Name, document and code: who is paid.
extension RecordChecker {
  mutating func checkName(_ cell: Span<UInt8>) {
    let reading = NameReading.read(cell, into: &name)
    if reading.isMended { repair(.blanksCollapsed, .name) }
    if reading.isMojibake { warning(.mojibake, .name) }
    if name.isEmpty {
      error(.required, .name)
    } else if name.first == 0x23, CellMending.isSpreadsheetError(name) {
      error(.spreadsheetError, .name)
    } else if NameReading.isFormula(name) {
      error(.formula, .name)
    }
  }

  mutating func checkDocument(_ cell: Span<UInt8>, declared: Span<UInt8>) {
    let kind = declared.isEmpty ? nil : declaredKind(declared)
    let shape = CellShape(of: cell)
    if shape.isDisjoint(with: [.wrapping, .high, .letterE, .dotOrComma, .blank]) {
      readDocumentCell(cell, kind)
    } else {
      let mended = CellMending.mend(cell, as: .identifier)
      if let fault = mended.fault { return error(fault, .document) }
      if let repair = mended.repair { self.repair(repair, .document) }
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
      return error(Self.code(of: reading.fault), .document)
    }
    // Eleven digits that are no CPF may be a CNPJ without its zeros.
    guard document.kind == .cpf || reading.writtenCount >= 11 else {
      return error(.length, .document)
    }
    if reading.repairs.contains(.zerosRestored) { repair(.zerosRestored, .document) }
    if reading.repairs.contains(.upperCased) { repair(.upperCased, .document) }
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

  /// The code a record brings: its own, or the one that an earlier run gave it, see ``EarlierRun``.
  mutating func checkCustomCode(
    own: Span<UInt8>, earlier: Span<UInt8>, earlierStatus: Span<UInt8>
  ) {
    let history = EarlierRun(status: earlierStatus)
    let isEarlier = takeCustomCode(own: own, earlier: earlier)
    if history == .taken {
      // Whatever else is wrong with it, it must not come back as a record to be corrected.
      findings.removeAll(keepingCapacity: true)
      repeatsEarlierRun = true
      return error(.takenEarlier, .customCode)
    }
    if own.isEmpty, columns.customCode >= 0 { return error(.required, .customCode) }
    guard customCode.count <= CustomCode.longest, customCode.allSatisfy(CustomCode.isAllowed) else {
      return error(.codeFormat, .customCode)
    }
    // The journal keeps codes; a document must not get into it this way.
    if let document = record.document, isEqual(document.code, customCode) {
      return error(.codeIsDocument, .customCode)
    }
    // A code whose story is lost may be at the API: only one that was never sent is used again.
    switch history {
    case .usedUp: needsNewCode = isEarlier || (earlier.isEmpty && !own.isEmpty)
    case .silent: needsNewCode = isEarlier
    case .neverSent, .taken: break
    }
  }

  /// Keeps the code that the row stands for.
  ///
  /// - Returns: whether an earlier run gave it out. An own code that was changed by hand is a new one;
  ///   one that an earlier run had to follow with another stands for that other one.
  private mutating func takeCustomCode(own: Span<UInt8>, earlier: Span<UInt8>) -> Bool {
    keepCode(own)
    guard !earlier.isEmpty else { return false }
    guard !customCode.isEmpty else {
      keepCode(earlier)
      return true
    }
    let ownCode = customCode
    keepCode(earlier)
    if customCode == ownCode || CodeLineage(of: customCode) == CodeLineage(of: ownCode) {
      return true
    }
    customCode = ownCode
    return false
  }

  private mutating func keepCode(_ cell: Span<UInt8>) {
    customCode.removeAll(keepingCapacity: true)
    for index in cell.indices { customCode.append(cell[index]) }
    // The apostrophe that keeps a spreadsheet from running a value that begins with a hyphen.
    if customCode.first == 0x27 { customCode.removeFirst() }
  }

  private func isEqual(_ document: ShortCode, _ code: [UInt8]) -> Bool {
    guard document.count == code.count else { return false }
    for index in 0..<document.count where document[index] != code[index] { return false }
    return true
  }

  /// The request carries no key: an invalid one is worth a warning, no more.
  mutating func checkPixKey(_ cell: Span<UInt8>) {
    guard !cell.isEmpty else { return }
    if readPixKey(cell, declared: nil).verdict == .invalid { warning(.pixKeyInvalid, .pixKey) }
  }
}
