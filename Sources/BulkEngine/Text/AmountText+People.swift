package import Spreadsheets

extension AmountText {
  /// `R$ 1.234,56` or `R$ 1,234.56`: for people.
  package static func money(_ cents: Int64, _ language: Language) -> String {
    let units = Int(cents.magnitude / 100).grouped(language)
    let point = language == .english ? "." : ","
    return "\(cents < 0 ? "-" : "")R$ \(units)\(point)\(parts(cents.magnitude).hundredths)"
  }
}
