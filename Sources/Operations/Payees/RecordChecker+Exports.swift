import BrazilianBanking
import BulkEngine

/// Cells as payroll systems write them in every row, known at a glance: neither repaired nor parsed.
extension RecordChecker {
  /// Whether the cell holds a bank's code and name as payroll systems write them, `341 - Itaú Unibanco`, and
  /// nothing that spreadsheets wrap around values: neither blanks at its ends, nor characters that are none of
  /// Latin text, nor a fraction.
  static func isCodeWithName(_ cell: Span<UInt8>) -> Bool {
    guard cell.count > 3, CellShape.isDigits(cell.extracting(0..<3)),
      cell[3] == 0x20 || cell[3] == 0x2D
    else { return false }
    let last = cell[cell.count - 1]
    guard last > 0x20, last != 0x30 else { return false }
    for index in 3..<cell.count {
      // What begins the characters that `CellRepair` takes out or replaces.
      switch cell[index] {
      case 0xC2, 0xE2, 0xE3, 0xEF: return false
      default: break
      }
    }
    return true
  }

  /// `53260259-5`: nothing but digits, a hyphen and one digit. Fewer than four in front may be a day.
  @inline(__always)
  static func accountWithDigit(_ cell: Span<UInt8>) -> (ShortCode, ShortCode)? {
    let hyphen = cell.count - 2
    guard hyphen >= 4, cell[hyphen] == 0x2D,
      let account = ShortCode(digits: cell.extracting(0..<hyphen)),
      let digit = ShortCode(digit: cell.extracting(hyphen + 1..<cell.count))
    else { return nil }
    return (account, digit)
  }
}
