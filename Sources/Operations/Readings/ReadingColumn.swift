import Foundation
import Spreadsheets

/// A column of a list that is read from the API.
package struct ReadingColumn: Sendable {
  /// As the API calls it.
  package let name: String
  /// Whether it is an amount: with a decimal sign, and nothing that a spreadsheet would run.
  package let isAmount: Bool
  let value: @Sendable (JSONTree) -> String

  init(
    _ name: String, isAmount: Bool = false, value: @escaping @Sendable (JSONTree) -> String
  ) {
    self.name = name
    self.isAmount = isAmount
    self.value = value
  }

  /// The first of `paths` that has something; the column's own name where none is given.
  static func text(_ name: String, _ paths: String...) -> ReadingColumn {
    let paths = paths.isEmpty ? [name] : paths
    return ReadingColumn(name) { first(paths, of: $0)?.text ?? "" }
  }

  /// Cents at the API.
  static func cents(_ name: String, _ paths: String...) -> ReadingColumn {
    let paths = paths.isEmpty ? [name] : paths
    return ReadingColumn(name, isAmount: true) { first(paths, of: $0).map(units(ofCents:)) ?? "" }
  }

  /// Units of the currency at the API, with a sign.
  static func units(_ name: String, _ paths: String...) -> ReadingColumn {
    let paths = paths.isEmpty ? [name] : paths
    return ReadingColumn(name, isAmount: true) { first(paths, of: $0).map(units(of:)) ?? "" }
  }

  private static func first(_ paths: [String], of item: JSONTree) -> JSONTree? {
    paths.lazy.compactMap { item[$0] }.first
  }

  static func units(ofCents value: JSONTree) -> String {
    guard let cents = value.number else { return value.text }
    return units(of: .number(cents / 100))
  }

  /// With two decimals at least: `-15.05`. More that the API shows stay.
  static func units(of value: JSONTree) -> String {
    guard let number = value.number else { return value.text }
    guard let cents = Int("\(number * 100)") else { return "\(number)" }
    return signed(cents)
  }

  private static func signed(_ cents: Int) -> String {
    let (units, hundredths) = AmountText.parts(UInt64(cents.magnitude))
    return "\(cents < 0 ? "-" : "")\(units).\(hundredths)"
  }
}
