/// Collects what a first reading of a whole CNAB file finds.
struct CNABSurvey {
  private(set) var format: CNABFormat
  private var structure = CNABStructure()
  private var fault: CNABFault?
  private var skipped: [CNABSkippedKind: CNABFormat.Skipped] = [:]
  /// Company numbers of the records, each in 24 bytes; nil once one cannot be a code.
  private var codes: [Code]? = []

  init(_ format: CNABFormat) {
    self.format = format
  }

  /// Nothing more can be told of the file.
  var isBroken: Bool { fault != nil }

  /// Up to twenty characters of ASCII.
  private struct Code: Comparable {
    var words: (UInt64, UInt64, UInt64) = (0, 0, 0)

    static func == (left: Code, right: Code) -> Bool { left.words == right.words }
    static func < (left: Code, right: Code) -> Bool { left.words < right.words }

    /// - Returns: nil for what no code consists of.
    init?(_ text: ArraySlice<UInt8>) {
      guard !text.isEmpty, text.count <= 24 else { return nil }
      for (index, byte) in text.enumerated() {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F: break
        default: return nil
        }
        let shifted = UInt64(byte) << UInt64(56 - index % 8 * 8)
        switch index / 8 {
        case 0: words.0 |= shifted
        case 1: words.1 |= shifted
        default: words.2 |= shifted
        }
      }
    }
  }

  mutating func take(_ line: borrowing CNABLine, length: Int, byteOffset: Int64) {
    guard fault == nil else { return }
    do throws(CNABFault) {
      try structure.take(line, length: length)
    } catch {
      fault = error
      return
    }
    guard length == CNABLayout.lineLength else { return }
    if line.recordType == UInt8(ascii: "1") {
      format.lots.append(
        CNABFormat.Lot(
          byteOffset: byteOffset, number: line.text(4, 7), form: line.text(12, 13)))
    }
  }

  mutating func tooManySegments(line: Int) {
    fault = fault ?? CNABFault(line: line, position: 14, kind: .tooManySegments)
  }

  mutating func skip(_ kind: CNABSkippedKind, line: Int) {
    var entry = skipped[kind] ?? CNABFormat.Skipped(kind: kind)
    entry.count += 1
    if entry.lines.count < CNABFormat.mostLines { entry.lines.append(line) }
    skipped[kind] = entry
  }

  mutating func take(_ payment: borrowing CNABPayment) {
    format.records += 1
    if payment.hasA, !payment.hasDigit { format.withoutDigit += 1 }
    guard codes != nil else { return }
    let number = payment.companyNumber
    guard payment.hasA, let code = Code(number), !payment.holdsDocument(number) else {
      // A segment without its payment is rejected anyhow.
      if payment.hasA { codes = nil }
      return
    }
    codes?.append(code)
  }

  /// What the file is.
  ///
  /// - Throws: ``SpreadsheetError/brokenCNAB(_:path:)``.
  mutating func finish(path: String) throws(SpreadsheetError) -> CNABFormat {
    let faults = fault.map { structure.faults + [$0] } ?? structure.end()
    guard faults.isEmpty else { throw .brokenCNAB(faults, path: path) }
    var sorted = codes ?? []
    sorted.sort()
    let isUnique = zip(sorted, sorted.dropFirst()).allSatisfy { $0 != $1 }
    format.hasCodes = isUnique && !sorted.isEmpty
    format.oddLots = structure.oddLots
    format.skipped = CNABSkippedKind.allCases.compactMap { skipped[$0] }
    return format
  }
}

extension CNABPayment {
  /// Whether `number` shows the payee's document, which no code may.
  borrowing func holdsDocument(_ number: ArraySlice<UInt8>) -> Bool {
    let field = hasB ? b.trimmed(19, 32) : layout == .itau ? a.trimmed(204, 217) : []
    let digits = field.drop { $0 == 0x30 }
    let own = number.filter { $0 &- 0x30 <= 9 }.drop { $0 == 0x30 }
    return digits.count >= 8 && own.elementsEqual(digits)
  }
}
