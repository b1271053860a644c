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

/// The lines of a list of banks, split one after the other.
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

/// A list of banks that cannot be read.
public struct BankListError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong with a line.
  public enum Reason: CaseIterable, Sendable {
    /// The first line does not name the columns.
    case header
    /// Not three columns, nor four with a date.
    case columns
    /// The COMPE code is not 001 to 999.
    case compe
    /// The ISPB is not 1 to 8 digits.
    case ispb
    /// The short name is empty.
    case name
    /// The date is no day of the form 2026-08-22.
    case date
    /// The COMPE code stands on an earlier line too.
    case repeatedCompe
    /// Bytes that are no UTF-8.
    case encoding
    /// There is no bank in the list.
    case empty
  }

  /// 1-based line, 0 when the list as a whole is meant.
  public let line: Int
  /// What is wrong with the line.
  public let reason: Reason

  /// Makes the error of a line.
  public init(line: Int, reason: Reason) {
    self.line = line
    self.reason = reason
  }

  /// The sentence for people, in English: what happened and where.
  public var description: String {
    let place = line == 0 ? "" : "line \(line): "
    return "The list of banks cannot be used: \(place)\(reason.text.english)"
  }
}

extension BankListError.Reason {
  /// The column the reason is about; nil when it is about the whole line.
  public var field: String? {
    switch self {
    case .compe, .repeatedCompe: "compe"
    case .ispb: "ispb"
    case .name: "short_name"
    case .date: "date"
    case .header, .columns, .encoding, .empty: nil
    }
  }

  /// The reason for people.
  public var text: BilingualText {
    switch self {
    case .header:
      BilingualText(
        "the first line must be compe;ispb;short_name, date as a fourth column if wanted.",
        "a primeira linha deve ser compe;ispb;short_name, com date como quarta coluna se quiser.")
    case .columns:
      BilingualText(
        "it needs as many columns as the first line.",
        "precisa de tantas colunas quanto a primeira linha.")
    case .compe:
      BilingualText(
        "the COMPE code is not 001 to 999.", "o código COMPE não é de 001 a 999.")
    case .ispb: BilingualText("the ISPB is not 1 to 8 digits.", "o ISPB não tem de 1 a 8 dígitos.")
    case .name: BilingualText("the short name is empty.", "o nome curto está vazio.")
    case .date:
      BilingualText(
        "the date is not a day such as 2026-08-22.", "a data não é um dia como 2026-08-22.")
    case .repeatedCompe:
      BilingualText(
        "the COMPE code stands on an earlier line too.",
        "o código COMPE já está em uma linha anterior.")
    case .encoding:
      BilingualText(
        "the text is not UTF-8; save it as CSV UTF-8.",
        "o texto não é UTF-8; salve-o como CSV UTF-8.")
    case .empty: BilingualText("there is no bank in it.", "não há nenhum banco nela.")
    }
  }
}
