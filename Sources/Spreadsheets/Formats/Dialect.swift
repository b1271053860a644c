/// How physical lines end.
package enum LineEnd: String, Sendable, Equatable, CaseIterable, Codable {
  case lineFeed = "lf"
  case carriageReturnLineFeed = "crlf"
  case carriageReturn = "cr"

  /// The bytes themselves, in UTF-8.
  package var bytes: [UInt8] {
    switch self {
    case .lineFeed: [0x0A]
    case .carriageReturnLineFeed: [0x0D, 0x0A]
    case .carriageReturn: [0x0D]
    }
  }
}

/// Which fields of a file stand in quotes.
package enum QuotingStyle: String, Sendable, Equatable, Codable {
  /// Only fields that hold a delimiter, a quote or a line end.
  case whereNeeded = "where-needed"
  /// Every field, as many payroll systems write.
  case everyField = "every-field"
}

/// The delimited flavour of a file. The quote is always `"`, doubled inside quotes.
package struct Dialect: Sendable, Equatable, Codable {
  /// One of `;` `,` tab `|` when detected; any other ASCII byte when given.
  package var delimiter: UInt8
  /// The first line end of the file; files with mixed ones are written with this one.
  package var lineEnd: LineEnd
  /// How the fields of the first records are quoted.
  package var quoting: QuotingStyle

  package init(
    delimiter: UInt8, lineEnd: LineEnd = .lineFeed, quoting: QuotingStyle = .whereNeeded
  ) {
    self.delimiter = delimiter
    self.lineEnd = lineEnd
    self.quoting = quoting
  }
}
