import CXlsxWriter
import Glibc

/// Writes an Excel workbook whose cells are all text, row after row in constant memory.
///
/// Every column has the text format, so that nothing is lost again where a person types `0012345`; a text
/// that begins with `=` stays text. What is being written lies beside the file until it is whole.
@safe
package final class WorkbookWriter {
  private let book: UnsafeMutablePointer<lxw_workbook>
  private let file: NamedTemporaryFile
  private var formats: [CellStyle: UnsafeMutablePointer<lxw_format>] = unsafe [:]
  private var isOpen = true
  package let path: String

  /// How a cell looks.
  package enum CellStyle: Sendable, Hashable, CaseIterable {
    case plain, header, guide, wrong, repaired, own, title
  }

  /// Begins a workbook; it appears at `path` with ``commit()``.
  ///
  /// - Throws: ``SpreadsheetError/refusesToReplace(path:)``, ``SpreadsheetError/cannotCreate(path:code:)``.
  package init(path: String) throws(SpreadsheetError) {
    try AtomicFile.requireReplaceable(path)
    self.path = path
    let created: NamedTemporaryFile
    do throws(SystemError) {
      created = try NamedTemporaryFile(for: path)
    } catch {
      throw .cannotCreate(path: path, code: error.code)
    }
    file = created
    // Pieces of sheets are kept beside the file: they hold the same people.
    let folder = SystemPath.plain(SystemPath.folder(of: path))
    let opened = unsafe folder.withCString { folder in
      unsafe SystemPath.plain(created.path).withCString { name in
        var options = unsafe lxw_workbook_options(
          constant_memory: 1, tmpdir: UnsafeMutablePointer(mutating: folder), use_zip64: 0)
        return unsafe workbook_new_opt(name, &options)
      }
    }
    guard let opened = unsafe opened else { throw .cannotCreate(path: path, code: ENOMEM) }
    unsafe book = opened
    for style in CellStyle.allCases {
      guard let format = unsafe workbook_add_format(book) else { continue }
      unsafe style.apply(to: format)
      unsafe formats[style] = format
    }
  }

  deinit {
    if isOpen { unsafe lxw_workbook_free(book) }
  }

  /// Adds a sheet; the sheets stand in this order.
  ///
  /// - Parameter name: of at most 31 characters.
  package func addSheet(_ name: String) -> WorkbookPage? {
    guard let sheet = unsafe workbook_add_worksheet(book, name) else { return nil }
    return unsafe WorkbookPage(sheet, formats)
  }

  /// Puts the workbook in its place.
  ///
  /// - Throws: ``SpreadsheetError/writeFailed(path:code:)``.
  package func commit() throws(SpreadsheetError) {
    isOpen = false
    let code = unsafe close_silently(book)
    guard code == 0 else { throw .writeFailed(path: path, code: code) }
    do throws(SystemError) {
      try file.place(at: path)
    } catch {
      throw .writeFailed(path: path, code: error.code)
    }
  }
}

extension WorkbookWriter.CellStyle {
  @unsafe fileprivate func apply(to format: UnsafeMutablePointer<lxw_format>) {
    unsafe format_set_num_format(format, "@")
    func fill(_ color: UInt32) {
      unsafe format_set_pattern(format, UInt8(LXW_PATTERN_SOLID.rawValue))
      unsafe format_set_bg_color(format, color)
    }
    switch self {
    case .plain: break
    case .header:
      unsafe format_set_bold(format)
      fill(0xD9E1F2)
    case .guide:
      unsafe format_set_text_wrap(format)
      unsafe format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
      fill(0xFFF8F8)
    case .wrong:
      unsafe format_set_bold(format)
      unsafe format_set_font_color(format, 0x9C0006)
      fill(0xFFC7CE)
    case .repaired: fill(0xFFF2CC)
    case .own: unsafe format_set_font_color(format, 0x808080)
    case .title:
      unsafe format_set_bold(format)
      unsafe format_set_font_size(format, 13)
    }
  }
}

/// A sheet that is being written, row after row.
@safe
package final class WorkbookPage {
  private let sheet: UnsafeMutablePointer<lxw_worksheet>
  private let formats: [WorkbookWriter.CellStyle: UnsafeMutablePointer<lxw_format>]
  private var widths: [Int] = []
  /// Rows written so far.
  package private(set) var rowCount = 0
  private var column = 0
  private var text: [CChar] = []

  /// Rows of a sheet; further ones are not written.
  package static let mostRows = SheetRow.mostRows

  @unsafe fileprivate init(
    _ sheet: UnsafeMutablePointer<lxw_worksheet>,
    _ formats: [WorkbookWriter.CellStyle: UnsafeMutablePointer<lxw_format>]
  ) {
    unsafe self.sheet = sheet
    unsafe self.formats = formats
  }

  /// Appends the next cell of the row. Of a text that no cell can hold there is an empty one.
  package func append(_ value: Span<UInt8>, _ style: WorkbookWriter.CellStyle) {
    defer { column += 1 }
    guard rowCount < Self.mostRows, column < SheetRow.mostColumns else { return }
    note(width: min(value.count, 80))
    text.removeAll(keepingCapacity: true)
    for index in value.indices where value[index] != 0 {
      text.append(CChar(bitPattern: value[index]))
    }
    text.append(0)
    guard text.count > 1 else { return keepStyle(style) }
    let result = unsafe worksheet_write_string(
      sheet, UInt32(rowCount), UInt16(column), text, formats[style])
    if result != LXW_NO_ERROR { keepStyle(style) }
  }

  /// Appends the next cell of the row.
  package func append(_ value: String, _ style: WorkbookWriter.CellStyle) {
    append(value.utf8.span, style)
  }

  /// An empty cell whose look says something.
  private func keepStyle(_ style: WorkbookWriter.CellStyle) {
    guard style == .wrong || style == .repaired || style == .guide else { return }
    _ = unsafe worksheet_write_blank(
      sheet, UInt32(rowCount), UInt16(column), formats[style])
  }

  /// A note on a cell of the row under way.
  ///
  /// - Parameter column: from 0.
  package func note(_ note: String, column: Int) {
    guard rowCount < Self.mostRows, column < SheetRow.mostColumns else { return }
    var options = unsafe lxw_comment_options()
    unsafe options.width = 260
    unsafe options.height = UInt16(min(40 + note.count / 36 * 16, 300))
    _ = unsafe worksheet_write_comment_opt(
      sheet, UInt32(rowCount), UInt16(column), note, &options)
  }

  /// Lets people choose from `choices` in the cells below the header; other texts are taken too.
  ///
  /// - Parameters:
  ///   - choices: of at most 255 characters together; none for no list.
  ///   - column: from 0.
  ///   - rows: below the header, at least; those that were written by themselves.
  package func offer(_ choices: [String], column: Int, rows: Int = 0) {
    let last = min(max(rowCount - 1, rows), Self.mostRows - 1)
    guard !choices.isEmpty, last >= 1, column < SheetRow.mostColumns else { return }
    var texts: [UnsafeMutablePointer<CChar>?] = unsafe choices.map { unsafe strdup($0) }
    unsafe texts.append(nil)
    defer { unsafe texts.forEach { unsafe free($0) } }
    unsafe texts.withUnsafeMutableBufferPointer { list in
      var validation = unsafe lxw_data_validation()
      unsafe validation.validate = UInt8(LXW_VALIDATION_TYPE_LIST.rawValue)
      unsafe validation.show_error = UInt8(LXW_VALIDATION_OFF.rawValue)
      unsafe validation.value_list = list.baseAddress
      _ = unsafe worksheet_data_validation_range(
        sheet, 1, UInt16(column), UInt32(last), UInt16(column), &validation)
    }
  }

  /// Makes the row under way as high as so many lines of text; before its first cell.
  package func makeHigh(lines: Int) {
    guard lines > 1, rowCount < Self.mostRows else { return }
    _ = unsafe worksheet_set_row(sheet, UInt32(rowCount), Double(min(lines, 12)) * 15, nil)
  }

  package func endRow() {
    rowCount += 1
    column = 0
  }

  private func note(width: Int) {
    if column >= widths.count { widths.append(0) }
    if column < widths.count { widths[column] = max(widths[column], width) }
  }

  /// Fits the columns to their content; keeps the header and the first columns in sight, with a filter.
  ///
  /// - Parameter frozenColumns: that stay in sight.
  package func finish(frozenColumns: Int, hasHeader: Bool) {
    for (index, width) in widths.enumerated() {
      _ = unsafe worksheet_set_column(
        sheet, UInt16(index), UInt16(index), Double(min(max(width + 2, 8), 60)),
        formats[.plain])
    }
    let last = UInt16(SheetRow.mostColumns - 1)
    if widths.count < SheetRow.mostColumns {
      _ = unsafe worksheet_set_column(sheet, UInt16(widths.count), last, 10, formats[.plain])
    }
    // The green corners of numbers that are stored as text, as they all are here.
    _ = unsafe worksheet_ignore_errors(
      sheet, UInt8(LXW_IGNORE_NUMBER_STORED_AS_TEXT.rawValue), "A1:XFD1048576")
    guard hasHeader, !widths.isEmpty else { return }
    unsafe worksheet_freeze_panes(sheet, 1, UInt16(frozenColumns))
    _ = unsafe worksheet_autofilter(
      sheet, 0, 0, UInt32(max(1, min(rowCount, Self.mostRows) - 1)), UInt16(widths.count - 1))
  }
}
