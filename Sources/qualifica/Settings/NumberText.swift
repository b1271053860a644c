/// Numbers as people write them on a command line and in a configuration file.
enum NumberText {
  /// A whole number of the digits 0 to 9; `nil` for anything else and for what is too large.
  static func whole(_ text: some StringProtocol) -> Int? {
    guard !text.isEmpty, text.utf8.allSatisfy(isDigit) else { return nil }
    return Int(text)
  }

  /// Digits with at most one point or comma among them; `nil` for anything else.
  ///
  /// Either before three digits is refused, because `1,000` and `1.000` mean a thousand to some and
  /// one to others; behind a zero it can only be a decimal sign.
  static func decimal(_ text: some StringProtocol) -> Double? {
    let parts = text.split(omittingEmptySubsequences: false) { $0 == "." || $0 == "," }
    guard let whole = parts.first, !whole.isEmpty, whole.utf8.allSatisfy(isDigit) else {
      return nil
    }
    guard parts.count > 1 else { return finite(String(whole)) }
    let decimals = parts[1]
    let isAmbiguous = decimals.utf8.count == 3 && whole != "0"
    guard parts.count == 2, !decimals.isEmpty, decimals.utf8.allSatisfy(isDigit), !isAmbiguous
    else { return nil }
    return finite("\(whole).\(decimals)")
  }

  /// A number that is known to be no grouped one, such as one of JSON: a fourth decimal says so.
  static func text(_ number: Double) -> String {
    let text = "\(number)"
    let decimals = text.split(separator: ".").last?.utf8.count ?? 0
    return text.contains(".") && decimals == 3 && text.utf8.allSatisfy { isDigit($0) || $0 == 0x2E }
      ? text + "0" : text
  }

  private static func finite(_ text: String) -> Double? {
    Double(text).flatMap { $0.isFinite ? $0 : nil }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}

/// Durations as people write them: `30s`, `15m`, `2h`, `500ms`, `1,5h`, `90`.
enum DurationText {
  /// Seconds; `nil` when the text is no duration of zero or more.
  static func seconds(_ text: String) -> Double? {
    let units: [(String, Double)] = [
      ("ms", 0.001), ("s", 1), ("m", 60), ("h", 3_600), ("d", 86_400),
    ]
    let unit = units.first { text.hasSuffix($0.0) }
    guard let number = NumberText.decimal(text.dropLast(unit?.0.count ?? 0)) else { return nil }
    return number * (unit?.1 ?? 1)
  }

  /// The shortest of the texts that mean these seconds.
  static func text(seconds: Double) -> String {
    guard seconds == seconds.rounded(), seconds < 1e9 else { return "\(NumberText.text(seconds))s" }
    let whole = Int(seconds)
    let unit = [("d", 86_400), ("h", 3_600), ("m", 60)].first { whole > 0 && whole % $0.1 == 0 }
    return "\(whole / (unit?.1 ?? 1))\(unit?.0 ?? "s")"
  }
}
