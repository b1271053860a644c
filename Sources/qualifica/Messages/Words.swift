import BulkEngine
import Foundation
import Spreadsheets

/// A noun that is counted, in both languages.
struct Noun: Sendable {
  let one: Bilingual
  let many: Bilingual

  init(_ one: String, _ many: String, _ um: String, _ muitos: String) {
    self.one = Bilingual(one, um)
    self.many = Bilingual(many, muitos)
  }

  static let record = Noun("record", "records", "registro", "registros")
  static let person = Noun("person", "people", "pessoa", "pessoas")
  static let request = Noun("request", "requests", "requisição", "requisições")
  static let batch = Noun("batch", "batches", "lote", "lotes")
  static let repair = Noun("repair", "repairs", "reparo", "reparos")
  static let warning = Noun("warning", "warnings", "aviso", "avisos")
  static let line = Noun("line", "lines", "linha", "linhas")
  static let column = Noun("column", "columns", "coluna", "colunas")
  static let blankRow = Noun(
    "blank row", "blank rows", "linha em branco", "linhas em branco")
  static let titleRow = Noun("title row", "title rows", "linha de título", "linhas de título")
  static let verdict = Noun(
    "verdict outstanding", "verdicts outstanding", "registro sem resultado",
    "registros sem resultado")
  static let run = Noun("run", "runs", "execução", "execuções")
}

/// Numbers, sizes and times as people who speak the language write them.
extension Language {
  /// `99.832` or `99,832`.
  func number(_ number: Int) -> String { number.grouped(self) }

  /// `1 registro`, `24 registros`.
  func counted(_ count: Int, _ noun: Noun) -> String {
    "\(number(count)) \((count == 1 ? noun.one : noun.many).text(self))"
  }

  /// The word that goes with so many: `foi` or `foram`.
  func agreeing(_ count: Int, _ one: Bilingual, _ many: Bilingual) -> String {
    (count == 1 ? one : many).text(self)
  }

  /// With one digit behind the sign, where it is not zero: `34,8`.
  func decimal(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    guard tenths % 10 != 0 else { return number(tenths / 10) }
    let sign = tenths < 0 ? "-" : ""
    return sign + number(abs(tenths) / 10) + pick(".", ",") + "\(abs(tenths) % 10)"
  }

  /// `80 GB`, `1,5 MB`, of a thousand bytes each.
  func size(_ bytes: Int64) -> String {
    let units = ["B", "kB", "MB", "GB", "TB"]
    var value = Double(max(0, bytes))
    var unit = 0
    while value >= 999.95, unit < units.count - 1 {
      value /= 1000
      unit += 1
    }
    return
      "\(unit == 0 || value >= 10 ? number(Int(value.rounded())) : decimal(value)) \(units[unit])"
  }

  /// `02/12/2026 10:52`, in English `2026-12-02 10:52`, which cannot be misread; local time.
  func moment(_ date: Date, in calendar: Calendar = .current) -> String {
    let parts = calendar.dateComponents([.hour, .minute], from: date)
    let time = "\((parts.hour ?? 0).zeroPadded(to: 2)):\((parts.minute ?? 0).zeroPadded(to: 2))"
    return "\(day(date, in: calendar)) \(time)"
  }

  /// `02/12/2026`, in English `2026-12-02`.
  func day(_ date: Date, in calendar: Calendar = .current) -> String {
    let parts = calendar.dateComponents([.year, .month, .day], from: date)
    let (year, month, day) = (
      (parts.year ?? 0).zeroPadded(to: 4), (parts.month ?? 0).zeroPadded(to: 2),
      (parts.day ?? 0).zeroPadded(to: 2)
    )
    return pick("\(year)-\(month)-\(day)", "\(day)/\(month)/\(year)")
  }
}
