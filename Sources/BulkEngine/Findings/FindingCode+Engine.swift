/// Codes of findings that any sheet may have.
extension FindingCode {
  // The row.
  package static let columnCount = FindingCode(0)
  package static let openQuote = FindingCode(1)
  package static let nulByte = FindingCode(2)
  package static let tooLong = FindingCode(3)
  package static let malformed = FindingCode(4)
  package static let repeatedKey = FindingCode(5)
  package static let tooComplex = FindingCode(6)
  package static let totalRow = FindingCode(7)
  package static let repeatedHeader = FindingCode(50)
  package static let belowOtherHeader = FindingCode(51)
  package static let severalObjects = FindingCode(52)
  // The row of a CNAB file.
  package static let loneSegment = FindingCode(96)
  package static let missingSegment = FindingCode(97)
  package static let otherLot = FindingCode(98)
  package static let foreignIdentifier = FindingCode(99)
  // Any value.
  package static let required = FindingCode(8)
  package static let characters = FindingCode(9)
  package static let length = FindingCode(10)
  package static let scientificNotation = FindingCode(11)
  package static let spreadsheetError = FindingCode(12)
  package static let needsRepair = FindingCode(13)
  package static let date = FindingCode(14)
  package static let formula = FindingCode(15)
  package static let mojibake = FindingCode(16, .warning)
  /// A decimal comma made two cells of an amount.
  package static let amountCut = FindingCode(29)
  package static let amountUnreadable = FindingCode(17)
  // Of workbooks.
  package static let missingText = FindingCode(60)
  package static let longText = FindingCode(61)
  package static let cellBeyondHeader = FindingCode(65)
  package static let mergedCell = FindingCode(62)
  package static let uncalculated = FindingCode(63)
  package static let shownZeros = FindingCode(64, .repair)
  /// A whole number with zeros in front: units or hundredths.
  package static let amountZeroFilled = FindingCode(40)
  /// Not a whole number where hundredths are expected.
  package static let amountNotInCents = FindingCode(41)
  /// A character that cannot be seen, where no character may be.
  package static let invisible = FindingCode(42)
  /// A number of JSON or of a workbook with decimals where a text of digits is meant.
  package static let numberWithFraction = FindingCode(43)
  // The record's own code, and that of an earlier run.
  package static let codeFormat = FindingCode(18)
  package static let duplicateCode = FindingCode(19)
  package static let takenEarlier = FindingCode(20)
  package static let pairIncomplete = FindingCode(21)
  package static let pairUnreadable = FindingCode(22)
  // Repairs.
  package static let zerosRestored = FindingCode(23, .repair)
  package static let fractionDropped = FindingCode(24, .repair)
  package static let unwrapped = FindingCode(25, .repair)
  package static let blanksCollapsed = FindingCode(26, .repair)
  package static let composed = FindingCode(27, .repair)
  package static let mojibakeRepaired = FindingCode(28, .repair)
}

extension FindingCode {
  /// Another run has sent the record, see ``Ledger``.
  package static let alreadySent = FindingCode(120)
}
