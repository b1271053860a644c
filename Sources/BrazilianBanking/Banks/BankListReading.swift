/// A list of banks that cannot be read.
public struct BankListError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong with a line.
  public enum Reason: String, Sendable {
    case columns = "it needs the three columns compe, ispb, short_name"
    case compe = "the COMPE code is not 1 to 3 digits"
    case ispb = "the ISPB is not 1 to 8 digits"
    case name = "the short name is empty"
    case repeatedCompe = "the COMPE code stands on an earlier line too"
    case empty = "there is no bank in it"
  }

  /// 1-based line, 0 when the list as a whole is meant.
  public let line: Int
  /// What is wrong with the line.
  public let reason: Reason

  /// The sentence for people: what happened and where.
  public var description: String {
    line == 0
      ? "The list of banks cannot be used: \(reason.rawValue)."
      : "Line \(line) of the list of banks cannot be used: \(reason.rawValue)."
  }
}

extension BankDirectory {
  /// Reads a list: UTF-8, a header line, then `compe,ispb,short_name` (or with `;`), names quoted
  /// where they hold the delimiter.
  ///
  /// - Parameters:
  ///   - csv: the bytes of the list, with or without byte order mark.
  ///   - date: day of the list, ISO 8601, when it is known.
  /// - Throws: ``BankListError`` for the first line that cannot be read, or an empty list.
  public init(csv: Span<UInt8>, date: String? = nil) throws(BankListError) {
    var banks: [Bank] = []
    var seen = Set<UInt16>()
    var lineNumber = 0
    var start = 0
    while start < csv.count {
      var end = start
      while end < csv.count, csv[end] != 0x0A { end += 1 }
      lineNumber += 1
      let columns = columns(of: csv.extracting(start..<end))
      start = end + 1
      if lineNumber == 1 || columns == [""] { continue }
      let bank = try Self.bank(columns, line: lineNumber)
      guard seen.insert(bank.compe).inserted else {
        throw BankListError(line: lineNumber, reason: .repeatedCompe)
      }
      banks.append(bank)
    }
    if banks.isEmpty { throw BankListError(line: 0, reason: .empty) }
    self.init(sorted: banks.sorted { $0.compe < $1.compe }, date: date)
  }

  private static func bank(_ columns: [String], line: Int) throws(BankListError) -> Bank {
    guard columns.count == 3 else { throw BankListError(line: line, reason: .columns) }
    guard columns[0].utf8.count <= 3, let compe = UInt16(columns[0]), compe > 0 else {
      throw BankListError(line: line, reason: .compe)
    }
    guard columns[1].utf8.count <= 8, let ispb = UInt32(columns[1]) else {
      throw BankListError(line: line, reason: .ispb)
    }
    if columns[2].isEmpty { throw BankListError(line: line, reason: .name) }
    return Bank(compe: compe, ispb: ispb, shortName: columns[2])
  }
}

/// The fields of one line, quotes removed; a doubled quote inside quotes is one quote.
private func columns(of line: Span<UInt8>) -> [String] {
  var fields: [String] = []
  var field: [UInt8] = []
  var isQuoted = false
  var index = 0
  while index < line.count {
    let byte = line[index]
    index += 1
    switch byte {
    case 0x22 where isQuoted && index < line.count && line[index] == 0x22:
      field.append(byte)
      index += 1
    case 0x22: isQuoted.toggle()
    case 0x2C where !isQuoted, 0x3B where !isQuoted:
      fields.append(String(decoding: field, as: UTF8.self))
      field.removeAll(keepingCapacity: true)
    case 0x0D: break
    default: field.append(byte)
    }
  }
  fields.append(String(decoding: field, as: UTF8.self))
  return fields
}
