import Glibc

/// Numbers of cells as text: what people see, as far as no digit gets lost by it.
struct CellNumber {
  /// Days from 1899-12-31 to the workbook's first day: 0, or 1462 where it counts from 1904.
  let firstDay: Int

  /// The first number that a spreadsheet no longer keeps digit by digit.
  private static let mostExact = 1e15

  /// Appends a number as its shortest decimal with a point. Sixteen digits and more have lost some: they
  /// are written in scientific notation, which the check recognises.
  ///
  /// - Parameter text: as it is on disk.
  static func append(decimal text: Span<UInt8>, to buffer: inout ByteBuffer) {
    if isPlain(text) { return buffer.append(text) }
    guard let number = Double(text.text), number.isFinite else { return buffer.append(text) }
    buffer.append(decimal(number))
  }

  /// `1234.5`, `-0.00001`, `1.2345678901234568E+16`.
  static func decimal(_ number: Double) -> String {
    if number == 0 { return "0" }
    let parts = "\(number.magnitude)".split(separator: "e")
    var digits = parts[0].replacing(".", with: "")
    let point =
      (parts[0].firstIndex(of: ".").map { parts[0].distance(from: parts[0].startIndex, to: $0) })
      ?? digits.count
    var exponent = point + (parts.count > 1 ? Int(parts[1]) ?? 0 : 0)
    while digits.hasSuffix("0"), digits.count > 1 { digits.removeLast() }
    while digits.hasPrefix("0"), digits.count > 1 {
      digits.removeFirst()
      exponent -= 1
    }
    let sign = number < 0 ? "-" : ""
    if number.magnitude >= mostExact {
      let rest = digits.dropFirst()
      let power = (exponent - 1).zeroPadded(to: 2)
      return sign + digits.prefix(1) + (rest.isEmpty ? "" : "." + rest) + "E+" + power
    }
    if exponent <= 0 { return sign + "0." + String(repeating: "0", count: -exponent) + digits }
    guard digits.count > exponent else {
      return sign + digits + String(repeating: "0", count: exponent - digits.count)
    }
    return sign + digits.prefix(exponent) + "." + digits.dropFirst(exponent)
  }

  /// Whether the text is a shortest decimal already: at most fifteen digits, no zeros around them, no
  /// exponent.
  private static func isPlain(_ text: Span<UInt8>) -> Bool {
    var index = text.count > 0 && text[0] == 0x2D ? 1 : 0
    guard text.count > index, text.count - index <= 16 else { return false }
    let start = index
    var point: Int?
    while index < text.count {
      if text[index] == 0x2E, point == nil, index > start {
        point = index
      } else if text[index] &- 0x30 > 9 {
        return false
      }
      index += 1
    }
    let digits = text.count - start - (point == nil ? 0 : 1)
    guard digits <= 15 else { return false }
    if text[start] == 0x30, (point ?? text.count) - start > 1 { return false }
    if let point { return point + 1 < text.count && text[text.count - 1] != 0x30 }
    return !(text.count - start == 1 && text[start] == 0x30 && start == 1)
  }

  /// Appends an amount, rounded to cents where it is as good as that: 1234.5600000001 is what 1234.56
  /// becomes in a calculation.
  static func append(amount text: Span<UInt8>, to buffer: inout ByteBuffer) {
    guard !isCents(text), let number = Double(text.text), number.magnitude < 1e12 else {
      return append(decimal: text, to: &buffer)
    }
    let cents = (number * 100).rounded()
    guard abs(number * 100 - cents) < 0.001 else { return append(decimal: text, to: &buffer) }
    buffer.append(decimal(cents / 100))
  }

  private static func isCents(_ text: Span<UInt8>) -> Bool {
    let point = firstIndex(of: 0x2E, in: text, from: 0)
    return point == text.count || (text.count - point <= 3 && isPlain(text))
  }

  /// Appends what people see of a whole number in a format of zeros.
  ///
  /// - Returns: false for a number of which the format loses a part; then nothing is appended.
  static func append(
    _ text: Span<UInt8>, in sections: [NumberFormat.Section], to buffer: inout ByteBuffer
  ) -> Bool {
    var whole = ByteBuffer()
    append(decimal: text, to: &whole)
    let bytes = whole.bytes
    let isNegative = bytes.first == 0x2D
    let digits = bytes.span.extracting((isNegative ? 1 : 0)..<bytes.count)
    for index in digits.indices where digits[index] &- 0x30 > 9 { return false }
    guard !digits.isEmpty,
      let shown = NumberFormat.shown(digits, isNegative: isNegative, in: sections)
    else { return false }
    buffer.append(shown)
    return true
  }

  /// Appends a day as `dd/mm/yyyy`, a time without a day as `hh:mm:ss`.
  ///
  /// - Returns: false for a number that is neither; then nothing is appended.
  func append(date text: Span<UInt8>, to buffer: inout ByteBuffer) -> Bool {
    guard let serial = Double(text.text), serial >= 0, serial < 2_958_466 else { return false }
    let day = Int(serial)
    if day == 0, firstDay == 0 || serial > 0, serial < 1 {
      let seconds = Int((serial * 86_400).rounded()) % 86_400
      let parts = [seconds / 3_600, seconds / 60 % 60, seconds % 60]
      buffer.append(parts.map { $0.zeroPadded(to: 2) }.joined(separator: ":"))
      return true
    }
    let serialDay = day + firstDay
    // Spreadsheets have a 29th of February 1900, for the sake of a forefather.
    if serialDay == 60 {
      buffer.append("29/02/1900")
    } else {
      // Days since 1970; the first of January 1900 is day 1.
      appendDate(serialDay - (serialDay > 60 ? 25_569 : 25_568), to: &buffer)
    }
    return true
  }

  /// `2024-02-01` or `2024-02-01T00:00:00` as `01/02/2024`.
  ///
  /// - Returns: false for anything else; then nothing is appended.
  static func append(isoDate text: Span<UInt8>, to buffer: inout ByteBuffer) -> Bool {
    guard text.count >= 10, text[4] == 0x2D, text[7] == 0x2D,
      text.count == 10 || text[10] == 0x54,
      text.extracting(0..<4).wholeNumber != nil, text.extracting(5..<7).wholeNumber != nil,
      text.extracting(8..<10).wholeNumber != nil
    else { return false }
    buffer.append(text.extracting(8..<10))
    buffer.append(0x2F)
    buffer.append(text.extracting(5..<7))
    buffer.append(0x2F)
    buffer.append(text.extracting(0..<4))
    return true
  }

  /// - Parameter day: since 1970-01-01.
  private func appendDate(_ day: Int, to buffer: inout ByteBuffer) {
    // Years that begin in March, in eras of 400 years.
    let shifted = day + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let dayOfMonth = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    buffer.append(
      "\(dayOfMonth.zeroPadded(to: 2))/\(month.zeroPadded(to: 2))/\(year.zeroPadded(to: 4))")
  }
}
