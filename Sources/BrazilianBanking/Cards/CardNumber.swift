/// The schemes whose numbers are recognised.
public enum CardScheme: UInt8, CaseIterable, Sendable {
  case visa, mastercard, americanExpress, dinersClub, elo, hipercard, discover, jcb
}

/// The scheme of a payment card's number; nil for any other text.
///
/// Card numbers are recognised only to be refused: nothing of the digits is kept or returned. A number has
/// 13 to 19 digits, alone or in groups parted by single blanks, hyphens or dots, fits Luhn's check digit
/// (ISO/IEC 7812-1), and has a prefix and length that a scheme issues. One in ten numbers of these
/// lengths fits Luhn by chance, a CNPJ too: the caller says in which columns a number of 14 digits counts.
///
/// - Parameter text: UTF-8 bytes of the whole field.
public func cardScheme(_ text: Span<UInt8>) -> CardScheme? {
  let (start, end) = trimmedBounds(text)
  guard let number = CardDigits(text.extracting(start..<end)) else { return nil }
  return number.scheme
}

/// Whether a payment card's number stands anywhere in a text, between other words or alone.
///
/// - Parameter text: UTF-8 bytes of the field. A number that is part of a longer run of digits is none.
public func containsCardNumber(_ text: Span<UInt8>) -> Bool {
  var index = 0
  while index < text.count {
    guard text[index] &- 0x30 <= 9 else {
      index += 1
      continue
    }
    let end = endOfRun(text, from: index)
    if let number = CardDigits(text.extracting(index..<end)), number.scheme != nil { return true }
    index = end
  }
  return false
}

/// Behind the last digit of a run whose digits have one separator between them at most.
private func endOfRun(_ text: Span<UInt8>, from start: Int) -> Int {
  var end = start
  var index = start
  while index < text.count {
    if text[index] &- 0x30 <= 9 {
      end = index + 1
    } else if index > end || !isSeparator(text[index]) {
      break
    }
    index += 1
  }
  return end
}

private func isSeparator(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x2D || byte == 0x2E }

/// 13 to 19 digits that fit Luhn's check digit.
private struct CardDigits {
  private var digits: [UInt8] = []

  init?(_ text: Span<UInt8>) {
    for index in text.indices {
      if text[index] &- 0x30 <= 9 {
        digits.append(text[index] &- 0x30)
      } else {
        guard isSeparator(text[index]), index > 0, text[index - 1] &- 0x30 <= 9 else { return nil }
      }
      guard digits.count <= 19 else { return nil }
    }
    guard digits.count >= 13, fitsLuhn else { return nil }
  }

  /// Modulo 10 with weights 1, 2, 1 … from the right, digits of each product added up.
  private var fitsLuhn: Bool {
    var sum = 0
    for (offset, digit) in digits.reversed().enumerated() {
      let product = offset.isMultiple(of: 2) ? Int(digit) : Int(digit) * 2
      sum += product / 10 + product % 10
    }
    return sum.isMultiple(of: 10)
  }

  var scheme: CardScheme? {
    let prefix = digits.prefix(6).reduce(0) { $0 * 10 + Int($1) }
    return issued.first { $0.prefixes.contains(prefix) && $0.lengths.contains(digits.count) }?
      .scheme
  }
}

/// The first six digits of what is issued, with its lengths; the narrower ranges first.
private let issued: [(prefixes: ClosedRange<Int>, lengths: Set<Int>, scheme: CardScheme)] = {
  let elo: [ClosedRange<Int>] = [
    401_178...401_179, 431_274...431_274, 438_935...438_935, 451_416...451_416, 457_393...457_393,
    457_631...457_632, 504_175...504_175, 506_699...506_778, 509_000...509_999, 627_780...627_780,
    636_297...636_297, 636_368...636_368, 650_000...650_999,
  ]
  return elo.map { ($0, [16], .elo) } + [
    (606_282...606_282, [16], .hipercard),
    (400_000...499_999, [13, 16, 19], .visa),
    (510_000...559_999, [16], .mastercard), (222_100...272_099, [16], .mastercard),
    (340_000...349_999, [15], .americanExpress), (370_000...379_999, [15], .americanExpress),
    (300_000...305_999, [14], .dinersClub), (360_000...369_999, [14], .dinersClub),
    (380_000...399_999, [14], .dinersClub),
    (601_100...601_199, [16, 19], .discover), (644_000...659_999, [16, 19], .discover),
    (352_800...358_999, [16, 17, 18, 19], .jcb),
  ]
}()
