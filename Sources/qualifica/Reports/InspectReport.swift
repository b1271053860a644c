import Foundation
import BulkEngine
import Spreadsheets

/// What `inspect --json` prints; `schemas/inspect.schema.json` describes it. Nothing personal: headers
/// as they are, samples masked.
struct InspectReport: Encodable {
  private var format = "qualifica-inspect/1"
  private var version = ProgramVersion.text
  var name: String
  var usable: Bool
  var problems: [ProblemPart]
  var encoding: String
  var byteOrderMark: Bool
  var compression: String
  var content: String
  var sheet: SheetPart?
  var delimiter: String?
  var quoting: String?
  var lineEnd: String?
  var lineEnds: [String: Int]
  var separatorLine: Bool
  var headerLine: Int?
  var titleRows: Int
  var records: Int
  var cnab: CNABPart?
  var blankRows: Int
  var mapping: [String: String]
  var unmappedColumns: [String]
  var columns: [ColumnPart]
  var rowDamage: [DamagePart]
  var recipes: [String: [String: String]]

  /// Of a workbook.
  struct SheetPart: Encodable {
    var name: String
    /// All of the workbook's, in their order.
    var all: [String]
    var hiddenRows: Int
    /// Their headers.
    var hiddenColumns: [String]
    var mergedCells: Int

    enum CodingKeys: String, CodingKey {
      case name, all
      case hiddenRows = "hidden_rows"
      case hiddenColumns = "hidden_columns"
      case mergedCells = "merged_cells"
    }
  }

  struct ProblemPart: Encodable {
    var code: String
    var message: String
  }

  struct ColumnPart: Encodable {
    var number: Int
    var header: String
    var field: String?
    var earlierRun: Bool
    var filled: Int
    var samples: [String]
    var damage: [DamagePart]

    enum CodingKeys: String, CodingKey {
      case number, header, field, filled, samples, damage
      case earlierRun = "earlier_run"
    }
  }

  struct DamagePart: Encodable {
    var kind: String
    var count: Int
    var lines: [Int]
    var meaning: String
    var recipe: String

    init(_ kind: Damage, _ occurrences: Occurrences, _ language: Language) {
      self.kind = kind.rawValue
      count = occurrences.count
      lines = occurrences.lines
      meaning = kind.meaning(language)
      recipe = kind.recipe.rawValue
    }
  }

  enum CodingKeys: String, CodingKey {
    case format, version, name, usable, problems, encoding, compression, content, sheet, delimiter
    case quoting, records, mapping, columns, recipes, cnab
    case byteOrderMark = "byte_order_mark"
    case lineEnd = "line_end"
    case lineEnds = "line_ends"
    case separatorLine = "separator_line"
    case headerLine = "header_line"
    case titleRows = "title_rows"
    case blankRows = "blank_rows"
    case unmappedColumns = "unmapped_columns"
    case rowDamage = "row_damage"
  }

  init(_ survey: FileSurvey, name: String, _ language: Language) {
    self.name = name
    usable = survey.problems.isEmpty
    problems = survey.problems.map { ProblemPart($0, language) }
    let format = survey.format
    encoding = format.encoding.name
    byteOrderMark = format.hasByteOrderMark
    compression = format.compression.rawValue
    content = format.contentName
    sheet = survey.sheet.map { SheetPart($0, survey.columns) }
    cnab = format.cnab.map(CNABPart.init)
    let dialect = format.textDialect
    delimiter = dialect.map { String(Unicode.Scalar($0.delimiter)) }
    quoting = dialect?.quoting.rawValue
    lineEnd = dialect?.lineEnd.rawValue
    lineEnds =
      format.isFromWorkbook
      ? [:]
      : Dictionary(
        uniqueKeysWithValues: survey.lineEnds.counts.map { ($0.key.rawValue, $0.value) })
    separatorLine = format.firstRow.line > 1
    headerLine = format.cnab == nil ? survey.headerLine : nil
    titleRows = survey.titleRows
    records = survey.records
    blankRows = survey.blankRows
    mapping = Dictionary(
      survey.columns.compactMap { column in column.fieldName.map { ($0, column.header) } },
      uniquingKeysWith: { first, _ in first })
    unmappedColumns = survey.columns
      .filter { $0.field == nil && !$0.isEarlierRun && !$0.header.isEmpty }.map(\.header)
    columns = survey.columns.map { ColumnPart($0, language) }
    rowDamage = survey.rowDamage.map { DamagePart($0.kind, $0.occurrences, language) }
    recipes = Self.recipes(for: survey.kinds, language)
  }

  private static func recipes(for kinds: [Damage], _ language: Language) -> [String: [String:
    String]]
  {
    var recipes: [String: [String: String]] = [:]
    for recipe in Set(kinds.map(\.recipe)) {
      recipes[recipe.rawValue] = Dictionary(
        uniqueKeysWithValues: Recipe.Program.allCases.map {
          ($0.rawValue, recipe.steps(in: $0, language))
        })
    }
    return recipes
  }
}

extension InspectReport.SheetPart {
  fileprivate init(_ sheet: SpooledSheet, _ columns: [ColumnSurvey]) {
    name = sheet.sheet.name
    all = sheet.allSheets.map(\.name)
    hiddenRows = sheet.hiddenRowCount
    hiddenColumns = sheet.hiddenColumns.compactMap { column in
      column < columns.count ? columns[column].header : nil
    }
    mergedCells = sheet.mergedCount
  }
}

extension InspectReport.ColumnPart {
  fileprivate init(_ column: ColumnSurvey, _ language: Language) {
    number = column.number
    header = column.header
    field = column.fieldName
    earlierRun = column.isEarlierRun
    filled = column.filled
    samples = column.samples
    damage = column.damage.map { InspectReport.DamagePart($0.kind, $0.occurrences, language) }
  }
}

extension InspectReport.ProblemPart {
  fileprivate init(_ problem: FileSurvey.Problem, _ language: Language) {
    switch problem {
    case .columns(let error): self.init(error, language)
    case .input(let error): self.init(error, language)
    case .unreadable(let error):
      self.init(code: "unreadable", message: Failure(error).text(language))
    }
  }

  private init(_ error: ColumnMappingError, _ language: Language) {
    code =
      switch error {
      case .ambiguous, .sharedColumn: "columns.ambiguous"
      case .missing: "columns.missing"
      case .noHeader, .linesInQuotes, .twoTables: "header.missing"
      case .unknownField, .unknownColumn: "columns.unknown"
      }
    message =
      if case .noHeader = error {
        language.pick(
          "No header row in the first 20 rows. Put the headers above the records.",
          "Nenhum cabeçalho nas primeiras 20 linhas. Ponha os cabeçalhos acima dos registros.")
      } else {
        error.explanation.text(language)
      }
  }

  private init(_ error: InputError, _ language: Language) {
    code =
      switch error {
      case .mojibake: "encoding.mojibake"
      case .noRecords: "records.none"
      case .codesRepeat: "codes.repeat"
      case .otherEncoding: "encoding.other"
      case .unknownEncoding, .badDelimiter, .unknownCNABLayout, .changed, .grown, .unknownSheet,
        .severalSheets:
        "input"
      }
    message = error.explanation.text(language)
  }
}
