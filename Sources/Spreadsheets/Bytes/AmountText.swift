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

  /// The digits of the whole part, and the two behind them.
  package static func parts(_ cents: UInt64) -> (units: String, hundredths: String) {
    ("\(cents / 100)", (cents % 100).zeroPadded(to: 2))
  }
}
