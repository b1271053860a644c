/// The letters and digits of a branch or account in groups, with the sign behind each; see ``NumberGrammar``.
struct NumberGroups {
  enum Sign: UInt8 {
    case none, blank, dot, slash, hyphen
    /// More than one: no sign of the grammar.
    case several
  }

  private struct Group {
    var start: UInt8 = 0
    var count: UInt8 = 0
    var sign = Sign.none
    var hasLetter = false
  }

  /// All letters and digits, in upper case.
  private(set) var code = ShortCode()
  private(set) var hasLowerCase = false
  private(set) var fault: CodeFault?
  private(set) var count = 0
  /// The groups that are still to be read.
  var first = 0
  var end = 0
  private var groups: InlineArray<8, Group> = .init(repeating: Group())
  private var beginsWithSign = false
  private var hasTime = false

  init(_ text: Span<UInt8>) {
    var index = 0
    var sign = Sign.none
    while index < text.count {
      let byte = text[index]
      if byte &- 0x30 <= 9 || (byte | 0x20) &- 0x61 <= 25 {
        add(byte, behind: sign)
        sign = .none
        index += 1
      } else {
        let (length, found) = Self.sign(text, at: index)
        if length == 0 { fault = .characters }
        if byte == 0x3A { hasTime = true }
        sign = Self.joined(sign, length == 0 ? .several : found)
        index += max(length, 1)
      }
    }
    if count > 0 { groups[count - 1].sign = sign == .blank ? .none : sign }
    if count == 0, sign != .none, sign != .blank { fault = .characters }
    end = count
  }

  /// How many bytes of a sign, or of a character without width, are at `index`; 0 for anything else.
  private static func sign(_ text: Span<UInt8>, at index: Int) -> (length: Int, sign: Sign) {
    switch text[index] {
    case 0x2E: return (1, .dot)
    case 0x2F: return (1, .slash)
    case 0x2D: return (1, .hyphen)
    default: break
    }
    let dash = dashLength(text, at: index)
    if dash > 0 { return (dash, .hyphen) }
    let blank = blankLength(text, at: index)
    return (blank, isWithoutWidth(text, at: index) ? .none : .blank)
  }

  private static func joined(_ sign: Sign, _ next: Sign) -> Sign {
    if sign == .none || (sign == .blank && next != .none) { return next }
    return next == .none || next == .blank ? sign : .several
  }

  @inline(__always)
  private mutating func add(_ byte: UInt8, behind sign: Sign) {
    if count == 0 || sign != .none {
      if count == 0 {
        beginsWithSign = sign != .none && sign != .blank
      } else {
        groups[count - 1].sign = sign
      }
      guard count < 8 else {
        fault = .separators
        return
      }
      groups[count].start = UInt8(truncatingIfNeeded: code.count)
      count += 1
    }
    guard code.count < ShortCode.capacity else {
      fault = fault ?? .length
      return
    }
    if byte >= 0x61 { hasLowerCase = true }
    if byte > 0x39 { groups[count - 1].hasLetter = true }
    code.append(upperCased(byte))
    groups[count - 1].count += 1
  }

  // MARK: Groups

  /// How many groups are still to be read.
  var rest: Int { end - first }

  func count(of group: Int) -> Int { Int(groups[group].count) }

  func sign(behind group: Int) -> Sign { groups[group].sign }

  func code(of group: Int) -> ShortCode {
    code.suffix(from: Int(groups[group].start)).prefix(Int(groups[group].count))
  }

  /// The letters and digits of the groups still to be read.
  var restCode: ShortCode {
    guard rest > 0 else { return ShortCode() }
    let last = groups[end - 1]
    return code.prefix(Int(last.start + last.count)).suffix(from: Int(groups[first].start))
  }

  /// Neither a sign nor a second group.
  var isBare: Bool { count <= 1 && !beginsWithSign && !endsInSign }

  var endsInSign: Bool { count > 0 && groups[count - 1].sign != .none }

  /// Whether signs stand where they may: one between groups, and at the end a hyphen alone, whose digit has
  /// a column of its own.
  func isWhole(hasOwnDigit: Bool) -> Bool {
    if beginsWithSign || fault != nil { return false }
    if endsInSign, !hasOwnDigit || groups[count - 1].sign != .hyphen { return false }
    for group in 0..<count where groups[group].sign == .several { return false }
    return true
  }

  /// Whether there is a number and no letter in it.
  var isNumber: Bool {
    for group in first..<end where groups[group].hasLetter { return false }
    return true
  }

  /// `12.345.678` or `12 345 678`: nothing else is dropped from within a number. `123.000` alone may be one
  /// with decimals; with its digit behind it, it is none.
  var areThousands: Bool {
    guard rest > 1, (1...3).contains(groups[first].count) else { return false }
    let sign = groups[first].sign
    guard sign == .dot || sign == .blank else { return false }
    for group in first + 1..<end {
      guard groups[group].count == 3 else { return false }
      if group < end - 1, groups[group].sign != sign { return false }
    }
    // `0.123` is a fraction.
    if rest == 2, groups[first].count == 1, code.byte(Int(groups[first].start)) == 0x30 {
      return false
    }
    let isZeros = code(of: end - 1).firstSignificant == 3
    return rest > 2 || sign == .blank || !isZeros || end < count
  }

  /// `01.012345` of Santander, `35.079834.0` of Banrisul: two digits of the type and the rest.
  func beginWithType(_ bank: UInt16) -> Bool {
    guard rest > 1, groups[first].count == 2 else { return false }
    let widths = (groups[first + 1].count, rest == 3 ? groups[first + 2].count : 0)
    switch bank {
    case 33: return rest == 2 && widths.0 == 6
    case 41: return (rest == 2 && widths.0 == 7) || (rest == 3 && widths == (6, 1))
    default: return false
    }
  }

  /// Whether an account begins with the branch that has a column of its own: `0710 12345`, `0710-12345-6`.
  func beginWith(_ branch: ShortCode) -> Bool {
    guard count > 1, !branch.isEmpty, !groups[0].hasLetter,
      code(of: 0).withoutLeadingZeros == branch.withoutLeadingZeros
    else { return false }
    // `1234-5` is an account of its own, `12.345` and `12 345` are thousands.
    let isSetApart = groups[0].sign == .hyphen || groups[0].sign == .slash
    return code.count - Int(groups[0].count) >= 3 && (groups[0].count >= 4 || isSetApart)
  }

  /// Whether Caixa's operation stands in `group`, and an account behind it.
  func hasOperation(at group: Int) -> Bool {
    guard group + 1 < count, !groups[group].hasLetter else { return false }
    let next = groups[group + 1]
    // `013-5` is an account and its digit.
    if group + 2 == count, next.count == 1, groups[group].sign == .hyphen { return false }
    let code = code(of: group)
    switch code.count {
    case 3: return code.byte(0) == 0x30 && (CaixaOperations.isClassic(code) || next.count == 8)
    case 4 where code.byte(0) == 0x30: return CaixaOperations.isClassic(code.suffix(from: 1))
    case 4: return CaixaOperations.isNew(code)
    case 1, 2: return next.count == 8 && CaixaOperations.isClassic(code)
    default: return false
    }
  }

  // MARK: Dates

  /// `12.03.1945`, `12 03 45`, `1945-03-12`, `12/03`, `12-mar-45`, with or without a time: what a spreadsheet
  /// makes of a number.
  ///
  /// - Parameter mayHaveTwoDigits: two digits behind a hyphen may be those of the number.
  func isDate(mayHaveTwoDigits: Bool) -> Bool {
    if hasMonthName { return true }
    guard count > 1, !beginsWithSign, count < 4 || hasTime else { return false }
    let sign = groups[0].sign
    guard sign != .none, sign != .several, let one = part(0), let two = part(1) else {
      return false
    }
    if count == 2 || (hasTime && groups[1].sign != sign) {
      if mayHaveTwoDigits, sign == .hyphen, one.width > 2 { return false }
      return isDayAndMonth(one, two, sign)
    }
    guard groups[1].sign == sign, let three = part(2) else { return false }
    return isDay(one, two, year: three) || isDay(three, two, year: one)
  }

  /// A group of one to four digits. A time may follow behind a T.
  private func part(_ group: Int) -> (value: Int, width: Int)? {
    let code = code(of: group)
    var (value, width) = (0, 0)
    while width < code.count, code.byte(width) &- 0x30 <= 9 {
      value = value * 10 + Int(code.byte(width) - 0x30)
      width += 1
    }
    let isWhole = width == code.count || (group == 2 && width == 2 && code.byte(2) == 0x54)
    return isWhole && (1...4).contains(width) ? (value, width) : nil
  }

  private func isDay(
    _ day: (value: Int, width: Int), _ month: (value: Int, width: Int),
    year: (value: Int, width: Int)
  ) -> Bool {
    guard day.width <= 2, month.width <= 2, Self.isDay(day.value, month.value) else { return false }
    return year.width == 2 || Self.isYear(year)
  }

  /// Day and month, or month and year.
  private func isDayAndMonth(
    _ one: (value: Int, width: Int), _ two: (value: Int, width: Int), _ sign: Sign
  ) -> Bool {
    if Self.isYear(two) { return one.width <= 2 && (1...12).contains(one.value) }
    if Self.isYear(one) { return two.width == 2 && (1...12).contains(two.value) }
    guard one.width <= 2, two.width == 2 || (two.width == 1 && sign == .slash) else { return false }
    if Self.isDay(one.value, two.value) { return true }
    return (sign == .slash || sign == .hyphen) && two.width == 2 && (1...12).contains(one.value)
  }

  private static func isDay(_ day: Int, _ month: Int) -> Bool {
    day > 0 && month > 0 && min(day, month) <= 12 && max(day, month) <= 31
  }

  private static func isYear(_ year: (value: Int, width: Int)) -> Bool {
    year.width == 4 && (1900...2099).contains(year.value)
  }

  /// Whether a group of three letters or more begins like a month, beside digits.
  private var hasMonthName: Bool {
    var hasMonth = false
    var hasDigits = false
    for group in 0..<count {
      if !groups[group].hasLetter { hasDigits = true }
      guard groups[group].hasLetter, groups[group].count >= 3 else { continue }
      let start = Int(groups[group].start)
      let name = (0..<3).reduce(UInt32(0)) { $0 << 8 | UInt32(code.byte(start + $1)) }
      if Self.months.contains(name) { hasMonth = true }
    }
    return hasMonth && hasDigits
  }

  private static let months: Set<UInt32> = Set(
    [
      "JAN", "FEV", "MAR", "ABR", "MAI", "JUN", "JUL", "AGO", "SET", "OUT", "NOV", "DEZ", "FEB",
      "APR", "MAY", "AUG", "SEP", "OCT", "DEC",
    ].map { $0.utf8.reduce(0) { $0 << 8 | UInt32($1) } })
}
