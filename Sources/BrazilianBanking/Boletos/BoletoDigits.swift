/// The two check digit algorithms of boletos.
enum BoletoDigits {
  /// Modulo 10: weights 2, 1, 2, 1 … from the right, digits of each product added up.
  static func modulo10(_ digits: ArraySlice<UInt8>) -> UInt8 {
    var sum = 0
    for (offset, digit) in digits.reversed().enumerated() {
      let product = Int(digit) * (offset.isMultiple(of: 2) ? 2 : 1)
      sum += product / 10 + product % 10
    }
    return UInt8((10 - sum % 10) % 10)
  }

  /// The rest of modulo 11: weights 2…9 from the right, again and again.
  static func restOfModulo11(_ digits: some BidirectionalCollection<UInt8>) -> Int {
    var (sum, weight) = (0, 2)
    for digit in digits.reversed() {
      sum += Int(digit) * weight
      weight = weight == 9 ? 2 : weight + 1
    }
    return sum % 11
  }
}

/// A bank's boleto: a bar code of 44 digits, and the line of 47 that is made of it.
///
/// | bar code | digits |
/// | --- | --- |
/// | 1–3 | bank |
/// | 4 | currency, 9 for real |
/// | 5 | check digit over the other 43, modulo 11 |
/// | 6–9 | due factor |
/// | 10–19 | amount in cents |
/// | 20–44 | free field of the bank |
enum BankBoleto {
  /// Three blocks of the line with a digit of their own, by their places among the 47 digits.
  private static let blocks = [0..<9, 10..<20, 21..<31]

  static func read(line: [UInt8]) -> BoletoReading {
    for (index, block) in blocks.enumerated()
    where BoletoDigits.modulo10(line[block]) != line[block.upperBound] {
      return .failed(.blockDigit, block: index + 1)
    }
    let barCode = Array(line[0..<4] + line[32..<47] + line[4..<9] + line[10..<20] + line[21..<31])
    return read(barCode: barCode)
  }

  static func read(barCode: [UInt8]) -> BoletoReading {
    guard barCode[4] == checkDigit(of: barCode) else { return .failed(.checkDigit) }
    let amount = number(of: barCode[9..<19])
    let factor = number(of: barCode[5..<9])
    return BoletoReading(
      boleto: Boleto(
        kind: .bank, barCode: text(of: barCode), digitableLine: text(of: line(of: barCode)),
        bank: UInt16(number(of: barCode[0..<3])), amountInCents: amount == 0 ? nil : amount,
        dueFactor: factor == 0 ? nil : factor),
      fault: nil, block: nil)
  }

  /// 11 − rest; 0, 10 and 11 become 1.
  private static func checkDigit(of barCode: [UInt8]) -> UInt8 {
    let rest = BoletoDigits.restOfModulo11(barCode[0..<4] + barCode[5..<44])
    return rest <= 1 ? 1 : UInt8(11 - rest)
  }

  private static func line(of barCode: [UInt8]) -> [UInt8] {
    let first = barCode[0..<4] + barCode[19..<24]
    let (second, third) = (barCode[24..<34], barCode[34..<44])
    var line: [UInt8] = []
    for block in [first, second, third] { line += block + [BoletoDigits.modulo10(block)] }
    return line + [barCode[4]] + barCode[5..<19]
  }
}

/// A collection slip: a bar code of 44 digits that begins with 8, and the line of 48 that is the same in
/// four blocks of 11 with a digit each.
///
/// | bar code | digits |
/// | --- | --- |
/// | 1 | 8 |
/// | 2 | segment (town hall, water, energy, telephone …) |
/// | 3 | 6 an amount, 7 a reference, both modulo 10; 8 an amount, 9 a reference, both modulo 11 |
/// | 4 | check digit over the other 43 |
/// | 5–15 | amount in cents, or the reference |
enum CollectionBoleto {
  static func read(line: [UInt8]) -> BoletoReading {
    let blocks = (0..<4).map { line[($0 * 12)..<($0 * 12 + 11)] }
    let barCode = blocks.flatMap(\.self)
    guard let algorithm = Algorithm(barCode[2]) else { return .failed(.checkDigit) }
    for (index, block) in blocks.enumerated()
    where algorithm.digit(of: block) != line[index * 12 + 11] {
      return .failed(.blockDigit, block: index + 1)
    }
    return read(barCode: barCode)
  }

  static func read(barCode: [UInt8]) -> BoletoReading {
    guard let algorithm = Algorithm(barCode[2]) else { return .failed(.checkDigit) }
    let others = barCode[0..<3] + barCode[4..<44]
    guard barCode[3] == algorithm.digit(of: others) else { return .failed(.checkDigit) }
    let amount = number(of: barCode[4..<15])
    let line = (0..<4).flatMap { index -> [UInt8] in
      let block = barCode[(index * 11)..<(index * 11 + 11)]
      return block + [algorithm.digit(of: block)]
    }
    return BoletoReading(
      boleto: Boleto(
        kind: .collection, barCode: text(of: barCode), digitableLine: text(of: line), bank: nil,
        amountInCents: algorithm.hasAmount && amount > 0 ? amount : nil, dueFactor: nil),
      fault: nil, block: nil)
  }

  /// What the third digit says.
  private struct Algorithm {
    let isModulo10: Bool
    let hasAmount: Bool

    init?(_ thirdDigit: UInt8) {
      guard (6...9).contains(thirdDigit) else { return nil }
      isModulo10 = thirdDigit <= 7
      hasAmount = thirdDigit == 6 || thirdDigit == 8
    }

    /// Modulo 11 has 0 for the rests 0 and 1, else 11 − rest.
    func digit(of digits: ArraySlice<UInt8>) -> UInt8 {
      if isModulo10 { return BoletoDigits.modulo10(digits) }
      let rest = BoletoDigits.restOfModulo11(digits)
      return rest <= 1 ? 0 : UInt8(11 - rest)
    }
  }
}
