/// The two registers of taxpayers.
public enum DocumentKind: UInt8, Sendable {
  /// A natural person: 11 digits.
  case cpf
  /// A legal entity: 12 digits or upper-case letters and 2 check digits.
  case cnpj
}

/// A CPF or CNPJ whose check digits are right.
public struct Document: Hashable, Sendable {
  /// Which register the document belongs to.
  public let kind: DocumentKind
  /// 11 digits of a CPF or 14 characters `[A-Z0-9]{12}[0-9]{2}` of a CNPJ, without mask.
  public let code: ShortCode
}

/// Why a text is no document.
public enum DocumentFault: UInt8, CaseIterable, Sendable {
  /// Nothing but blanks or mask characters.
  case empty
  /// Too long, or too short with a letter in it.
  case length
  /// A character no document of the kind has, or a letter in the place of a check digit.
  case characters
  /// The check digits do not fit.
  case checkDigit
  /// One digit repeated: such numbers are never issued, though their check digits may fit.
  case repeated
}

/// What ``readDocument(_:declared:)`` found in a text.
public struct DocumentReading: Sendable {
  /// The document, nil when there is a ``fault``.
  public let document: Document?
  /// Why there is no document, nil when there is one.
  public let fault: DocumentFault?
  /// The repairs made while it was read.
  public let repairs: Repairs
  /// Letters and digits that were written, before zeros were restored. A spreadsheet drops at most
  /// a few zeros: a caller may reject a CPF of fewer than 8 or a CNPJ of fewer than 12.
  public let writtenCount: Int
}

/// Reads a CPF or CNPJ as people and spreadsheets write it.
///
/// Sources: CPF, Receita Federal's rule as four public libraries have it. CNPJ, with letters and
/// without, instruction RFB 2.229/2024, Serpro's calculation of the alphanumeric CNPJ and the
/// questions and answers of Receita Federal (1, 14, 45, 47).
///
/// - Parameters:
///   - text: UTF-8 bytes of the field, masked or not. Only ASCII digits are digits.
///   - declared: the kind a type column names. Without it letters mean CNPJ, up to 11 digits are a
///     CPF if its check digits fit, else a CNPJ if those fit, also behind zeros that fill them up. Fourteen
///     digits are a CNPJ, or a CPF behind zeros.
/// - Returns: the document or the fault. Digits-only values that are too short are padded with
///   zeros and reported as ``Repairs/zerosRestored``; nothing with a letter is ever padded. Of those that
///   are too long leading zeros are taken off and reported as ``Repairs/zerosDropped``, as files of fixed
///   width have them.
public func readDocument(_ text: Span<UInt8>, declared: DocumentKind?) -> DocumentReading {
  let usual = ShortCode(document: text)
  if let usual, let kind = kind(ofUsual: usual, declared) {
    return DocumentReading(
      document: Document(kind: kind, code: usual), fault: nil, repairs: [],
      writtenCount: usual.count)
  }
  return readUncommon(usual.map(DocumentText.init(usual:)) ?? DocumentText(text), declared)
}

/// Reads a right document in one of its usual forms, which nearly every record has, into `document`.
///
/// It writes into the caller's own storage, since returning and copying a document takes longer than
/// reading it. The sources are those of ``readDocument(_:declared:)``.
///
/// - Parameters:
///   - text: UTF-8 bytes of the field. Usual are 11 digits and 14 digits or upper-case letters, bare or
///     with every character of the mask.
///   - declared: the kind a type column names, nil without one.
///   - document: becomes the document; stays as it is when there is none.
/// - Returns: whether there is one. For any other text ``readDocument(_:declared:)`` says why not.
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
  if written.hasLetters { return readCNPJ(written) }
  if written.writtenCount > 11 { return readPadded(written) }
  let asCPF = readCPF(written)
  if asCPF.fault == nil { return asCPF }
  let asCNPJ = readCNPJ(written)
  return asCNPJ.fault == nil ? asCNPJ : asCPF
}

/// A CNPJ, or a CPF in a field of fixed width.
private func readPadded(_ written: DocumentText) -> DocumentReading {
  let asCNPJ = readCNPJ(written)
  // What lost its zeros does not begin with one: fourteen digits alone may be a CNPJ that does.
  guard written.code.byte(0) == 0x30, asCNPJ.fault != nil || written.writtenCount != 14 else {
    return asCNPJ
  }
  let asCPF = readCPF(written)
  if asCPF.fault == nil { return asCPF }
  // With a CPF behind zeros its digits are what does not fit.
  return asCNPJ.fault == nil || asCPF.fault == .length ? asCNPJ : asCPF
}

/// The digits without the zeros that make them longer than `width`; nil when others stand there.
@inline(never)
private func withoutPadding(_ written: DocumentText, to width: Int) -> ShortCode? {
  let surplus = written.writtenCount - width
  guard !written.hasLetters, written.writtenCount <= ShortCode.capacity,
    written.code.firstSignificant >= surplus
  else { return nil }
  return written.code.suffix(from: surplus)
}

@inline(__always)
private func readCPF(_ written: DocumentText) -> DocumentReading {
  if written.hasLetters { return failed(.characters, written) }
  var code = written.code
  if written.writtenCount > 11 {
    guard let digits = withoutPadding(written, to: 11) else { return failed(.length, written) }
    code = digits
  } else if written.writtenCount < 11 {
    code = code.padded(to: 11)
  }
  guard DocumentDigits.fitsCPF(code) else {
    return failed(DocumentDigits.isRepeatedDigit(code) ? .repeated : .checkDigit, written)
  }
  if DocumentDigits.isRepeatedDigit(code) { return failed(.repeated, written) }
  return passed(.cpf, code, written)
}

private func readCNPJ(_ written: DocumentText) -> DocumentReading {
  if written.hasLetters && written.writtenCount < 14 { return failed(.length, written) }
  var code = written.code
  if written.writtenCount > 14 {
    guard let digits = withoutPadding(written, to: 14) else { return failed(.length, written) }
    code = digits
  } else if written.writtenCount < 14 {
    code = code.padded(to: 14)
  }
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
  if written.writtenCount > code.count { repairs.insert(.zerosDropped) }
  if written.hasLowerCase { repairs.insert(.upperCased) }
  return DocumentReading(
    document: Document(kind: kind, code: code), fault: nil, repairs: repairs,
    writtenCount: written.writtenCount)
}

@inline(never)
private func failed(_ fault: DocumentFault, _ written: DocumentText) -> DocumentReading {
  DocumentReading(document: nil, fault: fault, repairs: [], writtenCount: written.writtenCount)
}
