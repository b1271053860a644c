/// The five types of PIX keys.
public enum PixKeyKind: String, Sendable, CaseIterable {
  /// 11 digits.
  case cpf
  /// 14 characters; letters since July 2026.
  case cnpj
  /// `+55`, area code, nine digits beginning with 9.
  case phone
  /// At most 77 ASCII characters, lower case.
  case email
  /// Random key (EVP): a UUID in lower case with hyphens, of any version.
  case random = "evp"
}

/// Why a PIX key is not plainly valid.
public enum PixFault: UInt8, CaseIterable, Sendable {
  /// Nothing but blanks.
  case empty
  /// Longer than 77 characters.
  case length
  /// The form of no key, or not of the declared one.
  case form
  /// A CPF or CNPJ that does not hold.
  case document
  /// A Brazilian telephone with an area code that does not exist.
  case areaCode
  /// Eight digits behind the area code: a landline or an old mobile number (unknown).
  case landline
  /// A telephone of another country (unknown).
  case foreignPhone
  /// Digits that may be a telephone without `+55`, and no type is declared (unknown).
  case perhapsPhone
}

/// What ``readPixKey(_:declared:)`` found.
public struct PixReading: Hashable, Sendable {
  /// `valid`, `unknown` where a key may exist but cannot be told from its form, or `invalid`.
  public let verdict: Verdict
  /// The declared or recognised type, nil when there is none.
  public let kind: PixKeyKind?
  /// The key as DICT stores it; nil when ``verdict`` is `invalid` or the type is not known.
  public let canonical: String?
  /// What is wrong, nil when nothing is.
  public let fault: PixFault?
  /// What had to be mended.
  public let repairs: Repairs

  static func valid(_ kind: PixKeyKind, _ canonical: String, _ repairs: Repairs = []) -> Self {
    Self(verdict: .valid, kind: kind, canonical: canonical, fault: nil, repairs: repairs)
  }

  static func unknown(
    _ kind: PixKeyKind?, _ canonical: String?, _ fault: PixFault, _ repairs: Repairs = []
  ) -> Self {
    Self(verdict: .unknown, kind: kind, canonical: canonical, fault: fault, repairs: repairs)
  }

  static func invalid(_ kind: PixKeyKind?, _ fault: PixFault) -> Self {
    Self(verdict: .invalid, kind: kind, canonical: nil, fault: fault, repairs: [])
  }
}
