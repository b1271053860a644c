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

  /// Most that is read, in units: far above what the API deposits, and exact in a `Double`.
  private static let largest = 1e12

  /// The cents of an amount as the API writes it: `1.1`, `1.10`, `1e3`, `R$ 1.234,56`, `R$43.34`.
  ///
  /// - Returns: `nil` when it cannot be read, or has parts of a cent.
  static func cents(_ text: String) -> Int64? {
    var number = text.filter { !$0.isWhitespace }
    if number.hasPrefix("R$") { number.removeFirst(2) }
    if let comma = number.lastIndex(of: ",") {
      // One comma, with two digits behind it, is Portuguese; any other separates thousands.
      let isDecimal = number[comma...].count == 3 && !number[comma...].contains(".")
      number =
        isDecimal
        ? number.replacing(".", with: "").replacing(",", with: ".")
        : number.replacing(",", with: "")
    }
    guard number.utf8.allSatisfy({ "0123456789.eE+-".utf8.contains($0) }),
      let value = Double(number), value >= 0, value < largest
    else { return nil }
    let cents = (value * 100).rounded()
    return abs(value * 100 - cents) < 0.001 ? Int64(cents) : nil
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
