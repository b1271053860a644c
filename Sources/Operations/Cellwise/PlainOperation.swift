package import BulkEngine

/// An operation that is told nothing but its sheet, and whether values may be repaired.
package protocol PlainOperation: BulkOperation {
  /// Stands in journals.
  static var name: String { get }
  /// Raised with every change after which a row may be judged, repaired or normalised otherwise.
  static var rules: String { get }
  static var layout: SheetLayout { get }
  static var statuses: StatusTable { get }

  init()
  /// The check of the operation's sheets.
  static func check(repairs: Bool) -> any SheetCheck
}

extension PlainOperation {
  package var statuses: StatusTable { Self.statuses }
}
