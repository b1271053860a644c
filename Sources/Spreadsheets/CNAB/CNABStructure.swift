/// Follows the lines of a whole CNAB file: which may stand where, and whether counts and sums are those
/// of the trailers. Pure; a line at a time.
struct CNABStructure {
  /// Faults of counts and sums, the first ones: reading goes on behind them.
  private(set) var faults: [CNABFault] = []
  /// Lines of lots whose number is not the next one.
  private(set) var oddLots: [Int] = []
  private var line = 0
  private var lot: OpenLot?
  private var lots = 0
  private var hasHeader = false
  private var hasTrailer = false
  /// The first blank line; nothing may follow but the file's end.
  private var blankLine: Int?

  private static let mostFaults = 5

  private struct OpenLot {
    var number: String
    var lines = 1
    var sum: Int64 = 0
    /// Whether all its payments are transfers, so that the sum can be told.
    var hasOnlyTransfers = true
  }

  /// Takes the next line.
  ///
  /// - Parameter length: its characters.
  /// - Throws: ``CNABFault`` behind which nothing can be told any more.
  mutating func take(_ text: borrowing CNABLine, length: Int) throws(CNABFault) {
    line += 1
    if length == 0 {
      blankLine = blankLine ?? line
      return
    }
    if let blankLine, !hasTrailer {
      throw CNABFault(line: blankLine, position: 1, kind: .length(0))
    }
    if hasTrailer { throw fault(1, .order) }
    guard length == CNABLayout.lineLength else {
      throw fault(min(length, CNABLayout.lineLength) + 1, .length(length))
    }
    switch text.recordType {
    case UInt8(ascii: "0"):
      guard !hasHeader else { throw fault(8, .order) }
      hasHeader = true
    case UInt8(ascii: "1"): try openLot(text)
    case UInt8(ascii: "2"), UInt8(ascii: "4"):
      guard lot != nil else { throw fault(8, .order) }
      lot?.lines += 1
    case UInt8(ascii: "3"): try takeDetail(text)
    case UInt8(ascii: "5"): try closeLot(text)
    case UInt8(ascii: "9"): try close(text)
    default: throw fault(8, .recordType)
    }
  }

  /// What is wrong with a file that ends here.
  mutating func end() -> [CNABFault] {
    guard !hasTrailer else { return faults }
    let last = max(1, (blankLine ?? line + 1) - 1)
    return [
      CNABFault(line: last, position: 1, kind: lot == nil ? .noFileTrailer : .noLotTrailer)
    ]
  }

  private func fault(_ position: Int, _ kind: CNABFault.Kind) -> CNABFault {
    CNABFault(line: line, position: position, kind: kind)
  }

  private mutating func note(_ position: Int, _ kind: CNABFault.Kind) {
    if faults.count < Self.mostFaults { faults.append(fault(position, kind)) }
  }

  private mutating func openLot(_ text: borrowing CNABLine) throws(CNABFault) {
    guard hasHeader else { throw fault(8, .order) }
    guard lot == nil else { throw fault(8, .noLotTrailer) }
    lots += 1
    let number = text.text(4, 7)
    if Int(number) != lots, oddLots.count < Self.mostFaults { oddLots.append(line) }
    lot = OpenLot(number: number)
  }

  private mutating func takeDetail(_ text: borrowing CNABLine) throws(CNABFault) {
    guard lot != nil else { throw fault(8, .order) }
    lot?.lines += 1
    switch text.segment {
    case UInt8(ascii: "A"):
      guard let amount = text.number(120, 134) else { throw fault(120, .amount) }
      let sum = (lot?.sum ?? 0).addingReportingOverflow(amount)
      lot?.sum = sum.overflow ? .max : sum.partialValue
    case UInt8(ascii: "B"), UInt8(ascii: "C"), UInt8(ascii: "Z"): break
    case UInt8(ascii: "J"), UInt8(ascii: "K"), UInt8(ascii: "N"), UInt8(ascii: "O"),
      UInt8(ascii: "W"), UInt8(ascii: "P"), UInt8(ascii: "T"):
      lot?.hasOnlyTransfers = false
    default: break
    }
  }

  private mutating func closeLot(_ text: borrowing CNABLine) throws(CNABFault) {
    guard var open = lot else { throw fault(8, .order) }
    guard text.text(4, 7) == open.number else { throw fault(4, .order) }
    open.lines += 1
    if text.number(18, 23) != Int64(open.lines) {
      note(18, .lotCount(written: text.text(18, 23), counted: open.lines))
    }
    if open.hasOnlyTransfers, text.number(24, 41) != open.sum {
      note(24, .lotSum(written: text.text(24, 41), counted: open.sum))
    }
    lot = nil
  }

  private mutating func close(_ text: borrowing CNABLine) throws(CNABFault) {
    guard hasHeader else { throw fault(8, .order) }
    guard lot == nil else { throw fault(8, .noLotTrailer) }
    if text.number(18, 23) != Int64(lots) {
      note(18, .lotsOfFile(written: text.text(18, 23), counted: lots))
    }
    if text.number(24, 29) != Int64(line) {
      note(24, .linesOfFile(written: text.text(24, 29), counted: line))
    }
    hasTrailer = true
  }
}
