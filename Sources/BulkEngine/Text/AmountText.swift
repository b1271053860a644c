/// Amounts of hundredths of the currency as texts, made without floating point.
package enum AmountText {
  /// `1234.50`: a decimal number with two decimals, for files and for messages of the API.
  ///
  /// - Parameter cents: not negative.
  package static func decimal(_ cents: Int64) -> String {
    precondition(cents >= 0, "an amount is not negative")
    let (units, hundredths) = parts(cents.magnitude)
    return "\(units).\(hundredths)"
  }

  /// Length of ``decimal(_:)`` without making it.
  package static func decimalLength(_ cents: Int64) -> Int {
    var length = 4
    var units = cents / 100
    while units >= 10 {
      length += 1
      units /= 10
    }
    return length
  }

  /// `R$ 1.234,56` or `R$ 1,234.56`: for people.
  package static func money(_ cents: Int64, _ language: Language) -> String {
    let (separator, point) = language == .english ? (",", ".") : (".", ",")
    var (units, hundredths) = parts(cents.magnitude)
    var groups: [String] = []
    while units.count > 3 {
      groups.insert(String(units.suffix(3)), at: 0)
      units.removeLast(3)
    }
    groups.insert(units, at: 0)
    return "\(cents < 0 ? "-" : "")R$ \(groups.joined(separator: separator))\(point)\(hundredths)"
  }

  private static func parts(_ cents: UInt64) -> (units: String, hundredths: String) {
    let hundredths = cents % 100
    return ("\(cents / 100)", "\(hundredths < 10 ? "0" : "")\(hundredths)")
  }
}
