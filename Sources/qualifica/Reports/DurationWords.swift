/// Durations for people: `3 min 20 s`, `2 h`, `1 d 4 h`; the two largest units.
enum DurationWords {
  static func text(_ duration: Duration) -> String {
    let seconds = max(
      0, duration.components.seconds + (duration.components.attoseconds > 0 ? 1 : 0))
    let units: [(Int64, String)] = [
      (86_400, "d"), (3_600, "h"), (60, "min"), (1, "s"),
    ]
    guard let largest = units.firstIndex(where: { seconds >= $0.0 }) else { return "0 s" }
    let parts = units[largest...].prefix(2).enumerated().compactMap { index, unit -> String? in
      let whole = index == 0 ? seconds : seconds % units[largest].0
      let count = whole / unit.0
      return count > 0 || index == 0 ? "\(count) \(unit.1)" : nil
    }
    return parts.joined(separator: " ")
  }
}
