import BulkEngine
import Spreadsheets

extension ProfileReading {
  /// Layouts that are chosen by the payer's bank.
  static let byBank = "by-bank"

  func cnab(_ object: ProfileObject) throws(ProfileError) -> Profile.CNAB {
    try object.know([
      "layout", "positions", "set", "segments", "sequence", "payee_digit", "letter_digit",
      "branch_digit", "one_bank_per_lot", "lots",
    ])
    var cnab = Profile.CNAB()
    cnab.layout = try object.choice(
      "layout", among: CNABLayout.allCases.map(\.rawValue) + [Self.byBank])
    if let positions = try object.optionalObject("positions") {
      for record in positions.keys { cnab.positions[record] = try table(record, positions) }
    }
    for (record, values) in try object.objects("set") {
      cnab.values[record] = try templates(values, isTotal: record.contains("trailer"))
    }
    let segments = try object.texts("segments")
    for segment in segments where !["A", "B", "B_pix"].contains(segment) {
      throw object.problem(
        "segments",
        Bilingual("A, B and B_pix are written", "são gravados A, B e B_pix"))
    }
    if !segments.isEmpty { cnab.segments = segments }
    cnab.repeatsSequence =
      try object.optionalChoice("sequence", among: ["segment", "payment"]).map { $0 == "payment" }
    cnab.digitPlace = try object.optionalChoice("payee_digit", among: ["42", "42-43", "43"])
    cnab.writesLetterAsZero =
      try object.optionalChoice("letter_digit", among: ["keep", "zero"]).map { $0 == "zero" }
    cnab.hasBranchDigit =
      try object.optionalChoice("branch_digit", among: ["keep", "blank"]).map { $0 == "keep" }
    cnab.hasOneBankPerLot = try object.flag("one_bank_per_lot")
    cnab.lots = try object.list("lots").map(throwing: lot)
    guard !cnab.lots.isEmpty else {
      throw object.problem("lots", Bilingual("there is none", "não há nenhum"))
    }
    try requireNames(cnab, object)
    return cnab
  }

  private func table(
    _ record: String, _ object: ProfileObject
  ) throws(ProfileError) -> [CNABTable.Field] {
    guard CNABTable.records.contains(record) else {
      throw object.problem(record, Bilingual("there is no such record", "não existe esse registro"))
    }
    var next = 1
    var fields: [CNABTable.Field] = []
    for (name, start, end, picture, standard) in try object.rows(record) {
      guard start == next, end >= start, end <= CNABLayout.lineLength,
        picture.wholeMatch(of: /A|N[0-9]?/) != nil
      else { break }
      fields.append(
        CNABTable.Field(
          name: name, start: start, end: end, isNumber: picture.hasPrefix("N"),
          decimals: Int(picture.dropFirst()) ?? 0, standard: standard))
      next = end + 1
    }
    guard next == CNABLayout.lineLength + 1 else {
      throw object.problem(
        record,
        Bilingual(
          "position \(next) is not covered exactly once",
          "a posição \(next) não está coberta uma única vez"))
    }
    return fields
  }

  private func templates(
    _ object: ProfileObject, isTotal: Bool = false
  ) throws(ProfileError) -> [String: ProfileTemplate] {
    var templates: [String: ProfileTemplate] = [:]
    for key in object.keys {
      templates[key] = try template(object.text(key), object, key, mayHaveTotals: isTotal)
    }
    return templates
  }

  private func lot(_ object: ProfileObject) throws(ProfileError) -> Profile.CNAB.Lot {
    try object.know(["when", "set"])
    var lot = Profile.CNAB.Lot()
    lot.values = try templates(object.object("set"))
    guard let conditions = try object.optionalObject("when") else { return lot }
    for field in conditions.keys {
      // The field's name is looked at as a template's is.
      _ = try template("{\(field)}", conditions, field)
      let values = try conditions.oneOrMore(field)
      let isNegated = values.first?.hasPrefix("!") == true
      var templates: [ProfileTemplate] = []
      for value in values {
        templates.append(
          try template(
            isNegated && value.hasPrefix("!") ? String(value.dropFirst()) : value, conditions, field
          ))
      }
      lot.conditions.append((field, templates, isNegated))
    }
    return lot
  }

  /// What is set exists in the tables; what the tool itself counts is not set.
  private func requireNames(_ cnab: Profile.CNAB, _ object: ProfileObject) throws(ProfileError) {
    let layouts =
      CNABLayout(rawValue: cnab.layout).map { [$0] } ?? CNABLayout.allCases
    var tables: [[String: [CNABTable.Field]]] = []
    for layout in layouts {
      tables.append(CNABTable.tables(of: layout).merging(cnab.positions) { $1 })
    }
    func exists(_ field: String, in records: [String]) -> Bool {
      tables.contains { table in
        records.contains { table[$0]?.contains { $0.name == field } == true }
      }
    }
    for (record, values) in cnab.values {
      for field in values.keys {
        guard !CNABComposing.counted.contains(field), exists(field, in: [record]) else {
          throw object.problem("set.\(record).\(field)", Self.noField)
        }
      }
    }
    for (index, lot) in cnab.lots.enumerated() {
      for field in lot.values.keys {
        guard !CNABComposing.counted.contains(field), exists(field, in: ["lot_header", "A"]) else {
          throw object.problem("lots[\(index)].set.\(field)", Self.noField)
        }
      }
    }
  }

  private static let noField = Bilingual(
    "the record has no such field, or it is counted by the program",
    "o registro não tem esse campo, ou é o programa que o conta")
}
