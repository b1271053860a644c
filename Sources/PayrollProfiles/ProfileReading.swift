import BulkEngine
import Foundation
import Spreadsheets

/// Reads a profile from its JSON; the first thing that does not fit is named with its place.
package struct ProfileReading {
  private let profile: String
  private let columns: Set<String>
  private var maps: Set<String> = []

  /// - Parameters:
  ///   - name: of the profile or its file, for messages.
  ///   - columns: the fields of a record.
  /// - Throws: ``ProfileError``.
  package static func read(
    _ json: [UInt8], name: String, columns: [String]
  ) throws(ProfileError) -> Profile {
    var reading = ProfileReading(profile: name, columns: Set(columns))
    guard let value = try? JSONSerialization.jsonObject(with: Data(json)),
      let object = value as? [String: Any]
    else {
      throw reading.error(
        "", Bilingual("it is not a JSON object", "não é um objeto JSON"))
    }
    return try reading.profile(ProfileObject(object, "", reading))
  }

  private init(profile: String, columns: Set<String>) {
    (self.profile, self.columns) = (profile, columns)
  }

  func error(_ place: String, _ problem: Bilingual) -> ProfileError {
    ProfileError(profile: profile, place: place, problem: problem)
  }

  private mutating func profile(_ object: ProfileObject) throws(ProfileError) -> Profile {
    try object.know([
      "$schema", "profile", "version", "title", "sources", "proven", "kind", "file_name", "text",
      "delimited", "fixed", "cnab240", "maps", "settings",
    ])
    guard try object.number("version") == 1 else {
      throw object.problem("version", Bilingual("it must be 1", "deve ser 1"))
    }
    var profile = Profile(
      name: try object.text("profile"), kind: try object.choice("kind", Profile.Kind.self))
    guard profile.name.wholeMatch(of: /[a-z0-9][a-z0-9.\-]{1,39}/) != nil else {
      throw object.problem(
        "profile",
        Bilingual(
          "a name has 2 to 40 of a-z 0-9 . -", "um nome tem de 2 a 40 caracteres de a-z 0-9 . -"))
    }
    profile.title = try object.optionalText("title") ?? ""
    profile.sources = try object.texts("sources")
    profile.proof = try object.optionalChoice("proven", Profile.Proof.self) ?? .unproven
    profile.fileName = try fileName(object)
    profile.settings = try object.dictionary("settings")
    for (name, value) in try object.objects("maps") {
      profile.maps[name] = try value.allTexts()
    }
    maps = Set(profile.maps.keys)
    profile.text = try text(object.object("text"))
    switch profile.kind {
    case .delimited: profile.delimited = try delimited(object.object("delimited"))
    case .fixed: profile.fixed = try fixed(object.object("fixed"))
    case .cnab240: profile.cnab = try cnab(object.object("cnab240"))
    }
    return profile
  }

  private func fileName(_ object: ProfileObject) throws(ProfileError) -> String? {
    guard let name = try object.optionalText("file_name") else { return nil }
    let isOwn = OutputFiles.isOwn(name) || OutputFiles.isEditedFix(name)
    guard !name.isEmpty, name.utf8.count <= 100, !name.hasPrefix("."), !isOwn,
      name.wholeMatch(of: /[A-Za-z0-9][A-Za-z0-9._\- ]*/) != nil
    else {
      throw object.problem(
        "file_name",
        Bilingual(
          "it must be a plain name of letters, digits, . _ - that no other output has",
          "deve ser um nome simples de letras, dígitos, . _ - que nenhuma outra saída tenha"))
    }
    return name
  }

  private func text(_ object: ProfileObject) throws(ProfileError) -> Profile.Text {
    try object.know(["encoding", "line_end", "last_line_end", "unmappable", "upper"])
    var text = Profile.Text()
    text.encoding = try object.choice("encoding", Profile.Text.Encoding.self)
    text.endsInCRLF = try object.choice("line_end", among: ["crlf", "lf"]) == "crlf"
    text.endsLastLine = try object.flag("last_line_end") ?? true
    text.takesAccentsOff =
      try object.optionalChoice("unmappable", among: ["ascii", "stop"]) == "ascii"
    text.isUpper = try object.flag("upper") ?? false
    return text
  }

  func template(
    _ text: String, _ object: ProfileObject, _ key: String, mayHaveTotals: Bool = false
  ) throws(ProfileError) -> ProfileTemplate {
    do throws(TemplateProblem) {
      let template = try ProfileTemplate(text, columns: columns, maps: maps)
      if template.hasTotals, !mayHaveTotals {
        throw TemplateProblem(
          Bilingual(
            "count and sum are known before and after the records only",
            "count e sum só existem antes e depois dos registros"))
      }
      return template
    } catch {
      throw object.problem(key, error.problem)
    }
  }

  // MARK: Delimited

  private func delimited(_ object: ProfileObject) throws(ProfileError) -> Profile.Delimited {
    try object.know(["delimiter", "quote", "header", "before", "columns", "more_rows", "grouped"])
    var layout = Profile.Delimited()
    layout.delimiter = try object.text("delimiter")
    guard layout.delimiter.utf8.count == 1, layout.delimiter != "\"" else {
      throw object.problem(
        "delimiter", Bilingual("it is one character", "é um só caractere"))
    }
    layout.quote = try object.optionalChoice("quote", Profile.Delimited.Quote.self) ?? .whenNeeded
    layout.hasHeader = try object.flag("header") ?? true
    for (index, line) in try object.texts("before").enumerated() {
      layout.before.append(
        try template(line, object, "before[\(index)]", mayHaveTotals: true))
    }
    layout.columns = try object.list("columns").map(throwing: column)
    guard !layout.columns.isEmpty else {
      throw object.problem("columns", Bilingual("there is none", "não há nenhuma"))
    }
    for row in try object.lists("more_rows") {
      layout.moreRows.append(try row.map(throwing: column))
    }
    layout.isGrouped = try object.flag("grouped") ?? false
    return layout
  }

  private func column(_ object: ProfileObject) throws(ProfileError) -> Profile.Column {
    try object.know(["name", "value", "max", "too_long"])
    var column = Profile.Column()
    column.name = try object.optionalText("name") ?? ""
    column.value = try template(object.text("value"), object, "value")
    column.most = try object.number("max")
    if let most = column.most, most < 1 {
      throw object.problem("max", Bilingual("it must be 1 or more", "deve ser 1 ou mais"))
    }
    column.tooLong = try tooLong(object, column.value)
    return column
  }

  private func tooLong(
    _ object: ProfileObject, _ value: ProfileTemplate
  ) throws(ProfileError) -> Profile.TooLong {
    let tooLong = try object.optionalChoice("too_long", Profile.TooLong.self) ?? .stop
    guard tooLong == .cut, value.holdsProtected else { return tooLong }
    throw object.problem(
      "too_long",
      Bilingual(
        "document, bank, branch, account, digit and amount must not be cut",
        "documento, banco, agência, conta, dígito e valor não podem ser cortados"))
  }

  // MARK: Fixed width

  private func fixed(_ object: ProfileObject) throws(ProfileError) -> Profile.Fixed {
    try object.know(["width", "before", "columns", "after"])
    var layout = Profile.Fixed()
    layout.width = try object.number("width") ?? 0
    guard (1...4_000).contains(layout.width) else {
      throw object.problem("width", Bilingual("it must be 1 to 4000", "deve ser de 1 a 4000"))
    }
    func record(
      _ list: [ProfileObject], _ key: String, _ mayHaveTotals: Bool
    ) throws(ProfileError) -> [Profile.FixedField] {
      let fields = try list.map { field throws(ProfileError) in
        try fixedField(field, mayHaveTotals)
      }
      try requireCover(fields, layout.width, object, key)
      return fields
    }
    for (index, list) in try object.lists("before").enumerated() {
      layout.before.append(try record(list, "before[\(index)]", true))
    }
    layout.columns = try record(object.list("columns"), "columns", false)
    for (index, list) in try object.lists("after").enumerated() {
      layout.after.append(try record(list, "after[\(index)]", true))
    }
    return layout
  }

  private func fixedField(
    _ object: ProfileObject, _ mayHaveTotals: Bool
  ) throws(ProfileError) -> Profile.FixedField {
    try object.know(["name", "start", "end", "picture", "value", "too_long"])
    guard let start = try object.number("start"), let end = try object.number("end"), start >= 1,
      end >= start, end <= 4_000
    else {
      throw object.problem(
        "start",
        Bilingual("start and end are positions from 1", "start e end são posições a partir de 1"))
    }
    let picture = try object.text("picture")
    guard picture.wholeMatch(of: /A|N[0-9]?/) != nil else {
      throw object.problem(
        "picture", Bilingual("it is A, N or N with a digit", "é A, N ou N com um dígito"))
    }
    var field = Profile.FixedField(start: start, end: end)
    field.name = try object.optionalText("name") ?? ""
    field.isNumber = picture.hasPrefix("N")
    field.decimals = Int(picture.dropFirst()) ?? 0
    field.value = try template(object.text("value"), object, "value", mayHaveTotals: mayHaveTotals)
    field.tooLong = try tooLong(object, field.value)
    return field
  }

  /// Every position belongs to one field.
  private func requireCover(
    _ fields: [Profile.FixedField], _ width: Int, _ object: ProfileObject, _ key: String
  ) throws(ProfileError) {
    var next = 1
    for field in fields.sorted(by: { $0.start < $1.start }) {
      guard field.start == next else { break }
      next = field.end + 1
    }
    guard next == width + 1, fields.allSatisfy({ $0.end <= width }) else {
      throw object.problem(
        key,
        Bilingual(
          "position \(next) is not covered exactly once",
          "a posição \(next) não está coberta uma única vez"))
    }
  }
}
