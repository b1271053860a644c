package import Spreadsheets

/// The seam to what an operation knows of its sheets: their fields, and how rows are judged.
///
/// Contract of every implementation: the same input, settings and version of the rules always give the
/// same judgements, findings and values; bad data is a value, nothing is thrown.
package protocol SheetCheck: Sendable {
  /// Names the fields and what is found in them.
  var sentences: FindingSentences { get }
  /// Fields without whose column a file is of no use.
  var required: [Field] { get }
  /// A checker of rows of this form; it serves one task at a time.
  func checker(of form: RowForm, _ fingerprinting: Fingerprinting) -> any RowChecker
}

extension SheetCheck {
  package var layout: SheetLayout { sentences.layout }
  /// What the outputs show of accepted records.
  package var outputs: OutputLayout { layout.outputs }
}

/// Checks rows, a block at a call: within a call nothing is dynamic, and nothing is allocated for a
/// field, a record or a finding.
package protocol RowChecker: AnyObject {
  /// Checks these rows of `block` and appends a record for each to `checked`: its judgement and
  /// findings, its code, its values where the block keeps them, and of an accepted one the fingerprint.
  ///
  /// - Returns: nil when the rows are judged; otherwise what must be collected from the whole input
  ///   first. Then nothing counts of what was appended: the rows are checked again after
  ///   ``take(_:)``.
  func check(
    _ rows: Range<Int>, of block: borrowing RowBlock, into checked: inout CheckedBlock
  ) -> (any SheetSurvey)?
  /// Takes what was collected.
  func take(_ survey: any SheetSurvey)
}

/// What a check must know of a whole sheet before it can judge some of its rows.
package protocol SheetSurvey: Sendable {
  /// Collects the records of a block that keeps values; they were not judged by the whole sheet.
  mutating func take(_ block: borrowing CheckedBlock)
}
