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
  /// Dots, hyphens, slashes or blanks that are not in the grammar, so that several numbers may be meant.
  case separators
  /// A date that a spreadsheet made of the number.
  case date
  /// The branch stands in front of the account, and not as its own column has it.
  case branchInFront
}

/// A branch or an account as people write it, read by this grammar. What is not in it is refused with its
/// reason; nothing is put together by guessing, and every character left out is a repair.
///
///     branch    = number [sign digit]
///     account   = [branch sign] [operation sign] number [sign digit]
///     number    = 1…20 digits | thousands | type
///     thousands = 1…3 digits and groups of three behind dots, or behind blanks; no lone zero in front of one
///     type      = two digits, a sign, and the rest: Santander 6; Banrisul 7, or 6, a sign and 1
///     operation = Caixa alone: three digits, the first one 0, or a listed one of four; one that lost its zeros,
///                 or has one more, in front of eight digits
///     branch    = the one of its own column, in front of three characters or more
///     digit     = a digit or letter behind a hyphen or a blank; a branch of three digits and more may have
///                 two behind a hyphen
///     sign      = one dot, slash, hyphen or dash, blanks around it; or blanks alone
///
/// A hyphen may end a number whose digit stands in its own column. Characters of no width do not count.
struct NumberGrammar {
  /// The number without its digit, operation and signs; letters in upper case.
  var code = ShortCode()
  /// The digit written behind the number.
  var digit = ShortCode()
  /// The operation written in front of it.
  var operation = ShortCode()
  var repairs: Repairs = []
  var fault: CodeFault?

  /// Reads digits alone, as nearly every cell has them.
  @inline(__always)
  init?(digits text: Span<UInt8>) {
    if text.isEmpty { return }
    guard let digits = ShortCode(digits: text) else { return nil }
    code = digits
  }

  /// Reads a branch.
  init(branch text: Span<UInt8>, hasOwnDigit: Bool) {
    var groups = NumberGroups(text)
    finish(&groups, mayHaveTwoDigits: true, hasOwnDigit: hasOwnDigit, bank: 0)
  }

  /// Reads an account.
  ///
  /// - Parameter branch: of its own column, empty when it is not known.
  init(account text: Span<UInt8>, hasOwnDigit: Bool, bank: UInt16, branch: ShortCode) {
    var groups = NumberGroups(text)
    if groups.isWhole(hasOwnDigit: hasOwnDigit) {
      if bank == 104 { takeOperation(&groups, branch) }
      if groups.first == 0, groups.beginWith(branch) { dropBranch(&groups) }
    }
    finish(&groups, mayHaveTwoDigits: false, hasOwnDigit: hasOwnDigit, bank: bank)
  }

  /// Takes Caixa's operation off the front, and the branch before it.
  private mutating func takeOperation(_ groups: inout NumberGroups, _ branch: ShortCode) {
    // A listed operation of four digits may look like a branch.
    let isBehindBranch = groups.beginWith(branch) && groups.hasOperation(at: 1)
    guard isBehindBranch || groups.hasOperation(at: 0) else { return }
    let place = isBehindBranch ? 1 : 0
    operation = groups.code(of: place)
    repairs.insert(.operationKept)
    if operation.count < 3 { repairs.insert(.zerosRestored) }
    if operation.count == 4, operation.byte(0) == 0x30 { repairs.insert(.zerosDropped) }
    if isBehindBranch { repairs.insert(.branchDropped) }
    groups.first = place + 1
  }

  private mutating func dropBranch(_ groups: inout NumberGroups) {
    repairs.insert(.branchDropped)
    groups.first = 1
    // `1584-9 210169-6`: the branch has its digit, and the column may say otherwise.
    if groups.rest > 1, groups.count(of: 1) == 1 { fault = .branchInFront }
  }

  /// Reads a digit or an operation in its own column: letters and digits alone.
  init(part text: Span<UInt8>) {
    let groups = NumberGroups(text)
    code = groups.code
    if groups.hasLowerCase { repairs.insert(.upperCased) }
    fault = groups.fault ?? (groups.isBare || groups.count > 1 ? nil : .characters)
    if groups.count > 1 { fault = .digitConflict }
  }

  private mutating func finish(
    _ groups: inout NumberGroups, mayHaveTwoDigits: Bool, hasOwnDigit: Bool, bank: UInt16
  ) {
    if groups.hasLowerCase { repairs.insert(.upperCased) }
    if groups.isDate(mayHaveTwoDigits: mayHaveTwoDigits) {
      fault = .date
    } else if let broken = groups.fault ?? fault {
      fault = broken
    } else if !groups.isWhole(hasOwnDigit: hasOwnDigit) {
      fault = .separators
    } else {
      if groups.endsInSign { repairs.insert(.separatorsDropped) }
      splitDigit(&groups, mayHaveTwoDigits)
      takeNumber(groups, bank)
    }
    // What was not read is shown as it is.
    if fault != nil { code = groups.code }
  }

  /// Takes the last group for the digit where it is set apart as one.
  private mutating func splitDigit(_ groups: inout NumberGroups, _ mayHaveTwoDigits: Bool) {
    let last = groups.end - 1
    guard last > groups.first else { return }
    let sign = groups.sign(behind: last - 1)
    let width = groups.count(of: last)
    // `12 34` and `12-34` may be a branch of four digits.
    let isControl =
      width == 2 && mayHaveTwoDigits && sign == .hyphen && groups.count(of: last - 1) >= 3
    guard isControl || width == 1, sign == .hyphen || (sign == .blank && last - groups.first == 1)
    else { return }
    digit = groups.code(of: last)
    repairs.insert(.digitSplit)
    groups.end = last
  }

  private mutating func takeNumber(_ groups: NumberGroups, _ bank: UInt16) {
    guard groups.isNumber else {
      fault = .characters
      return
    }
    code = groups.restCode
    guard groups.rest > 1 else { return }
    guard groups.areThousands || groups.beginWithType(bank) else {
      fault = .separators
      return
    }
    repairs.insert(.separatorsDropped)
  }

  /// Takes the digit of its own column; one written with the number must be the same.
  @inline(__always)
  mutating func joinDigit(_ own: NumberGrammar) {
    if own.code.isEmpty && own.fault == nil { return }
    repairs.formUnion(own.repairs)
    fault = fault ?? own.fault
    if digit.isEmpty {
      digit = own.code
    } else if digit != own.code {
      fault = fault ?? .digitConflict
    }
  }
}
