/// Why a text is no telephone number that can be called from anywhere.
public enum TelephoneFault: UInt8, CaseIterable, Sendable {
  /// Nothing but blanks.
  case empty
  /// A character that a telephone number does not have.
  case characters
  /// Fewer or more digits than a number has.
  case length
  /// A Brazilian area code that does not exist.
  case areaCode
  /// Behind the area code stand neither nine digits from 9 nor eight from 2, 3, 4 or 5.
  case subscriber
}

/// What ``readTelephone(_:)`` found in a text.
public struct TelephoneReading: Hashable, Sendable {
  /// The number in E.164: `+`, country code, number; nil when there is a ``fault``.
  public let canonical: String?
  /// Why there is no number; nil when there is one.
  public let fault: TelephoneFault?
  /// The repairs made while it was read.
  public let repairs: Repairs
}

/// Reads a telephone number and gives it the form of E.164.
///
/// A number without `+` is a Brazilian one: `+55` is put in front, unless it stands there already.
/// Brazilian numbers have one of the 67 area codes and nine digits from 9, or eight from 2 to 5 (Anatel,
/// Resolução 749/2022). Of other countries only the length is known: 15 digits at most (ITU-T E.164).
///
/// - Parameter text: UTF-8 bytes of the field, with or without mask.
public func readTelephone(_ text: Span<UInt8>) -> TelephoneReading {
  let (start, end) = trimmedBounds(text)
  if start == end { return failed(.empty) }
  guard let phone = PhoneText(text.extracting(start..<end)) else { return failed(.characters) }
  switch phone.form {
  case .mobile, .foreign:
    return TelephoneReading(
      canonical: phone.canonical, fault: nil, repairs: phone.hasPlus ? [] : .countryCodeAdded)
  case .landline:
    guard phone.hasLandlineSubscriber else { return failed(.subscriber) }
    return TelephoneReading(
      canonical: phone.canonical, fault: nil, repairs: phone.hasPlus ? [] : .countryCodeAdded)
  case .wrongAreaCode: return failed(.areaCode)
  case .none: return failed(phone.hasNationalLength ? .subscriber : .length)
  }
}

private func failed(_ fault: TelephoneFault) -> TelephoneReading {
  TelephoneReading(canonical: nil, fault: fault, repairs: [])
}

/// Why a text is no e-mail address.
public enum EmailFault: UInt8, CaseIterable, Sendable {
  /// Nothing but blanks.
  case empty
  /// More than 254 bytes (RFC 5321).
  case length
  /// Not one `@` with text before it and a domain with a dot behind it, or a blank or control
  /// character.
  case form
}

/// What ``readEmailAddress(_:)`` found in a text.
public struct EmailReading: Hashable, Sendable {
  /// The address as it was written, without blanks around it; nil when there is a ``fault``.
  public let address: String?
  /// Why there is no address; nil when there is one.
  public let fault: EmailFault?
}

/// Reads an e-mail address to which something is sent; the form of a PIX key is narrower, see
/// ``readPixKey(_:declared:)``.
///
/// - Parameter text: UTF-8 bytes of the field.
public func readEmailAddress(_ text: Span<UInt8>) -> EmailReading {
  let (start, end) = trimmedBounds(text)
  if start == end { return EmailReading(address: nil, fault: .empty) }
  let address = text.extracting(start..<end)
  if address.count > 254 { return EmailReading(address: nil, fault: .length) }
  guard isAddress(address) else { return EmailReading(address: nil, fault: .form) }
  return EmailReading(
    address: String(decoding: address.indices.map { address[$0] }, as: UTF8.self), fault: nil)
}

private func isAddress(_ address: Span<UInt8>) -> Bool {
  var at: Int?
  var index = 0
  while index < address.count {
    let byte = address[index]
    if byte < 0x20 || byte == 0x7F || blankLength(address, at: index) > 0 { return false }
    // `,` `;` `<` `>` and quotes part addresses or wrap them: one field, one address.
    if byte == 0x2C || byte == 0x3B || byte == 0x3C || byte == 0x3E || byte == 0x22 { return false }
    if byte == 0x40 {
      guard at == nil else { return false }
      at = index
    }
    index += 1
  }
  guard let at, at > 0 else { return false }
  return isDomain(address.extracting((at + 1)..<address.count))
}

/// Labels parted by dots, two at least, none of them empty.
private func isDomain(_ domain: Span<UInt8>) -> Bool {
  var labels = 1
  var labelLength = 0
  for index in domain.indices {
    if domain[index] == 0x2E {
      guard labelLength > 0 else { return false }
      (labels, labelLength) = (labels + 1, 0)
    } else {
      labelLength += 1
    }
  }
  return labels >= 2 && labelLength > 0
}
