/// A bank or payment institution of the national payment system.
public struct Bank: Hashable, Sendable {
  /// COMPE code, 1…999.
  public let compe: UInt16
  /// ISPB, the first eight digits of the institution's CNPJ, 0…99 999 999.
  public let ispb: UInt32
  /// Short name as the central bank lists it.
  public let shortName: String

  /// COMPE code with its three digits: `001`.
  public var compeCode: ShortCode { zeroPadded(UInt32(compe), width: 3) }
  /// ISPB with its eight digits: `00000000`.
  public var ispbCode: ShortCode { zeroPadded(ispb, width: 8) }
}

/// The decimal digits of `number`, padded with zeros to `width`.
func zeroPadded(_ number: UInt32, width: Int) -> ShortCode {
  var divisor: UInt32 = 1
  for _ in 1..<width { divisor *= 10 }
  var code = ShortCode()
  while divisor > 0 {
    code.append(0x30 + UInt8(truncatingIfNeeded: number / divisor % 10))
    divisor /= 10
  }
  return code
}
