/// What ``readAccount(_:digit:operation:bank:)`` found.
public struct AccountReading: Sendable {
  /// The account as written, mask removed, without the digit and without an operation that a mask
  /// sets apart. Zeros are neither added nor removed.
  public let account: ShortCode
  /// The check digit, in upper case; empty when none was written.
  public let digit: ShortCode
  /// The operation or account type, empty when none was written or recognised.
  public let operation: ShortCode
  /// What had to be mended.
  public let repairs: Repairs
  /// What is wrong, nil when nothing is.
  public let fault: CodeFault?
}

/// Reads an account as people write it: `38219-7`, `00123456-X`, `12.345-6`, `013.00012345-6`.
///
/// A digit is taken from behind the last hyphen or from its own column, never guessed.
///
/// - Parameters:
///   - text: UTF-8 bytes of the account.
///   - digit: UTF-8 bytes of the digit's own column, empty when there is none.
///   - operation: UTF-8 bytes of the operation's or account type's own column, empty when there is
///     none.
///   - bank: COMPE code; Caixa (104) alone writes an operation in front of the account.
public func readAccount(
  _ text: Span<UInt8>, digit: Span<UInt8>, operation: Span<UInt8>, bank: UInt16
) -> AccountReading {
  // Nearly every record: digits in both columns, no operation.
  if operation.isEmpty, let account = ShortCode(digits: text), let digit = ShortCode(digit: digit) {
    return AccountReading(
      account: account, digit: digit, operation: ShortCode(), repairs: [], fault: nil)
  }
  var number = NumberText(text)
  number.joinDigit(NumberText(digit))
  let ownOperation = NumberText(operation)
  var account = number.code
  var kept = ownOperation.code
  if bank == 104, let width = number.operationWidth {
    let written = account.prefix(width)
    account = account.suffix(from: width)
    if kept.isEmpty {
      kept = written
      number.repairs.insert(.operationKept)
    } else if kept.number != written.number {
      number.fault = number.fault ?? .operationConflict
    }
  }
  return AccountReading(
    account: account, digit: number.digit, operation: kept, repairs: number.repairs,
    fault: number.fault ?? ownOperation.fault)
}
