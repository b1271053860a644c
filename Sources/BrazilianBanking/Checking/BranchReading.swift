/// Why a branch or account text could not be read.
public enum CodeFault: UInt8, CaseIterable, Sendable {
  /// A character that numbers do not have.
  case characters
  /// More than 20 characters.
  case length
  /// The digit written with the number is not the one in the column of the digit.
  case digitConflict
  /// The operation written with the account is not the one in its own column.
  case operationConflict
}

/// What ``readBranch(_:digit:)`` found.
public struct BranchReading: Sendable {
  /// The branch, padded with zeros to four digits; as written when longer. Empty when nothing was
  /// written.
  public let branch: ShortCode
  /// The check digit, in upper case; empty when none was written.
  public let digit: ShortCode
  /// What had to be mended.
  public let repairs: Repairs
  /// What is wrong, nil when nothing is.
  public let fault: CodeFault?
}

/// Reads a branch as people write it: `12`, `1234`, `1234-5`, `0001-X`.
///
/// - Parameters:
///   - text: UTF-8 bytes of the branch; may hold the digit after a hyphen.
///   - digit: UTF-8 bytes of the digit's own column, empty when there is none.
public func readBranch(_ text: Span<UInt8>, digit: Span<UInt8>) -> BranchReading {
  // Nearly every record: four digits or more, a digit or none.
  if let branch = ShortCode(digits: text), branch.count >= 4 {
    if digit.isEmpty {
      return BranchReading(branch: branch, digit: ShortCode(), repairs: [], fault: nil)
    }
    if let digit = ShortCode(digit: digit) {
      return BranchReading(branch: branch, digit: digit, repairs: [], fault: nil)
    }
  }
  var number = NumberText(text)
  let ownDigit = NumberText(digit)
  number.joinDigit(ownDigit)
  var branch = number.code
  if !branch.isEmpty, branch.count < 4 {
    branch = branch.padded(to: 4)
    number.repairs.insert(.zerosRestored)
  }
  return BranchReading(
    branch: branch, digit: number.digit, repairs: number.repairs, fault: number.fault)
}
