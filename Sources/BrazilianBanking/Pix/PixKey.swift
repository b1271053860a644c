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
  guard let document = reading.document else {
    let isForm = reading.fault == .length || reading.fault == .characters
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
