/// Reads a CPF or CNPJ as people and spreadsheets write it.
///
/// Sources: CPF, Receita Federal's rule as four public libraries have it. CNPJ, with letters and
/// without, instruction RFB 2.229/2024, Serpro's calculation of the alphanumeric CNPJ and the
/// questions and answers of Receita Federal (1, 14, 45, 47).
///
/// - Parameters:
///   - text: UTF-8 bytes of the field, masked or not. Only ASCII digits are digits.
///   - declared: the kind a type column names. Without it letters mean CNPJ, up to 11 digits are a
///     CPF if its check digits fit, else a CNPJ if those fit; more digits are a CNPJ.
/// - Returns: the document or the fault. Digits-only values that are too short are padded with
///   zeros and reported as ``Repairs/zerosRestored``; nothing with a letter is ever padded.
public func readDocument(_ text: Span<UInt8>, declared: DocumentKind?) -> DocumentReading {
  let usual = ShortCode(document: text)
  if let usual, let kind = kind(ofUsual: usual, declared) {
    return DocumentReading(
      document: Document(kind: kind, code: usual), fault: nil, repairs: [],
      writtenCount: usual.count)
  }
  return readUncommon(usual.map(DocumentText.init(usual:)) ?? DocumentText(text), declared)
}

/// Reads what nearly every record has, a right document in one of its usual forms, into `document`.
///
/// For those who keep the document in a place of their own: handing it over and copying it takes
/// longer than reading it. The sources are those of ``readDocument(_:declared:)``.
///
/// - Parameters:
///   - text: UTF-8 bytes of the field. Usual are 11 digits and 14 digits or upper-case letters, bare or
///     with every character of the mask.
///   - declared: the kind a type column names, nil without one.
///   - document: becomes the document; stays as it is when there is none.
/// - Returns: whether it was one; ``readDocument(_:declared:)`` tells what anything else is.
public func readUsualDocument(
  _ text: Span<UInt8>, declared: DocumentKind?, into document: inout Document?
) -> Bool {
  guard let usual = ShortCode(document: text), let kind = kind(ofUsual: usual, declared) else {
    return false
  }
  document = Document(kind: kind, code: usual)
  return true
}

/// What document the code is, nil when its digits do not fit.
@inline(__always)
private func kind(ofUsual code: ShortCode, _ declared: DocumentKind?) -> DocumentKind? {
  if code.count == 11, declared != .cnpj, DocumentDigits.isCPF(code) { return .cpf }
  if code.count == 14, declared != .cpf, DocumentDigits.isCNPJ(code) { return .cnpj }
  return nil
}

@inline(never)
private func readUncommon(
  _ written: DocumentText, _ declared: DocumentKind?
) -> DocumentReading {
  if written.hasForeign { return failed(.characters, written) }
  if written.writtenCount == 0 { return failed(.empty, written) }
  switch declared {
  case .cpf: return readCPF(written)
  case .cnpj: return readCNPJ(written)
  case nil: return readUndeclared(written)
  }
}

@inline(__always)
private func readUndeclared(_ written: DocumentText) -> DocumentReading {
  if written.hasLetters || written.writtenCount > 11 { return readCNPJ(written) }
  let asCPF = readCPF(written)
  if asCPF.fault == nil { return asCPF }
  let asCNPJ = readCNPJ(written)
  return asCNPJ.fault == nil ? asCNPJ : asCPF
}

@inline(__always)
private func readCPF(_ written: DocumentText) -> DocumentReading {
  if written.hasLetters { return failed(.characters, written) }
  if written.writtenCount > 11 { return failed(.length, written) }
  var code = written.code
  if written.writtenCount < 11 { code = code.padded(to: 11) }
  guard DocumentDigits.fitsCPF(code) else {
    return failed(DocumentDigits.isRepeatedDigit(code) ? .repeated : .checkDigit, written)
  }
  if DocumentDigits.isRepeatedDigit(code) { return failed(.repeated, written) }
  return passed(.cpf, code, written)
}

private func readCNPJ(_ written: DocumentText) -> DocumentReading {
  if written.writtenCount > 14 || (written.hasLetters && written.writtenCount < 14) {
    return failed(.length, written)
  }
  var code = written.code
  if written.writtenCount < 14 { code = code.padded(to: 14) }
  if code.byte(12) > 0x39 || code.byte(13) > 0x39 { return failed(.characters, written) }
  if DocumentDigits.isRepeatedDigit(code) { return failed(.repeated, written) }
  guard DocumentDigits.fitsCNPJ(code) else { return failed(.checkDigit, written) }
  return passed(.cnpj, code, written)
}

@inline(__always)
private func passed(
  _ kind: DocumentKind, _ code: ShortCode, _ written: DocumentText
) -> DocumentReading {
  var repairs: Repairs = []
  if written.writtenCount < code.count { repairs.insert(.zerosRestored) }
  if written.hasLowerCase { repairs.insert(.upperCased) }
  return DocumentReading(
    document: Document(kind: kind, code: code), fault: nil, repairs: repairs,
    writtenCount: written.writtenCount)
}

@inline(never)
private func failed(_ fault: DocumentFault, _ written: DocumentText) -> DocumentReading {
  DocumentReading(document: nil, fault: fault, repairs: [], writtenCount: written.writtenCount)
}
