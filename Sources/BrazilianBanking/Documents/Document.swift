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
  /// What had to be mended.
  public let repairs: Repairs
  /// Letters and digits that were written, before zeros were restored. A spreadsheet drops at most
  /// a few zeros: a caller may reject a CPF of fewer than 8 or a CNPJ of fewer than 12.
  public let writtenCount: Int
}
