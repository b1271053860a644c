import BrazilianBanking

/// Name, document and code: who is paid.
extension RecordChecker {
  mutating func checkName(_ cell: Span<UInt8>) {
    if NameReading.read(cell, into: &name) { repair(.blanksCollapsed, .name) }
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
      return error(Self.code(of: reading.fault), .document, Self.hint(text, reading.fault))
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

  mutating func checkCustomCode(
    own: Span<UInt8>, earlier: Span<UInt8>, earlierStatus: Span<UInt8>
  ) {
    if own.isEmpty, columns.customCode >= 0 { return error(.required, .customCode) }
    var isEarlier = columns.customCode < 0
    if own.isEmpty {
      for index in earlier.indices { customCode.append(earlier[index]) }
    } else {
      for index in own.indices { customCode.append(own[index]) }
      isEarlier = isEqual(own, earlier)
    }
    // The apostrophe that keeps a spreadsheet from running a value that begins with a hyphen.
    if customCode.first == 0x27 { customCode.removeFirst() }
    guard customCode.count <= CustomCode.longest, customCode.allSatisfy(CustomCode.isAllowed) else {
      return error(.codeFormat, .customCode)
    }
    // The journal keeps codes; a document must not get into it this way.
    if let document = record.document, isEqual(document.code, customCode) {
      return error(.codeIsDocument, .customCode)
    }
    if isEarlier, wasSeenByAPI(earlierStatus) {
      customCode = CustomCode.next(after: customCode)
    }
  }

  private func isEqual(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Bool {
    guard left.count == right.count else { return false }
    for index in left.indices where left[index] != right[index] { return false }
    return true
  }

  private func isEqual(_ document: ShortCode, _ code: [UInt8]) -> Bool {
    guard document.count == code.count else { return false }
    for index in 0..<document.count where document[index] != code[index] { return false }
    return true
  }

  /// Whether a record with this earlier status used up its code.
  private func wasSeenByAPI(_ status: Span<UInt8>) -> Bool {
    guard !status.isEmpty else { return false }
    let text = String(decoding: (0..<status.count).map { status[$0] }, as: UTF8.self)
    return ["refused", "invalid", "not_verifiable"].contains(text)
  }

  /// The request carries no key: an invalid one is worth a warning, no more.
  mutating func checkPixKey(_ cell: Span<UInt8>) {
    guard !cell.isEmpty else { return }
    if readPixKey(cell, declared: nil).verdict == .invalid { warning(.pixKeyInvalid, .pixKey) }
  }
}
