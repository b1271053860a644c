/// Durations as people write them: `30s`, `15m`, `2h`, `500ms`, `90`.
enum DurationText {
  /// Seconds; `nil` when the text is no duration of zero or more.
  static func seconds(_ text: String) -> Double? {
    let units: [(String, Double)] = [
      ("ms", 0.001), ("s", 1), ("m", 60), ("h", 3_600), ("d", 86_400),
    ]
    for (unit, factor) in units where text.hasSuffix(unit) {
      guard unit != "s" || !text.hasSuffix("ms"),
        let number = Double(text.dropLast(unit.count)), number.isFinite, number >= 0
      else { continue }
      return number * factor
    }
    guard let number = Double(text), number.isFinite, number >= 0 else { return nil }
    return number
  }
}
