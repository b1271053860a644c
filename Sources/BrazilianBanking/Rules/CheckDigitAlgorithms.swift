/// The arithmetic behind ``DigitCheck/Algorithm``. Inputs are digits; callers have made sure.
extension DigitCheck {
  /// The check digit, or nil when the branch is in no table.
  /// - Parameters:
  ///   - branch: the branch, digits only; looked at only when it takes part.
  ///   - account: the account, digits only.
  ///   - start: index of the first significant digit of the account.
  func digit(branch: ShortCode, account: ShortCode, from start: Int) -> UInt8? {
    switch algorithm {
    case .verhoeff: return 0x30 + verhoeffDigit(account, from: start)
    case .mod11: return weightedSum(branch, account, start).map { mapped(11 - $0 % 11) }
    case .mod11Remainder: return weightedSum(branch, account, start).map { mapped($0 % 11) }
    case .luhn:
      let sum = luhnSum(account, from: start, at: 0) + luhnBranch(branch, account, start)
      return tenComplement(sum)
    case .mod10Units:
      let place = accountPlaces(account, start) + gap
      return tenComplement(
        unitsSum(account, from: start, at: 0) + unitsSum(branchPart(branch), from: 0, at: place))
    }
  }

  @inline(__always)
  private func accountPlaces(_ account: ShortCode, _ start: Int) -> Int {
    max(accountLength, account.count - start)
  }

  @inline(__always)
  private func weightedSum(_ branch: ShortCode, _ account: ShortCode, _ start: Int) -> UInt32? {
    let sum = weights.sum(account, from: start)
    if branchLength == 0 { return sum }
    guard let part = translated(branchPart(branch)) else { return nil }
    if let branchWeights { return sum &+ branchWeights.sum(part) }
    return sum &+ weights.sum(part, at: accountPlaces(account, start) + gap)
  }

  /// The last ``branchLength`` digits of the branch.
  @inline(__always)
  private func branchPart(_ branch: ShortCode) -> ShortCode {
    branch.count <= branchLength ? branch : branch.suffix(from: branch.count - branchLength)
  }

  private func translated(_ branch: ShortCode) -> ShortCode? {
    switch branchTable {
    case .none: branch
    case .bancoDoNordeste: BranchTables.bancoDoNordeste(branch)
    case .banese: BranchTables.banese(branch)
    }
  }

  @inline(__always)
  private func mapped(_ value: UInt32) -> UInt8 {
    switch value {
    case 10: ten.byte
    case 11: eleven.byte
    default: UInt8(truncatingIfNeeded: 0x30 + value)
    }
  }

  private func luhnBranch(_ branch: ShortCode, _ account: ShortCode, _ start: Int) -> UInt32 {
    branchLength == 0
      ? 0 : luhnSum(branchPart(branch), from: 0, at: accountPlaces(account, start) + gap)
  }

  private func unitsSum(_ code: ShortCode, from start: Int, at position: Int) -> UInt32 {
    var sum: UInt32 = 0
    var place = position
    for index in stride(from: code.count - 1, through: start, by: -1) {
      sum &+= UInt32(code.bytes[index] &- 0x30) &* weights[place] % 10
      place &+= 1
    }
    return sum
  }
}

/// Sum of digits of products with weights 2, 1, 2, 1… from the right, the last digit of `code`
/// standing `position` places from the right.
func luhnSum(_ code: ShortCode, from start: Int, at position: Int) -> UInt32 {
  var sum: UInt32 = 0
  var doubled = position & 1 == 0
  for index in stride(from: code.count - 1, through: start, by: -1) {
    let digit = UInt32(code.bytes[index] &- 0x30)
    sum &+= doubled ? digit &* 2 &- (digit > 4 ? 9 : 0) : digit
    doubled.toggle()
  }
  return sum
}

/// The digit that brings `sum` to a multiple of ten, as ASCII.
@inline(__always)
func tenComplement(_ sum: UInt32) -> UInt8 {
  UInt8(truncatingIfNeeded: 0x30 + (10 - sum % 10) % 10)
}

/// Verhoeff check digit, 0…9, of the digits from `start` on (standard D5 tables).
func verhoeffDigit(_ code: ShortCode, from start: Int) -> UInt8 {
  var state: UInt8 = 0
  var place = 1
  for index in stride(from: code.count - 1, through: start, by: -1) {
    let digit = Verhoeff.permuted(code.bytes[index] &- 0x30, at: place)
    state = Verhoeff.product(state, digit)
    place += 1
  }
  return Verhoeff.inverse(of: state)
}
