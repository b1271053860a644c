import Spreadsheets

/// `fix.xlsx`: the records that a person must correct, with the wrong cells marked. What stands in
/// `fix.csv` stands here too; corrected and saved it is fed back in the same way.
struct FixWorkbook {
  private let writer: WorkbookWriter
  private let page: WorkbookPage
  private let sentences: FindingSentences
  private let language: Language
  /// Columns of the input that are kept, from 0.
  private let kept: [Int]
  private let headers: [String]
  private var noteCount = 0
  private var examples = FixExamples()
  /// Used again from row to row.
  private var marks: [Int: Mark] = [:]

  /// What is to be said of a cell.
  private struct Mark {
    var isWrong: Bool
    var sentences: [String]
  }

  /// Notes live in memory and in a drawing of their own; readers drown in more.
  private static let mostNotes = 5_000

  /// - Parameter path: of the file.
  /// - Throws: ``SpreadsheetError``.
  init(path: String, _ input: Input, _ sentences: FindingSentences, _ language: Language) throws {
    writer = try WorkbookWriter(path: path)
    self.sentences = sentences
    self.language = language
    let dropped = Set(input.mapping.earlierRun)
    let count = input.header?.fieldCount ?? 0
    kept = (0..<count).filter { !dropped.contains($0) }
    headers = input.header.map { input.headerBlock.texts(of: $0) } ?? []
    guard let page = writer.addSheet(FixWords.correct.text(language)) else {
      throw SpreadsheetError.cannotCreate(path: path, code: 12)
    }
    self.page = page
    for title in [RecordColumns.whatToCorrect, RecordColumns.whichField] {
      page.append(title.text(language), .header)
    }
    for column in kept { page.append(headers[column], .header) }
    for name in RecordColumns.names(with: input.layout.outputs) { page.append(name, .header) }
    page.endRow()
  }

  /// Writes a record.
  mutating func write(
    _ values: borrowing OutputRow, _ row: Row, _ block: borrowing RowBlock,
    _ findings: ArraySlice<Finding>, _ mapping: ColumnMapping
  ) {
    guard page.rowCount < WorkbookPage.mostRows else { return }
    mark(findings, mapping)
    examples.note(findings, row, block, mapping)
    let message = values.message
    // Some 55 characters of the widest column in a line.
    page.makeHigh(lines: message.count / 55 + 1)
    page.append(message.span, .guide)
    let wrong = kept.filter { marks[$0]?.isWrong == true }.map { headers[$0] }
    page.append(wrong.joined(separator: ", "), .guide)
    for (index, column) in kept.enumerated() {
      let mark = marks[column]
      if let mark { note(mark, column: index + 2) }
      let cell = block.bytes.span.extracting(block.fieldRange(column, of: row))
      page.append(cell, mark.map { $0.isWrong ? .wrong : .repaired } ?? .plain)
    }
    values.append(to: { page.append($0, .own) })
    page.endRow()
  }

  private mutating func mark(_ findings: ArraySlice<Finding>, _ mapping: ColumnMapping) {
    marks.removeAll(keepingCapacity: true)
    for finding in findings {
      guard let field = finding.field, mapping.column(field) >= 0 else { continue }
      let text = sentences.text(finding, language)
      var mark = marks[mapping.column(field)] ?? Mark(isWrong: false, sentences: [])
      mark.isWrong = mark.isWrong || finding.severity == .error
      mark.sentences.append(text)
      marks[mapping.column(field)] = mark
    }
  }

  private mutating func note(_ mark: Mark, column: Int) {
    guard noteCount < Self.mostNotes else { return }
    noteCount += 1
    page.note(mark.sentences.joined(separator: "\n"), column: column)
  }

  /// Writes the other sheets and puts the file in its place.
  ///
  /// - Throws: ``SpreadsheetError``.
  consuming func commit(_ tally: ResultTally) throws {
    page.finish(frozenColumns: 2, hasHeader: true)
    if let summary = writer.addSheet(FixWords.summary.text(language)) {
      FixWords.write(summary: tally, examples, sentences, language, to: summary)
      summary.finish(frozenColumns: 0, hasHeader: false)
    }
    if let guide = writer.addSheet(FixWords.guide.text(language)) {
      FixWords.write(guideTo: guide, hasAllNotes: noteCount < Self.mostNotes, language)
      guide.finish(frozenColumns: 0, hasHeader: false)
    }
    try writer.commit()
  }
}

/// One masked example of each kind of finding.
struct FixExamples {
  /// By kind, see ``key(_:)``.
  private var texts: [Int: String] = [:]

  /// Stands for code and field.
  private static func key(_ finding: Finding) -> Int {
    Int(finding.code.number) << 8 | (finding.field.map { Int($0.ordinal) + 1 } ?? 0)
  }

  mutating func note(
    _ findings: ArraySlice<Finding>, _ row: Row, _ block: borrowing RowBlock,
    _ mapping: ColumnMapping
  ) {
    for finding in findings where texts[Self.key(finding)] == nil {
      var masked = ByteBuffer()
      mapping.appendMaskedValue(of: finding, row, in: block, to: &masked)
      texts[Self.key(finding)] = masked.text
    }
  }

  subscript(finding: Finding) -> String { texts[Self.key(finding)] ?? "" }
}

/// The sheets beside the records.
enum FixWords {
  static let correct = Bilingual("Correct", "Corrigir")
  static let summary = Bilingual("Summary", "Resumo")
  static let guide = Bilingual("How to correct", "Como corrigir")

  /// How many of what, each kind with its sentence and one masked example.
  static func write(
    summary tally: ResultTally, _ examples: FixExamples, _ sentences: FindingSentences,
    _ language: Language, to page: WorkbookPage
  ) {
    func row(_ cells: [String], _ style: WorkbookWriter.CellStyle = .plain) {
      for cell in cells { page.append(cell, style) }
      page.endRow()
    }
    row([Bilingual("Records", "Registros").text(language)], .title)
    for (status, count) in tally.rows where count > 0 {
      row([String(count), status.word, status.meaning.text(language)])
    }
    row([])
    row([Bilingual("What was found", "O que foi encontrado").text(language)], .title)
    let titles = [
      Bilingual("How often", "Quantas vezes"), Bilingual("Code", "Código"),
      Bilingual("What it means", "O que significa"),
      Bilingual("An example, masked", "Um exemplo, mascarado"),
    ]
    row(titles.map { $0.text(language) }, .header)
    for (finding, count) in tally.kinds {
      row([
        String(count), sentences.stableCode(finding), sentences.text(finding, language),
        examples[finding],
      ])
    }
  }

  static func write(guideTo page: WorkbookPage, hasAllNotes: Bool, _ language: Language) {
    func row(_ sentence: Bilingual, _ style: WorkbookWriter.CellStyle = .plain) {
      page.append(sentence.text(language), style)
      page.endRow()
    }
    row(guide, .title)
    row(
      Bilingual(
        "1. The first column says what to correct; the red cells are the wrong ones, their notes say why.",
        "1. A primeira coluna diz o que corrigir; as células vermelhas são as erradas, e as notas dizem por quê."
      ))
    row(
      Bilingual(
        "2. Correct the cells in the sheet \(correct.english). Every cell is text: type 0012345 and it stays 0012345.",
        "2. Corrija as células na planilha \(correct.portuguese). Toda célula é texto: digite 0012345 e fica 0012345."
      ))
    row(
      Bilingual(
        "3. Leave the grey columns (q_…) as they are: they keep anybody from being paid twice.",
        "3. Não mexa nas colunas cinza (q_…): elas evitam que alguém seja pago duas vezes."))
    row(
      Bilingual(
        "4. Delete rows that are not to be sent again. Do not sort or merge only some of the columns.",
        "4. Exclua as linhas que não devem ser enviadas de novo. Não classifique nem mescle só parte das colunas."
      ))
    row(
      Bilingual(
        "5. Save, then: qualifica run fix.xlsx",
        "5. Salve e execute: qualifica run fix.xlsx"))
    page.endRow()
    row(Bilingual("Wrong: correct it", "Errada: corrija"), .wrong)
    row(
      Bilingual("Repaired or noteworthy: nothing to do", "Reparada ou digna de nota: nada a fazer"),
      .repaired)
    row(Bilingual("Of this program: leave it", "Deste programa: não mexa"), .own)
    guard !hasAllNotes else { return }
    page.endRow()
    row(
      Bilingual(
        "Only the first cells have notes, there are too many; the first column says the same of every row.",
        "Só as primeiras células têm notas, pois são muitas; a primeira coluna diz o mesmo de cada linha."
      ))
  }
}
