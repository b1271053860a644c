import BulkEngine
import Foundation
import Spreadsheets

/// An empty sheet for an operation: headers that are recognised, one invented row and, in a workbook, a
/// sheet that explains the columns.
struct SheetTemplate {
  private let offer: OperationOffer
  private let layout: SheetLayout
  private let language: Language
  private let today: Date

  /// Rows in which a workbook offers what may stand there.
  private static let offeredRows = 1_000

  init(_ type: any CommandOperation.Type, _ language: Language, today: Date) {
    (offer, layout) = (type.offer, type.layout)
    self.language = language
    self.today = today
  }

  private var headers: [String] { offer.columns.map { $0.header.text(language) } }
  private var example: [String] { offer.columns.map { $0.example(language, today: today) } }

  // MARK: CSV

  /// The header and the invented row, as spreadsheets of Brazil separate them.
  var csvLines: [String] {
    [headers, example].map { $0.map(Self.field).joined(separator: ";") }
  }

  private static func field(_ text: String) -> String {
    guard text.contains(where: { ";\"\n\r".contains($0) }) else { return text }
    return "\"\(text.replacing("\"", with: "\"\""))\""
  }

  /// With a byte order mark, without which Excel takes UTF-8 for its own code page.
  ///
  /// - Throws: ``SpreadsheetError``.
  func writeCSV(to path: String) throws {
    var file = try AtomicFile(path: path)
    try file.append("\u{FEFF}" + csvLines.map { "\($0)\r\n" }.joined())
    try file.commit()
  }

  // MARK: Workbook

  /// - Throws: ``SpreadsheetError``.
  func writeWorkbook(to path: String) throws {
    let writer = try WorkbookWriter(path: path)
    if let page = writer.addSheet(Bilingual("Records", "Registros").text(language)) {
      Self.append(headers, .header, to: page)
      Self.append(example, .plain, to: page)
      for (index, column) in offer.columns.enumerated() {
        let choices = layout[column.field].choices.map { $0.text(language) }
        page.offer(choices, column: index, rows: Self.offeredRows)
      }
      page.finish(frozenColumns: 0, hasHeader: true)
    }
    if let page = writer.addSheet(Bilingual("Explanation", "Explicação").text(language)) {
      explain(on: page)
      page.finish(frozenColumns: 0, hasHeader: false)
    }
    try writer.commit()
  }

  private func explain(on page: WorkbookPage) {
    func row(_ cells: [String], _ style: WorkbookWriter.CellStyle = .plain) {
      Self.append(cells, style, to: page)
    }
    row(["\(offer.name): \(offer.title.text(language))"], .title)
    row([
      Bilingual(
        "Replace the invented row by your records; leave out columns that you do not need.",
        "Troque a linha inventada pelos seus registros; retire as colunas de que não precisa."
      ).text(language)
    ])
    row([offer.money.text(language)])
    if let conditions = offer.conditions { row([conditions.text(language)]) }
    row([])
    let titles = [
      Bilingual("Column", "Coluna"), Bilingual("Required", "Obrigatória"),
      Bilingual("What belongs into it", "O que vai nela"),
      Bilingual("It may also be called", "Também pode se chamar"),
    ]
    row(titles.map { $0.text(language) }, .header)
    for (index, column) in offer.columns.enumerated() {
      let field = layout[column.field]
      let header = NamedColumn(column.header.text(language), index)
      let isRequired = layout.required.contains(column.field)
      row([
        // With its letter it is no header: this sheet holds no records.
        "\(header.letters): \(header.header)", isRequired ? language.pick("yes", "sim") : "",
        column.note.text(language),
        ([field.name] + field.aliases.prefix(8)).joined(separator: ", "),
      ])
    }
  }

  private static func append(
    _ cells: [String], _ style: WorkbookWriter.CellStyle, to page: WorkbookPage
  ) {
    for cell in cells { page.append(cell, style) }
    page.endRow()
  }
}
