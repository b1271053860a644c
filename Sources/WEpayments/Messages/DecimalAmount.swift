/// An amount as the API wants it: a decimal number with two decimals, made without floating point.
enum DecimalAmount {
  /// For 110 cents `1.10`.
  ///
  /// - Parameter cents: not negative.
  static func text(cents: Int64) -> String {
    precondition(cents >= 0, "an amount is not negative")
    let hundredths = cents % 100
    return "\(cents / 100).\(hundredths < 10 ? "0" : "")\(hundredths)"
  }

  /// Length of ``text(cents:)`` without making it.
  static func length(cents: Int64) -> Int {
    var length = 4
    var units = cents / 100
    while units >= 10 {
      length += 1
      units /= 10
    }
    return length
  }
}
