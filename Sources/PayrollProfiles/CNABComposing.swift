import BulkEngine
import Spreadsheets

/// Makes lines of CNAB 240 from values by name: which positions they take the tables say.
struct CNABComposing {
  /// Fields that follow from what is written.
  static let counted: Set<String> = [
    "lot", "record_type", "sequence", "segment", "record_count", "amount_sum", "lot_count",
    "direction",
  ]

  let layout: CNABLayout
  let tables: [String: [CNABTable.Field]]
  let text: Profile.Text

  init(_ layout: CNABLayout, _ profile: Profile) {
    self.layout = layout
    tables = CNABTable.tables(of: layout).merging(profile.cnab.positions) { $1 }
    text = profile.text
  }

  func has(_ field: String, in record: String) -> Bool {
    tables[record]?.contains { $0.name == field } == true
  }

  /// A value that does not fit, with the name of its field.
  struct Misfit: Error {
    var field: String
    var problem: Bilingual
  }

  /// A line of 240 characters, without line end.
  ///
  /// - Parameter values: by name; fields without one have their standard, zeros or blanks. Names that
  ///   the record does not have are left out.
  func line(_ record: String, _ values: [String: String]) throws(Misfit) -> [UInt8] {
    var line: [UInt8] = []
    for field in tables[record] ?? [] {
      let value = values[field.name] ?? ""
      do throws(TemplateProblem) {
        line += try text.bytes(
          Self.text(
            of: field.isNumber ? value : text.fitting(value.isEmpty ? field.standard : value),
            field))
      } catch {
        throw Misfit(field: field.name, problem: error.problem)
      }
    }
    return line
  }

  /// The value at the width of its field.
  static func text(
    of value: String, _ field: CNABTable.Field
  ) throws(TemplateProblem) -> String {
    try text(
      of: value.isEmpty ? field.standard : value, width: field.width, isNumber: field.isNumber,
      decimals: field.decimals)
  }

  /// - Parameter decimals: implied ones; a value then is an amount such as `1234.50`.
  static func text(
    of value: String, width: Int, isNumber: Bool, decimals: Int
  ) throws(TemplateProblem) -> String {
    guard isNumber else {
      guard value.count <= width else {
        throw TemplateProblem(ProfileFilter.tooLong(value.count, most: width))
      }
      return value + String(repeating: " ", count: width - value.count)
    }
    var digits = value
    if decimals > 0, !value.isEmpty {
      digits = String(try ProfileFilter.cents(value))
      digits += String(repeating: "0", count: max(0, decimals - 2))
      if decimals == 1 { digits = String(digits.dropLast()) }
    }
    guard digits.utf8.allSatisfy({ $0 &- 0x30 <= 9 || $0 &- 0x41 < 26 }) else {
      throw TemplateProblem(
        Bilingual("it is no number", "não é um número"))
    }
    if digits.count > width { digits = String(digits.drop { $0 == "0" }) }
    guard digits.count <= width else {
      throw TemplateProblem(ProfileFilter.tooLong(digits.count, most: width))
    }
    return String(repeating: "0", count: width - digits.count) + digits
  }
}

extension CNABLayout {
  /// What a profile leaves to the dialect.
  var writesDigitIn: String {
    switch self {
    case .itau: "43"
    case .santander, .caixa: "42"
    case .febraban10, .febraban86, .bradesco: "42-43"
    }
  }

  var writesLetterAsZero: Bool { self == .santander }
  var writesOneBankPerLot: Bool { self == .bradesco }
  var repeatsSequence: Bool { self == .itau }
  var writtenSegments: [String] { self == .itau ? ["A"] : ["A", "B"] }

  /// The bank whose dialect it is; nil for many.
  var ownBank: String? {
    switch self {
    case .itau: "341"
    case .santander: "033"
    case .bradesco: "237"
    case .caixa: "104"
    case .febraban10, .febraban86: nil
    }
  }

  /// Versions that its header and lots are written with.
  var versions: (file: String, lot: String) {
    switch self {
    case .febraban10: ("103", "046")
    case .febraban86: ("085", "044")
    case .bradesco: ("089", "045")
    case .itau: ("080", "040")
    case .santander: ("060", "031")
    case .caixa: ("080", "041")
    }
  }

  static func ofBank(_ bank: String) -> CNABLayout {
    detect(bank: bank, early: bank == "341" ? "080" : "", late: bank == "341" ? "" : "103")
  }
}
