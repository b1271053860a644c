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
  private let digits: [UInt8]

  /// Nil when the text holds anything but digits, a leading `+`, blanks, `(`, `)`, `-` and `.`.
  init?(_ text: Span<UInt8>) {
    hasPlus = text.count > 0 && text[0] == 0x2B
    var digits: [UInt8] = []
    var index = hasPlus ? 1 : 0
    while index < text.count {
      let byte = text[index]
      let masked = byte == 0x28 || byte == 0x29 ? 1 : ignorableLength(text, at: index)
      if byte &- 0x30 <= 9 {
        digits.append(byte &- 0x30)
      } else if masked == 0 || byte == 0x2F {
        return nil
      }
      index += max(masked, 1)
    }
    guard digits.count <= 15 else { return nil }
    self.digits = digits
  }

  /// `+`, country code and number.
  var canonical: String {
    let prefix = hasPlus || startsWithCountryCode ? "+" : "+55"
    return prefix + String(decoding: digits.map { $0 + 0x30 }, as: UTF8.self)
  }

  /// What the number is, read with `+55` when there is no `+`.
  var form: Form {
    if hasPlus, !(digits.starts(with: [5, 5])) {
      return digits.count >= 2 && digits[0] != 0 ? .foreign : .none
    }
    return Self.nationalForm(hasPlus || startsWithCountryCode ? digits.dropFirst(2) : digits[...])
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
    digits.count >= 8 && (2...5).contains(digits[digits.count - 8])
  }

  /// Whether there are as many digits as area code and number have.
  var hasNationalLength: Bool {
    (10...11).contains(digits.count - (hasPlus || startsWithCountryCode ? 2 : 0))
  }

  /// 12 or 13 digits that begin with 55: the `+` alone is missing.
  private var startsWithCountryCode: Bool {
    (12...13).contains(digits.count) && digits.starts(with: [5, 5])
  }

  private static func nationalForm(_ digits: ArraySlice<UInt8>) -> Form {
    guard (10...11).contains(digits.count), let first = digits.first else { return .none }
    let second = digits[digits.startIndex + 1]
    guard areaCodes.contains(first * 10 + second) else { return .wrongAreaCode }
    if digits.count == 10 { return .landline }
    return digits[digits.startIndex + 2] == 9 ? .mobile : .none
  }

  /// The 67 area codes (Anatel).
  static let areaCodes: Set<UInt8> = [
    11, 12, 13, 14, 15, 16, 17, 18, 19, 21, 22, 24, 27, 28, 31, 32, 33, 34, 35, 37, 38,
    41, 42, 43, 44, 45, 46, 47, 48, 49, 51, 53, 54, 55, 61, 62, 63, 64, 65, 66, 67, 68, 69,
    71, 73, 74, 75, 77, 79, 81, 82, 83, 84, 85, 86, 87, 88, 89,
    91, 92, 93, 94, 95, 96, 97, 98, 99,
  ]
}
