import BrazilianBanking
import BulkEngine
import Foundation
import Spreadsheets

/// The cells of one row, and what was found in them.
struct RowCells {
  private let texts: [String]
  /// Cells that are numbers of JSON or of a workbook.
  private let numbers: Set<Field>
  let mapping: ColumnMapping
  /// Whether whole numbers are amounts in hundredths.
  let amountsAreCents: Bool
  private let repairSeverity: Finding.Severity
  private(set) var findings: [Finding] = []

  init(_ row: Row, of block: borrowing RowBlock, _ form: RowForm, repairs: Bool) {
    mapping = form.mapping
    amountsAreCents = form.amountsAreCents
    repairSeverity = repairs ? .repair : .error
    var numbers: Set<Field> = []
    var texts: [String] = []
    for field in form.mapping.layout.allFields {
      let column = form.mapping.column(field)
      texts.append(column < 0 ? "" : block.text(column, of: row))
      let mayBeNumber = form.columnCount == 0 || !block.marks.isEmpty
      if column >= 0, mayBeNumber, block.holdsDecimalNumber(in: column, of: row) {
        numbers.insert(field)
      }
    }
    (self.texts, self.numbers) = (texts, numbers)
    if !block.marks.isEmpty { block.appendMarks(of: row, form.mapping, to: &findings) }
  }

  // MARK: Findings

  mutating func error(_ code: FindingCode, _ field: Field, _ detail: Finding.Detail = .none) {
    findings.append(Finding(code, field, severity: .error, detail: detail))
  }

  mutating func warning(_ code: FindingCode, _ field: Field) {
    findings.append(Finding(code, field, severity: .warning))
  }

  mutating func repair(_ code: FindingCode, _ field: Field) {
    findings.append(Finding(code, field, severity: repairSeverity))
  }

  /// Says something of a value that is not sent where it is wrong.
  mutating func note(_ code: FindingCode, _ field: Field, isError: Bool) {
    findings.append(Finding(code, field, severity: isError ? .error : .warning))
  }

  /// Notes a code of the caller's that holds what must not stand in the journal, such as a person's
  /// document, whatever its case and whatever stands between its characters.
  mutating func requireHarmless(
    _ code: Field, _ secret: String, _ finding: FindingCode = .codeTellsDocument
  ) {
    guard mapping.hasOwnCodes, !secret.isEmpty else { return }
    let (plain, hidden) = (Self.plain(peek(code)), Self.plain(secret))
    let places = plain.count - hidden.count
    guard !hidden.isEmpty, places >= 0 else { return }
    if (0...places).contains(where: { plain[$0...].starts(with: hidden) }) { error(finding, code) }
  }

  /// ASCII letters, large, and digits.
  private static func plain(_ text: String) -> [UInt8] {
    text.utf8.compactMap { byte in
      let letter = byte & 0xDF
      return byte &- 0x30 <= 9 ? byte : letter &- 0x41 < 26 ? letter : nil
    }
  }

  // MARK: Cells

  /// Whether the row has anything there.
  func has(_ field: Field) -> Bool {
    let text = texts[Int(field.ordinal)]
    return text.utf8.contains(where: Self.isVisible) || !text.allSatisfy(\.isWhitespace)
  }

  /// Of ASCII: what most cells begin and end with is known without their characters.
  private static func isVisible(_ byte: UInt8) -> Bool { byte > 0x20 && byte < 0x7F }

  /// A cell as it stands, without outer blanks; nothing is noted.
  func peek(_ field: Field) -> String { Self.trimmed(texts[Int(field.ordinal)]) }

  private static func trimmed(_ text: String) -> String {
    guard let first = text.utf8.first, let last = text.utf8.last,
      !isVisible(first) || !isVisible(last)
    else { return text }
    return text.trimmingCharacters(in: .whitespaces)
  }

  /// A cell freed of what spreadsheets wrap around values; empty where there is none, or it is lost.
  private mutating func cell(_ field: Field, as kind: CellRepair.Kind) -> String {
    let text = texts[Int(field.ordinal)]
    guard has(field) else { return "" }
    let repaired = CellRepair.repair(
      text.utf8.span, as: kind == .identifier && numbers.contains(field) ? .number : kind)
    if let fault = repaired.fault {
      error(fault, field)
      return ""
    }
    for code in repaired.repairs {
      // Outer blanks alone are no repair.
      if code == .unwrapped, repaired.bytes.elementsEqual(Self.trimmed(text).utf8) { continue }
      repair(code, field)
    }
    return String(decoding: repaired.bytes, as: UTF8.self)
  }

  /// Reads a cell, or notes that it is missing.
  private mutating func cell(
    _ field: Field, as kind: CellRepair.Kind, isRequired: Bool
  ) -> String? {
    guard has(field) else {
      if isRequired { error(.required, field) }
      return nil
    }
    let text = cell(field, as: kind)
    return text.isEmpty ? nil : text
  }

  /// Words of people: blanks collapsed, accents joined.
  mutating func words(_ field: Field, isRequired: Bool = false, isName: Bool = false) -> String {
    guard let text = cell(field, as: .other, isRequired: isRequired) else { return "" }
    var bytes: [UInt8] = []
    if NameReading.isPlain(text.utf8.span) {
      bytes = Array(text.utf8)
    } else {
      let outcome = NameReading.read(text.utf8.span, into: &bytes)
      if outcome.isFreed { repair(.unwrapped, field) }
      if outcome.isComposed { repair(.composed, field) }
      if outcome.isCollapsed { repair(.blanksCollapsed, field) }
      if outcome.isMojibake { warning(.mojibake, field) }
    }
    if isName, NameReading.isFormula(bytes) { error(.formula, field) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Digits or letters that name something, such as a house number: as they are.
  mutating func identifier(_ field: Field, isRequired: Bool = false) -> String {
    cell(field, as: .identifier, isRequired: isRequired) ?? ""
  }

  /// A word of a list, folded.
  mutating func word(_ field: Field) -> String? {
    guard let text = cell(field, as: .other, isRequired: false) else { return nil }
    return HeaderFolding.fold(text)
  }

  /// An amount in hundredths, within `range`.
  ///
  /// - Parameter outside: what is said of an amount that is not.
  mutating func amount(
    _ field: Field, _ range: ClosedRange<Int64>, isRequired: Bool = false,
    outside: FindingCode = .amountOutOfRange
  ) -> Int64? {
    guard let text = cell(field, as: .other, isRequired: isRequired) else { return nil }
    switch AmountReading.read(text.utf8.span, inCents: amountsAreCents) {
    case .cents(let cents) where range.contains(cents): return cents
    case .cents: error(outside, field)
    case .unreadable(.form): error(.amountUnreadable, field)
    case .unreadable(.zeroFilled): error(.amountZeroFilled, field)
    case .unreadable(.notWholeCents): error(.amountNotInCents, field)
    }
    return nil
  }

  /// A whole number within `range`, such as `3` or `3.0`.
  ///
  /// - Parameter outside: what is said of anything else.
  mutating func whole(
    _ field: Field, _ range: ClosedRange<Int>, isRequired: Bool = false, outside: FindingCode
  ) -> Int? {
    guard let text = cell(field, as: .other, isRequired: isRequired) else { return nil }
    let digits = text.hasSuffix(".0") || text.hasSuffix(",0") ? String(text.dropLast(2)) : text
    guard digits.utf8.allSatisfy({ $0 &- 0x30 <= 9 }), let number = Int(digits),
      range.contains(number)
    else {
      error(outside, field)
      return nil
    }
    return number
  }

  /// Hundredths of a percent: `2,5 %` is 250. Zero is none.
  mutating func percent(_ field: Field, _ range: ClosedRange<Int64>) -> Int64? {
    guard var text = cell(field, as: .other, isRequired: false) else { return nil }
    if text.hasSuffix("%") { text.removeLast() }
    text = text.trimmingCharacters(in: .whitespaces)
    switch AmountReading.read(text.utf8.span) {
    case .cents(0): return nil
    case .cents(let hundredths) where range.contains(hundredths): return hundredths
    default: error(.percentOutOfRange, field)
    }
    return nil
  }

  /// A CPF or CNPJ by its check digits.
  mutating func document(_ field: Field) -> Document? {
    guard let text = cell(field, as: .identifier, isRequired: true) else { return nil }
    let reading = readDocument(text.utf8.span, declared: nil)
    // A CNPJ that lost more than two zeros is rather a CPF with a wrong digit: nobody else is billed.
    let fewest = reading.document?.kind == .cnpj ? 12 : 8
    guard let document = reading.document, reading.writtenCount >= fewest else {
      let code: FindingCode =
        switch reading.fault {
        case .empty: .required
        case .characters: .characters
        case .repeated: .documentRepeatsDigit
        case .checkDigit: .documentDigits
        case nil where reading.writtenCount >= 8: .documentDigits
        case .length, nil: .length
        }
      error(code, field)
      return nil
    }
    if reading.repairs.contains(.zerosRestored) { repair(.zerosRestored, field) }
    return document
  }

  /// A day: `31/12/2026` or `2026-12-31`.
  mutating func day(_ field: Field, isRequired: Bool = false) -> CalendarDate? {
    guard let text = cell(field, as: .other, isRequired: isRequired) else { return nil }
    let reading = readDate(text.utf8.span)
    guard let date = reading.date else {
      let code: FindingCode =
        switch reading.fault {
        case .twoDigitYear: .dateYear
        case .monthFirst: .dateMonthFirst
        case .serialNumber: .dateSerial
        case .impossible: .dateImpossible
        case .empty, .form, nil: .dateForm
        }
      error(code, field)
      return nil
    }
    return date
  }

  /// An e-mail address; empty where there is none.
  mutating func email(_ field: Field) -> String {
    guard let text = cell(field, as: .other, isRequired: false) else { return "" }
    guard let address = readEmailAddress(text.utf8.span).address else {
      error(.emailForm, field)
      return ""
    }
    return address
  }
}
