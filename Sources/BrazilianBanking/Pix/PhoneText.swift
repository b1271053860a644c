/// The digits of a telephone number, mask removed.
struct PhoneText {
  /// What the digits can be.
  enum Form {
    /// A Brazilian mobile: area code and nine digits beginning with 9.
    case mobile
    /// A Brazilian number of area code and eight digits.
    case landline
    case wrongAreaCode
    /// A number of another country, E.164.
    case foreign
    case none
  }

  let hasPlus: Bool
  private let digits: ShortCode

  /// Nil when the text holds anything but digits, a leading `+`, blanks, `(`, `)`, `-` and `.`.
  init?(_ text: Span<UInt8>) {
    hasPlus = text.count > 0 && text[0] == 0x2B
    var digits = ShortCode()
    var index = hasPlus ? 1 : 0
    while index < text.count {
      let byte = text[index]
      let masked = byte == 0x28 || byte == 0x29 ? 1 : ignorableLength(text, at: index)
      if byte &- 0x30 <= 9 {
        // No number has more.
        guard digits.count < 15 else { return nil }
        digits.append(byte)
      } else if masked == 0 || byte == 0x2F {
        return nil
      }
      index += max(masked, 1)
    }
    self.digits = digits
  }

  /// `+`, country code and number: at most 16 characters, so that the first 15 need no memory.
  var canonical: String {
    (hasPlus || startsWithCountryCode ? "+" : "+55") + digits.description
  }

  /// What the number is, read with `+55` when there is no `+`.
  var form: Form {
    if hasPlus, !isBrazilian {
      return digits.count >= 2 && digits[0] != 0x30 ? .foreign : .none
    }
    return nationalForm(from: hasPlus || startsWithCountryCode ? 2 : 0)
  }

  /// Whether bare digits look like a Brazilian number.
  var mayBeBrazilian: Bool {
    switch form {
    case .mobile, .landline: true
    default: false
    }
  }

  /// Whether the eight digits behind the area code begin as those of a landline do.
  var hasLandlineSubscriber: Bool {
    digits.count >= 8 && (0x32...0x35).contains(digits[digits.count - 8])
  }

  /// Whether there are as many digits as area code and number have.
  var hasNationalLength: Bool {
    (10...11).contains(digits.count - (hasPlus || startsWithCountryCode ? 2 : 0))
  }

  /// 12 or 13 digits that begin with 55: the `+` alone is missing.
  private var startsWithCountryCode: Bool {
    (12...13).contains(digits.count) && isBrazilian
  }

  private var isBrazilian: Bool { digits.count >= 2 && digits[0] == 0x35 && digits[1] == 0x35 }

  /// - Parameter start: of the area code.
  private func nationalForm(from start: Int) -> Form {
    let count = digits.count - start
    guard count == 10 || count == 11 else { return .none }
    guard Self.isAreaCode(digits[start] &- 0x30, digits[start + 1] &- 0x30) else {
      return .wrongAreaCode
    }
    if count == 10 { return .landline }
    return digits[start + 2] == 0x39 ? .mobile : .none
  }

  /// The 67 area codes (Anatel).
  static func isAreaCode(_ first: UInt8, _ second: UInt8) -> Bool {
    switch first {
    case 1, 6, 8, 9: second >= 1
    case 2: second == 1 || second == 2 || second == 4 || second == 7 || second == 8
    case 3: (1...5).contains(second) || second == 7 || second == 8
    case 4: second >= 1
    case 5: second == 1 || (3...5).contains(second)
    case 7: second == 1 || (3...5).contains(second) || second == 7 || second == 9
    default: false
    }
  }
}
