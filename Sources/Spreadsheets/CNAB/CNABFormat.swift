/// What a first reading of a whole CNAB 240 file found: what must be known to read any part of it again.
package struct CNABFormat: Sendable, Equatable, Codable {
  package var layout: CNABLayout
  /// The payer's bank, three digits.
  package var bank = ""
  /// The version that the header names, as written; empty for none.
  package var version = ""
  /// In the order of the file.
  package var lots: [Lot] = []
  /// Whether the company's numbers can be the records' codes: each record has one of its own.
  package var hasCodes = false
  /// Payments that are no records.
  package var skipped: [Skipped] = []
  /// Records without an account digit; some programs join it to the account.
  package var withoutDigit = 0
  package var records = 0
  /// Lots whose numbers do not follow each other: lines of their headers, the first ones.
  package var oddLots: [Int] = []

  package init(layout: CNABLayout) {
    self.layout = layout
  }

  /// A lot: one form of payment.
  package struct Lot: Sendable, Equatable, Codable {
    /// Offset of its header in the content.
    package var byteOffset: Int64
    /// Four digits.
    package var number: String
    /// Positions 12–13 of its header.
    package var form: String
  }

  /// Payments of one kind that are no records.
  package struct Skipped: Sendable, Equatable, Codable {
    package var kind: CNABSkippedKind
    package var count = 0
    /// Lines of their segments A, the first ``mostLines``.
    package var lines: [Int] = []
  }

  /// Lines that are kept of one kind.
  package static let mostLines = 1_000

  /// The lot that begins at or before `offset`.
  func lot(at offset: Int64) -> Lot? {
    var (low, high) = (0, lots.count)
    while low < high {
      let middle = (low + high) / 2
      if lots[middle].byteOffset <= offset { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? nil : lots[low - 1]
  }
}

/// Why a payment of a CNAB file is no record.
package enum CNABSkippedKind: String, Sendable, Codable, CaseIterable {
  /// The money goes to a PIX key or QR code; no bank data are used.
  case key = "pix_key"
  /// A cheque or an order of payment, which has no account.
  case paymentOrder = "payment_order"
  /// The payment was sent earlier and is canceled here.
  case cancellation
  /// The payment was sent earlier and is changed here.
  case change
  case zeroAmount = "zero_amount"
  /// A slip, a tax, a collection: no transfer.
  case notATransfer = "not_a_transfer"
}

/// Where a CNAB file is broken.
package struct CNABFault: Error, Sendable, Equatable {
  /// Physical line, from 1.
  package var line: Int
  /// Character in the line, from 1.
  package var position: Int
  package var kind: Kind

  package enum Kind: Sendable, Equatable {
    /// Another number of characters than 240.
    case length(Int)
    case noFileTrailer
    case noLotTrailer
    /// A lot's trailer says another number of lines than the lot has.
    case lotCount(written: String, counted: Int)
    /// Both in hundredths of the currency; `written` as it stands there.
    case lotSum(written: String, counted: Int64)
    case lotsOfFile(written: String, counted: Int)
    case linesOfFile(written: String, counted: Int)
    /// A line where it cannot stand: a detail outside a lot, a lot in a lot, a second file.
    case order
    /// Position 8 names no kind of line.
    case recordType
    /// An amount that is no number.
    case amount
    /// More lines belong to one payment than any dialect has.
    case tooManySegments
  }
}

extension TabularFormat {
  /// Whether the file holds payments that are no records.
  package var hasSkipped: Bool { cnab?.skipped.isEmpty == false }
}
