package import Spreadsheets

extension Int {
  /// With a separator between groups of three digits: `4,980`, `4.980`.
  package func grouped(_ language: Language) -> String {
    let digits = Array(String(magnitude))
    var text = self < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text += language == .english ? "," : "." }
      text.append(digit)
    }
    return text
  }
}

extension AmountText {
  /// `R$ 1.234,56` or `R$ 1,234.56`: for people.
  package static func money(_ cents: Int64, _ language: Language) -> String {
    let units = Int(cents.magnitude / 100).grouped(language)
    let point = language == .english ? "." : ","
    return "\(cents < 0 ? "-" : "")R$ \(units)\(point)\(parts(cents.magnitude).hundredths)"
  }
}
