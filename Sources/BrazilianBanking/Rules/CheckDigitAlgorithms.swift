/// The arithmetic behind ``DigitCheck/Algorithm``. Inputs are digits; callers have made sure.
extension DigitCheck {
  /// The check digit, or nil when the branch is in no table.
  /// - Parameters:
  ///   - branch: the branch, digits only; looked at only when it takes part.
  ///   - account: the account, digits only.
  ///   - start: index of the first significant digit of the account.
  @inline(__always)
  func digit(branch: ShortCode, account: ShortCode, from start: Int) -> UInt8? {
    if algorithm == .verhoeff { return 0x30 + verhoeffDigit(account, from: start) }
    var row = DigitRow(account)
    var extra: UInt32 = 0
    if branchLength > 0 {
      guard let part = translated(branchPart(branch)) else { return nil }
      if let branchPlace {
        extra = weights.sum(part, at: Int(branchPlace))
      } else {
        row.add(part, at: max(Int(accountLength), account.count - start) + Int(gap))
      }
    }
    return digit(row, extra)
  }

  @inline(__always)
  private func digit(_ row: DigitRow, _ extra: UInt32) -> UInt8 {
    switch algorithm {
    case .mod11: mapped(11 - (weights.sum(row) &+ extra) % 11)
    case .mod11Remainder: mapped((weights.sum(row) &+ extra) % 11)
    // Adding only the units digits of the products leaves the same remainder.
    case .mod10Units: tenComplement(weights.sum(row))
    case .luhn, .verhoeff: tenComplement(row.luhnSum)
    }
  }

  /// The last ``branchLength`` digits of the branch.
  @inline(__always)
  private func branchPart(_ branch: ShortCode) -> ShortCode {
    let length = Int(branchLength)
    return branch.count <= length ? branch : branch.suffix(from: branch.count - length)
  }

  @inline(__always)
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
  var index = code.count - 1
  while index >= start {
    let digit = Verhoeff.permuted(code.byte(index) &- 0x30, at: place)
    state = Verhoeff.product(state, digit)
    place += 1
    index -= 1
  }
  return Verhoeff.inverse(of: state)
}
