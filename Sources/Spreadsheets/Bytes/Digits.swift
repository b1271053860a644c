extension BinaryInteger {
  /// The digits of a number that is not negative, with zeros in front up to `width` digits.
  @inlinable
  package func zeroPadded(to width: Int, radix: Int = 10, uppercase: Bool = false) -> String {
    let digits = String(self, radix: radix, uppercase: uppercase)
    return String(repeating: "0", count: Swift.max(0, width - digits.utf8.count)) + digits
  }
}

/// Eight decimal digits in a word, the first one in the lowest byte.
///
/// All of them at once: the number is halved into four digits each, these into two, these into one,
/// by multiplying with a reciprocal that is exact in its range.
struct DecimalText {
  /// The first number that needs more digits.
  static let limit = 100_000_000
  /// ASCII.
  let word: UInt64
  /// Zeros in front of the first other digit, at most 7.
  let leadingZeros: Int

  /// - Parameter number: below ``limit``.
  @inline(__always)
  init(_ number: UInt64) {
    let upper = number / 10_000
    let fours = upper | (number &- upper &* 10_000) &<< 32
    let hundreds = (fours &* 10_486) &>> 20 & 0x0000_007F_0000_007F
    let twos = hundreds | (fours &- hundreds &* 100) &<< 16
    let tens = (twos &* 103) &>> 10 & 0x000F_000F_000F_000F
    let ones = tens | (twos &- tens &* 10) &<< 8
    word = ones | 0x3030_3030_3030_3030
    leadingZeros = min(ones.trailingZeroBitCount &>> 3, 7)
  }

  private init(word: UInt64, leadingZeros: Int) {
    self.word = word
    self.leadingZeros = leadingZeros
  }

  /// The digits without the zeros in front, the first one in the lowest byte.
  @inline(__always)
  var significant: UInt64 { word &>> UInt64(truncatingIfNeeded: leadingZeros &* 8) }

  /// How many digits ``significant`` has.
  @inline(__always)
  var significantCount: Int { 8 - leadingZeros }

  /// The text of the next number, where that differs in the last digit alone.
  @inline(__always)
  var successor: DecimalText? {
    let last = word &>> 56
    return last == 0x39 ? nil : DecimalText(word: word &+ 1 &<< 56, leadingZeros: leadingZeros)
  }
}

/// The texts of numbers that mostly follow one another, as the lines of a file do.
struct DecimalSequence {
  private var number = 0
  private var text = DecimalText(0)

  /// - Parameter next: 0 ..< ``DecimalText/limit``.
  @inline(__always)
  mutating func text(of next: Int) -> DecimalText {
    if next == number &+ 1, number > 0, let successor = text.successor {
      text = successor
    } else {
      text = DecimalText(UInt64(truncatingIfNeeded: next))
    }
    number = next
    return text
  }
}
