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
  /// Eight digits after the area code: a landline or an old mobile number (unknown).
  case landline
  /// A telephone of another country (unknown).
  case foreignPhone
  /// Digits that may be a telephone without `+55`, and no type is declared (unknown).
  case perhapsPhone
}

/// What ``readPixKey(_:declared:)`` found.
public struct PixReading: Hashable, Sendable {
  /// `valid`, `unknown` where a key may exist but is not clear from its form, or `invalid`.
  public let verdict: Verdict
  /// The declared or recognised type, nil when there is none.
  public let kind: PixKeyKind?
  /// The key as DICT stores it; nil when ``verdict`` is `invalid` or the type is not known.
  public let canonical: String?
  /// What is wrong, nil when nothing is.
  public let fault: PixFault?
  /// The repairs made while it was read.
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

/// Reads a PIX key, recognises its type and gives it the form DICT stores (DICT API 1.8.0 and 2.8.0).
///
/// Eleven bare digits can be a CPF or a mobile number: they are a CPF if its check digits fit, else
/// `unknown` if they look like a mobile; a telephone needs `+55` or a declared type.
///
/// - Parameters:
///   - text: UTF-8 bytes of the key.
///   - declared: the type a column names, nil when there is none.
public func readPixKey(_ text: Span<UInt8>, declared: PixKeyKind?) -> PixReading {
  let (start, end) = trimmedBounds(text)
  if start == end { return .invalid(declared, .empty) }
  if end - start > 77 { return .invalid(declared, .length) }
  let key = text.extracting(start..<end)
  switch declared {
  case .cpf: return readDocumentKey(key, .cpf)
  case .cnpj: return readDocumentKey(key, .cnpj)
  case .phone: return readPhone(key)
  case .email: return readEmail(key)
  case .random: return readRandomKey(key)
  case nil: return readUndeclared(key)
  }
}

private func readUndeclared(_ key: Span<UInt8>) -> PixReading {
  for index in key.indices where key[index] == 0x40 { return readEmail(key) }
  if key[0] == 0x2B { return readPhone(key) }
  let random = readRandomKey(key)
  if random.fault == nil { return random }
  let document = readDocument(key, declared: nil)
  if let found = document.document, document.writtenCount == found.code.count {
    return readDocumentKey(key, found.kind == .cpf ? .cpf : .cnpj)
  }
  if let phone = PhoneText(key), phone.mayBeBrazilian { return .unknown(nil, nil, .perhapsPhone) }
  switch document.writtenCount {
  case 11, 14: return .invalid(nil, document.fault == .characters ? .form : .document)
  default: return .invalid(nil, .form)
  }
}

private func readDocumentKey(_ key: Span<UInt8>, _ kind: DocumentKind) -> PixReading {
  let reading = readDocument(key, declared: kind)
  let pixKind: PixKeyKind = kind == .cpf ? .cpf : .cnpj
  guard let document = reading.document, !reading.repairs.contains(.zerosDropped) else {
    let isForm = reading.fault == nil || reading.fault == .length || reading.fault == .characters
    return .invalid(pixKind, isForm ? .form : .document)
  }
  return .valid(pixKind, document.code.description, reading.repairs)
}

private func readPhone(_ key: Span<UInt8>) -> PixReading {
  guard let phone = PhoneText(key) else { return .invalid(.phone, .form) }
  let canonical = phone.canonical
  let repairs: Repairs = phone.hasPlus ? [] : .countryCodeAdded
  switch phone.form {
  case .mobile: return .valid(.phone, canonical, repairs)
  case .landline: return .unknown(.phone, canonical, .landline, repairs)
  case .foreign: return .unknown(.phone, canonical, .foreignPhone)
  case .wrongAreaCode: return .invalid(.phone, .areaCode)
  case .none: return .invalid(.phone, .form)
  }
}

/// A UUID with hyphens, 8-4-4-4-12. The version is not looked at: the central bank's own example is
/// of version 1.
private func readRandomKey(_ key: Span<UInt8>) -> PixReading {
  guard key.count == 36 else { return .invalid(.random, .form) }
  var lowered: [UInt8] = []
  for index in key.indices {
    let byte = key[index] >= 0x41 && key[index] <= 0x5A ? key[index] | 0x20 : key[index]
    let isHyphen = index == 8 || index == 13 || index == 18 || index == 23
    let isHexadecimal = byte &- 0x30 <= 9 || byte &- 0x61 <= 5
    guard isHyphen ? byte == 0x2D : isHexadecimal else { return .invalid(.random, .form) }
    lowered.append(byte)
  }
  return .valid(.random, String(decoding: lowered, as: UTF8.self), raised(key, lowered))
}

private func readEmail(_ key: Span<UInt8>) -> PixReading {
  let lowered = lowered(key)
  guard isEmail(lowered.span) else { return .invalid(.email, .form) }
  return .valid(.email, String(decoding: lowered, as: UTF8.self), raised(key, lowered))
}

private func lowered(_ key: Span<UInt8>) -> [UInt8] {
  key.indices.map { key[$0] &- 0x41 <= 25 ? key[$0] | 0x20 : key[$0] }
}

/// The repair of letters that had to be lowered.
private func raised(_ key: Span<UInt8>, _ lowered: [UInt8]) -> Repairs {
  for index in key.indices where key[index] != lowered[index] { return .lowerCased }
  return []
}

/// Whether a text is an e-mail address in the form DICT accepts, lower case, one `@`.
///
/// Local part ``[a-z0-9.!#$&'*+/=?^_`{|}~-]+``; domain of one or more labels
/// `[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?`, a single one being enough.
func isEmail(_ text: Span<UInt8>) -> Bool {
  var index = 0
  while index < text.count, isLocalCharacter(text[index]) { index += 1 }
  guard index > 0, index < text.count, text[index] == 0x40 else { return false }
  var labelStart = index + 1
  for end in labelStart...text.count where end == text.count || text[end] == 0x2E {
    guard isLabel(text.extracting(labelStart..<end)) else { return false }
    labelStart = end + 1
  }
  return true
}

private func isLocalCharacter(_ byte: UInt8) -> Bool {
  if isLetterOrDigit(byte) { return true }
  switch byte {
  // . ! # $ & ' * + - /
  case 0x2E, 0x21, 0x23, 0x24, 0x26, 0x27, 0x2A, 0x2B, 0x2D, 0x2F: return true
  // = ? ^ _ ` { | } ~
  case 0x3D, 0x3F, 0x5E, 0x5F, 0x60, 0x7B, 0x7C, 0x7D, 0x7E: return true
  default: return false
  }
}

private func isLabel(_ label: Span<UInt8>) -> Bool {
  guard (1...63).contains(label.count), label[0] != 0x2D, label[label.count - 1] != 0x2D else {
    return false
  }
  for index in label.indices where !isLetterOrDigit(label[index]) && label[index] != 0x2D {
    return false
  }
  return true
}

private func isLetterOrDigit(_ byte: UInt8) -> Bool {
  byte &- 0x30 <= 9 || byte &- 0x61 <= 25
}
