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
}
