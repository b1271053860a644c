/// How the cells of a column are kept: as texts, or as numbers of some format. A column of accounts that
/// are numbers has lost its zeros, whatever it looks like.
package struct CellFormat: Sendable, Hashable {
  package enum Kind: String, Sendable {
    case text, number, date, flag, error
  }

  package let kind: Kind
  /// Of a number or a date, as the workbook writes it; `General` where none was chosen.
  package let code: String?
}

/// Counts the cells of each column by format, in memory that the columns and styles bound.
struct CellFormatCounts {
  /// The cells of one column; runs of equal ones cost an addition each.
  private struct Column {
    var key = -1
    var run = 0
    var counts: [Int: Int] = [:]
  }

  private var columns: [Column] = []

  /// Beyond this no column is counted: sheets of people have some dozens.
  private static let mostColumns = 256

  /// - Parameters:
  ///   - column: from 0.
  ///   - style: of a number; nil for other cells.
  mutating func note(_ kind: CellFormat.Kind, style: Int?, column: Int) {
    guard column >= 0, column < Self.mostColumns else { return }
    while columns.count <= column { columns.append(Column()) }
    let key = style.map { $0 + Self.kinds.count } ?? Self.kinds.firstIndex(of: kind) ?? 0
    if columns[column].key == key {
      columns[column].run += 1
    } else {
      columns[column].counts[columns[column].key, default: 0] += columns[column].run
      (columns[column].key, columns[column].run) = (key, 1)
    }
  }

  private static let kinds: [CellFormat.Kind] = [.text, .flag, .error, .date]

  /// The counts by column, the most frequent first.
  ///
  /// - Parameter styles: the formats by style of cells.
  func byColumn(_ styles: [WorkbookStyles.Style]) -> [[(format: CellFormat, count: Int)]] {
    columns.map { column in
      var counts = column.counts
      counts[column.key, default: 0] += column.run
      var found: [CellFormat: Int] = [:]
      for (key, count) in counts where key >= 0 && count > 0 {
        found[Self.format(key, styles), default: 0] += count
      }
      return found.map { ($0.key, $0.value) }.sorted {
        ($1.1, $0.0.code ?? "") < ($0.1, $1.0.code ?? "")
      }
    }
  }

  private static func format(_ key: Int, _ styles: [WorkbookStyles.Style]) -> CellFormat {
    guard key >= kinds.count else { return CellFormat(kind: kinds[key], code: nil) }
    let style = key - kinds.count
    guard style < styles.count else { return CellFormat(kind: .number, code: "General") }
    let isDate = styles[style].format == .date
    return CellFormat(kind: isDate ? .date : .number, code: styles[style].code)
  }
}

/// What a cell of a sheet holds.
enum SheetCellType {
  case number, shared, inline, text, flag, error, date

  /// As the attribute `t` says.
  init(_ value: Span<UInt8>) {
    guard value.count == 1 else {
      self = value.isEqual(to: "str") ? .text : value.isEqual(to: "inlineStr") ? .inline : .number
      return
    }
    self =
      switch value[0] {
      case 0x73: .shared
      case 0x62: .flag
      case 0x65: .error
      case 0x64: .date
      default: .number
      }
  }

  var kind: CellFormat.Kind {
    switch self {
    case .number: .number
    case .shared, .inline, .text: .text
    case .flag: .flag
    case .error: .error
    case .date: .date
    }
  }
}
