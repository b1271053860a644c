extension BankDirectory {
  /// Reads a list: UTF-8, a first line `compe,ispb,short_name` (or with `;`), then a bank a line,
  /// names quoted where they hold the delimiter. A fourth column `date` may hold the day of an
  /// entry, ISO 8601: the latest is the day of the list.
  ///
  /// - Parameters:
  ///   - csv: the bytes of the list, with or without byte order mark.
  ///   - date: day of the list, ISO 8601, when it is known; the list's own dates win.
  /// - Throws: ``BankListError`` for the first line that cannot be read, or an empty list.
  public init(csv: Span<UInt8>, date: String? = nil) throws(BankListError) {
    var lines = BankListLines(csv)
    var columnCount = 0
    var banks: [Bank] = []
    var seen = Set<UInt16>()
    var latest: String?
    while let columns = try lines.next() {
      if columns == [""] { continue }
      guard columnCount > 0 else {
        columnCount = try BankListLines.columnCount(header: columns, line: lines.number)
        continue
      }
      let bank = try Self.bank(columns, columnCount, line: lines.number)
      guard seen.insert(bank.compe).inserted else {
        throw BankListError(line: lines.number, reason: .repeatedCompe)
      }
      banks.append(bank)
      if columnCount == 4 { latest = max(latest ?? "", columns[3]) }
    }
    if banks.isEmpty { throw BankListError(line: 0, reason: .empty) }
    let own = latest.flatMap { $0.isEmpty ? nil : $0 }
    self.init(sorted: banks.sorted { $0.compe < $1.compe }, date: own ?? date)
  }

  private static func bank(
    _ columns: [String], _ count: Int, line: Int
  ) throws(BankListError) -> Bank {
    guard columns.count == count else { throw BankListError(line: line, reason: .columns) }
    guard let compe = number(columns[0], longest: 3), compe > 0 else {
      throw BankListError(line: line, reason: .compe)
    }
    guard let ispb = number(columns[1], longest: 8) else {
      throw BankListError(line: line, reason: .ispb)
    }
    if columns[2].isEmpty { throw BankListError(line: line, reason: .name) }
    if count == 4, !columns[3].isEmpty, !isDay(columns[3]) {
      throw BankListError(line: line, reason: .date)
    }
    return Bank(compe: UInt16(compe), ispb: ispb, shortName: columns[2])
  }

  private static func number(_ text: String, longest: Int) -> UInt32? {
    guard text.utf8.count <= longest else { return nil }
    return ShortCode(text)?.number
  }

  /// `2026-08-22`: a month of 1–12 and a day of 1–31.
  private static func isDay(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.utf8.count) == [4, 2, 2],
      let month = number(String(parts[1]), longest: 2),
      let day = number(String(parts[2]), longest: 2), number(String(parts[0]), longest: 4) != nil
    else { return false }
    return (1...12).contains(month) && (1...31).contains(day)
  }
}

/// The lines of a list of banks, taken apart one after the other.
private struct BankListLines {
  private let csv: [UInt8]
  private var start = 0
  /// 1-based number of the line last taken.
  private(set) var number = 0

  init(_ csv: Span<UInt8>) { self.csv = csv.indices.map { csv[$0] } }

  /// The fields of the next line; nil at the end.
  mutating func next() throws(BankListError) -> [String]? {
    guard start < csv.count else { return nil }
    var end = start
    while end < csv.count, csv[end] != 0x0A { end += 1 }
    number += 1
    let fields = try Self.fields(of: csv[start..<end], line: number)
    start = end + 1
    return fields
  }

  /// How many columns the header has: three, or four with a date.
  static func columnCount(header: [String], line: Int) throws(BankListError) -> Int {
    let names = header.map { $0.lowercased() }
    guard names.starts(with: ["compe", "ispb", "short_name"]),
      names.count == 3 || (names.count == 4 && names[3] == "date")
    else { throw BankListError(line: line, reason: .header) }
    return names.count
  }

  /// Quotes removed; a doubled quote inside quotes is one quote. Blanks and a byte order mark around a
  /// field do not count.
  private static func fields(
    of line: ArraySlice<UInt8>, line number: Int
  ) throws(BankListError) -> [String] {
    var fields: [String] = []
    var field: [UInt8] = []
    var isQuoted = false
    var index = line.startIndex
    while index < line.endIndex {
      let byte = line[index]
      index += 1
      switch byte {
      case 0x22 where isQuoted && index < line.endIndex && line[index] == 0x22:
        field.append(byte)
        index += 1
      case 0x22: isQuoted.toggle()
      case 0x2C where !isQuoted, 0x3B where !isQuoted:
        fields.append(try text(field, line: number))
        field.removeAll(keepingCapacity: true)
      case 0x0D: break
      default: field.append(byte)
      }
    }
    fields.append(try text(field, line: number))
    return fields
  }

  private static func text(_ field: [UInt8], line: Int) throws(BankListError) -> String {
    let (start, end) = trimmedBounds(field.span)
    guard let text = String(validating: field[start..<end], as: UTF8.self) else {
      throw BankListError(line: line, reason: .encoding)
    }
    return text
  }
}
