import BulkEngine
import Foundation

/// What `qualifica operations` says; `schemas/operations.schema.json` describes its JSON.
struct OperationGuide: Encodable {
  private let format = "qualifica-operations/1"
  let operations: [Entry]

  struct Entry: Encodable {
    let name, family: String
    let title, money, sending, done: String
    let settings: [String]
    let columns: [Column]
    /// Columns of `results` that only this operation has.
    let results: [String]
    let statuses: [Status]
    var conditions: String?

    init(_ type: any CommandOperation.Type, _ language: Language) {
      let (offer, layout) = (type.offer, type.layout)
      (name, family, title) = (offer.name, offer.family, offer.title.text(language))
      money = offer.money.text(language)
      sending = offer.sending.text(language)
      done = offer.done.text(language)
      settings = offer.settings.map(\.rawValue)
      conditions = offer.conditions?.text(language)
      columns = layout.allFields.compactMap { Column($0, layout, offer, language) }
      results = layout.outputs.results.map { ["q_state"] + $0.map { "q_\($0)" } } ?? []
      statuses = type.statuses.rows.map {
        Status(
          word: $0.word, final: $0.isFinal, good: $0.isGood, meaning: $0.meaning.text(language))
      }
    }
  }

  struct Column: Encodable {
    let name, words: String
    let aliases: [String]
    let required: Bool
    let note: String?

    /// - Returns: nil for the columns of an earlier run.
    init?(_ field: Field, _ layout: SheetLayout, _ offer: OperationOffer, _ language: Language) {
      guard field != layout.earlierKey, field != layout.earlierStatus else { return nil }
      let sheetField = layout[field]
      (name, words) = (sheetField.name, sheetField.words.text(language))
      aliases = sheetField.aliases + sheetField.secondChoice
      required = layout.required.contains(field)
      note = offer.columns.first { $0.field == field }?.note.text(language)
    }
  }

  struct Status: Encodable {
    let word: String
    let final, good: Bool
    let meaning: String
  }

  init(_ types: [any CommandOperation.Type], _ language: Language) {
    operations = types.map { Entry($0, language) }
  }

  /// One operation a line.
  func list(_ language: Language, columns: Int?) -> [String] {
    TextLayout.table(operations.map { [$0.name, $0.title] }, columns: columns)
      + [
        language.pick(
          "Of one: qualifica operations NAME", "De uma: qualifica operations NOME")
      ]
  }
}

extension OperationGuide.Entry {
  /// Everything about the operation.
  func lines(_ language: Language, columns width: Int?) -> [String] {
    func facts(_ pairs: [(String, String)]) -> [String] {
      pairs.flatMap { TextLayout.wrapped("\($0.0): \($0.1)", to: width, indent: 2) }
    }
    var lines = facts([
      (name, title), (language.pick("Money", "Dinheiro"), money),
      (language.pick("Sent", "Envio"), sending), (language.pick("Done", "Concluído"), done),
    ])
    lines += ["", language.pick("Columns (* is required):", "Colunas (* é obrigatória):")]
    for column in self.columns {
      let mark = column.required ? " *" : ""
      lines += TextLayout.wrapped(
        "  \(column.name)\(mark): \(column.note ?? column.words)", to: width, indent: 4)
      guard !column.aliases.isEmpty else { continue }
      lines += TextLayout.wrapped(
        language.pick("    also: ", "    também: ") + column.aliases.joined(separator: ", "),
        to: width, indent: 6)
    }
    if let conditions { lines += TextLayout.wrapped("  \(conditions)", to: width, indent: 4) }
    lines += ["", language.pick("Results (q_status):", "Resultados (q_status):")]
    lines += TextLayout.table(
      statuses.map { [$0.word, $0.meaning] }, columns: width, margin: 2)
    if !results.isEmpty {
      lines += TextLayout.wrapped(
        language.pick("  further columns: ", "  outras colunas: ")
          + results.joined(separator: ", "),
        to: width, indent: 4)
    }
    lines.append("")
    if !settings.isEmpty {
      lines += TextLayout.wrapped(
        language.pick("Settings: ", "Configurações: ")
          + settings.map { "--\($0)" }.joined(separator: ", "), to: width, indent: 2)
    }
    return lines + [
      language.pick("An empty sheet: ", "Uma planilha vazia: ")
        + "qualifica template \(name) --output \(name).xlsx"
    ]
  }
}
