/// Why a text names no bank.
public enum BankFault: UInt8, CaseIterable, Sendable {
  /// Nothing but blanks.
  case empty
  /// Digits, but neither a COMPE code of 1–3 nor an ISPB of 8.
  case length
  /// All zeros where a COMPE code should stand.
  case zeros
  /// An ISPB that is not in the list; its COMPE code is unknown.
  case unlistedISPB
  /// Letters that are no bank's exact name.
  case unknownName
}

/// What ``readBank(_:in:)`` found in a text.
public struct BankReading: Sendable {
  /// COMPE code, 1…999, nil when there is a ``fault``.
  public let compe: UInt16?
  /// Whether the list has the bank; a code it lacks is a reason to warn, not to reject.
  public let isListed: Bool
  /// What is wrong, nil when nothing is.
  public let fault: BankFault?
  /// The repairs made while it was read.
  public let repairs: Repairs

  /// COMPE code with its three digits; empty when there is a ``fault``.
  public var code: ShortCode { compe.map { zeroPadded(UInt32($0), width: 3) } ?? ShortCode() }
}

/// Reads a bank as people write it: `1`, `033`, `341 - Itaú`, an ISPB of 8 digits or one that lost its
/// zeros, an exact name.
///
/// - Parameters:
///   - text: UTF-8 bytes of the field.
///   - directory: the list of banks.
public func readBank(_ text: Span<UInt8>, in directory: BankDirectory) -> BankReading {
  let (start, end) = trimmedBounds(text)
  var index = start
  var number: UInt32 = 0
  while index < end, text[index] &- 0x30 <= 9, index - start < 9 {
    number = number * 10 + UInt32(text[index] &- 0x30)
    index += 1
  }
  let digits = index - start
  if start == end { return failed(.empty) }
  if index == end { return readNumber(number, digits, directory) }
  if (1...3).contains(digits), isSeparated(text, at: index) {
    let reading = readNumber(number, digits, directory)
    return BankReading(
      compe: reading.compe, isListed: reading.isListed, fault: reading.fault,
      repairs: reading.repairs.union(.bankCodeExtracted))
  }
  if text[index] &- 0x30 <= 9 { return failed(.length) }
  guard let bank = directory.bank(named: text.extracting(start..<end)) else {
    return failed(.unknownName)
  }
  return BankReading(compe: bank.compe, isListed: true, fault: nil, repairs: .bankFoundByName)
}

private func readNumber(
  _ number: UInt32, _ digits: Int, _ directory: BankDirectory
) -> BankReading {
  if digits == 8 {
    guard let bank = directory.bank(ispb: number) else { return failed(.unlistedISPB) }
    return BankReading(compe: bank.compe, isListed: true, fault: nil, repairs: .bankFoundByISPB)
  }
  guard digits <= 3 else {
    // A number that lost its zeros does not begin with one.
    guard digits < 8, number >= smallest(digits), let bank = directory.bank(ispb: number) else {
      return failed(.length)
    }
    return BankReading(
      compe: bank.compe, isListed: true, fault: nil, repairs: [.bankFoundByISPB, .zerosRestored])
  }
  guard number > 0 else { return failed(.zeros) }
  let compe = UInt16(truncatingIfNeeded: number)
  return BankReading(
    compe: compe, isListed: directory.contains(compe: compe), fault: nil,
    repairs: digits < 3 ? .zerosRestored : [])
}

/// The smallest number of so many digits.
private func smallest(_ digits: Int) -> UInt32 {
  (1..<digits).reduce(1) { number, _ in number * 10 }
}

/// Whether something that separates a code from a name is at `index`.
private func isSeparated(_ text: Span<UInt8>, at index: Int) -> Bool {
  let byte = text[index]
  if byte == 0x3A || byte == 0x2F || byte == 0x7C || byte == 0x28 { return true }
  return blankLength(text, at: index) > 0 || dashLength(text, at: index) > 0
}

private func failed(_ fault: BankFault) -> BankReading {
  BankReading(compe: nil, isListed: false, fault: fault, repairs: [])
}
