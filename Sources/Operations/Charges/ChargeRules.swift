import BrazilianBanking
import BulkEngine
import Spreadsheets

/// Reads the rows of a sheet of charges.
struct ChargeRules: CellwiseRules {
  let settings: ChargeSettings

  static var sentences: FindingSentences { .charges }
  static var totals: Field { ChargeField.buyerDocument }
  static var amount: Field? { ChargeField.amount }
  static var verdicts: EarlierRun.Words { EarlierRun.Words(usedUp: ["failed"], taken: ["done"]) }

  /// The API takes any 255 characters; blanks are left out, since names have them.
  static var codeForm: CodeForm {
    CodeForm(longest: 255, others: "./:#", finding: .numberForm)
  }

  static var persons: SheetPersons.Places? {
    .init(document: ChargeValue.buyerDocument.rawValue, name: ChargeValue.buyerName.rawValue)
  }

  var repairs: Bool { settings.repairs }

  /// Cents that the API takes.
  private static let amounts: ClosedRange<Int64> = 1...15_000_000
  private static let leastOfBoleto: Int64 = 500
  private static let longestInstructions = 140

  func read(_ cells: inout RowCells) -> CellwiseRecord {
    var values = Array(repeating: "", count: ChargeValue.count)
    func set(_ value: ChargeValue, _ text: String) { values[value.rawValue] = text }
    let type = type(&cells)
    set(.chargeType, type?.rawValue ?? "")
    let amount = cells.amount(ChargeField.amount, Self.amounts, isRequired: true)
    if type == .boleto, let amount, amount < Self.leastOfBoleto {
      cells.error(.boletoMinimum, ChargeField.amount)
    }
    let due = due(&cells, type)
    set(.dueDate, due.text)
    let instructions = cells.words(ChargeField.instructions)
    if instructions.count > Self.longestInstructions {
      cells.warning(.longInstructions, ChargeField.instructions)
    }
    set(.instructions, instructions)
    set(.buyerName, cells.words(ChargeField.buyerName, isRequired: true, isName: true))
    let document = cells.document(ChargeField.buyerDocument)
    set(.buyerDocument, document?.code.description ?? "")
    set(.buyerDocumentType, document?.kind == .cnpj ? "CNPJ" : "CPF")
    set(.buyerEmail, cells.email(ChargeField.buyerEmail))
    address(&cells, isRequired: type == .boleto).forEach { set($0, $1) }
    terms(&cells, type, amount: amount, due: due.day).forEach { set($0, $1) }
    let splits = splits(&cells, amount: amount)
    for (index, text) in splits.enumerated() {
      values[ChargeValue.firstSplit.rawValue + index] = text
    }
    cells.requireHarmless(ChargeField.customNumber, document?.code.description ?? "")
    return CellwiseRecord(
      values: values, amountInCents: amount,
      identity: [
        document?.code.description ?? "", amount.map { "\($0)" } ?? "", due.day?.description ?? "",
      ].joined(separator: "|"))
  }

  private func type(_ cells: inout RowCells) -> ChargeType? {
    var type = settings.chargeType
    if type == nil {
      guard let word = cells.word(ChargeField.chargeType) else {
        cells.error(.required, ChargeField.chargeType)
        return nil
      }
      type = ChargeType.allCases.first { word == $0.rawValue || word.hasPrefix("\($0.rawValue) ") }
      if type == nil { cells.error(.unknownWord, ChargeField.chargeType) }
    }
    if type == .boleto, settings.senderName == nil || settings.senderDocument == nil {
      cells.error(.senderMissing, ChargeField.chargeType)
    }
    return type
  }

  /// The day, and how it is sent: a Pix is due at a time of the day.
  private func due(
    _ cells: inout RowCells, _ type: ChargeType?
  ) -> (day: CalendarDate?, text: String) {
    let day = cells.day(ChargeField.dueDate, isRequired: true)
    var time = "23:59:59"
    if let text = cells.word(ChargeField.dueTime), type != .boleto {
      if let read = Self.time(text) {
        time = read
      } else {
        cells.error(.timeForm, ChargeField.dueTime)
      }
    } else if cells.has(ChargeField.dueTime) {
      cells.warning(.timeOfBoleto, ChargeField.dueTime)
    }
    guard let day else { return (nil, "") }
    let now = settings.begunAt
    if day.description < now.day {
      cells.error(.pastDue, ChargeField.dueDate)
    } else if type == .pix, "\(day)T\(time.prefix(5))" < now.text {
      cells.error(.pastDue, ChargeField.dueTime)
    }
    return (day, type == .boleto ? "\(day)" : "\(day)T\(time)")
  }

  /// `18 30`, folded, and `18 30 00` as `18:30:00`; also `18h30`.
  private static func time(_ folded: String) -> String? {
    let parts = folded.split { $0 == " " || $0 == "h" }.map { $0 }
    guard (1...3).contains(parts.count), folded.first?.isNumber == true,
      parts.count > 1 || folded.hasSuffix("h"),
      parts.allSatisfy({ (1...2).contains($0.count) && $0.allSatisfy(\.isASCII) })
    else { return nil }
    var numbers = parts.compactMap { Int($0) }
    guard numbers.count == parts.count else { return nil }
    while numbers.count < 3 { numbers.append(0) }
    guard numbers[0] < 24, numbers[1] < 60, numbers[2] < 60 else { return nil }
    return numbers.map { $0.zeroPadded(to: 2) }.joined(separator: ":")
  }
}

// MARK: Address

extension ChargeRules {
  /// A boleto needs it whole; of a Pix one that is not whole is left out.
  private func address(
    _ cells: inout RowCells, isRequired: Bool
  ) -> [(ChargeValue, String)] {
    let fields = [
      ChargeField.street, ChargeField.streetNumber, ChargeField.district, ChargeField.city,
      ChargeField.state, ChargeField.zipCode,
    ]
    guard isRequired || fields.contains(where: { cells.has($0) }) else { return [] }
    let isWhole = fields.allSatisfy { cells.has($0) }
    guard isRequired || isWhole else {
      cells.warning(.addressLeftOut, ChargeField.street)
      return []
    }
    let before = cells.findings.count
    let state = readFederativeUnit(cells.peek(ChargeField.state).utf8.span)
    if cells.has(ChargeField.state) {
      if state.unit == nil { cells.note(.unknownState, ChargeField.state, isError: isRequired) }
    } else {
      cells.error(.required, ChargeField.state)
    }
    let code = readCEP(&cells, isRequired: isRequired)
    if let unit = state.unit, let other = code?.unit, unit != other {
      cells.warning(.stateOfOtherCEP, ChargeField.state)
    }
    let values: [(ChargeValue, String)] = [
      (.street, cells.words(ChargeField.street, isRequired: true)),
      (.streetNumber, cells.identifier(ChargeField.streetNumber, isRequired: true)),
      (.complement, cells.words(ChargeField.complement)),
      (.district, cells.words(ChargeField.district, isRequired: true)),
      (.city, cells.words(ChargeField.city, isRequired: true)),
      (.state, state.unit?.rawValue ?? ""), (.zipCode, code?.code?.description ?? ""),
    ]
    let isWrong = state.unit == nil || code?.code == nil
    guard isWrong, !isRequired else { return values }
    if cells.findings.count == before { cells.warning(.addressLeftOut, ChargeField.street) }
    return []
  }

  private func readCEP(_ cells: inout RowCells, isRequired: Bool) -> PostalCodeReading? {
    guard cells.has(ChargeField.zipCode) else {
      cells.error(.required, ChargeField.zipCode)
      return nil
    }
    let reading = readPostalCode(cells.identifier(ChargeField.zipCode).utf8.span)
    if reading.code == nil { cells.note(.cepForm, ChargeField.zipCode, isError: isRequired) }
    if reading.repairs.contains(.zerosRestored) {
      cells.repair(.zerosRestored, ChargeField.zipCode)
    }
    return reading
  }
}
