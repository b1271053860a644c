package import Spreadsheets

/// How the input is read, where detection was overridden.
package struct ReadingSettings: Sendable, Equatable, Codable {
  package var encoding: String?
  package var delimiter: String?
  /// Name or number of a workbook's sheet.
  package var sheet: String?
  /// Column header by field name.
  package var mapping: [String: String]
  /// Whether cells are repaired that are UTF-8 read as Windows-1252.
  package var repairsMojibake: Bool
  /// Whether whole numbers are amounts in hundredths.
  package var amountsAreCents: Bool
  /// Name of the dialect of a CNAB file.
  package var cnabLayout: String?

  /// Journals keep these words.
  private enum CodingKeys: String, CodingKey {
    case encoding, delimiter, mapping, sheet, amountsAreCents
    case repairsMojibake = "mendsMojibake"
    case cnabLayout
  }

  package init(
    encoding: String? = nil, delimiter: String? = nil, mapping: [String: String] = [:],
    repairsMojibake: Bool = false, amountsAreCents: Bool = false, cnabLayout: String? = nil,
    sheet: String? = nil
  ) {
    self.sheet = sheet
    self.encoding = encoding
    self.delimiter = delimiter
    self.mapping = mapping
    self.repairsMojibake = repairsMojibake
    self.amountsAreCents = amountsAreCents
    self.cnabLayout = cnabLayout
  }

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    encoding = try values.decodeIfPresent(String.self, forKey: .encoding)
    delimiter = try values.decodeIfPresent(String.self, forKey: .delimiter)
    sheet = try values.decodeIfPresent(String.self, forKey: .sheet)
    mapping = try values.decode([String: String].self, forKey: .mapping)
    // Journals of before there was a choice do not have it.
    repairsMojibake = try values.decodeIfPresent(Bool.self, forKey: .repairsMojibake) ?? false
    amountsAreCents = try values.decodeIfPresent(Bool.self, forKey: .amountsAreCents) ?? false
    cnabLayout = try values.decodeIfPresent(String.self, forKey: .cnabLayout)
  }
}

extension ReadingSettings {
  /// With what the content of `file` itself decides.
  ///
  /// - Throws: ``SpreadsheetError``, ``InputError``.
  package func completed(by file: InputFile, _ layout: SheetLayout) throws -> ReadingSettings {
    completed(
      by: try Input.detect(file, reading: self), keyName: layout[layout.key].name)
  }

  /// With what the content itself decides: whether the numbers in a CNAB file can be codes.
  func completed(by format: TabularFormat, keyName: String) -> ReadingSettings {
    guard let cnab = format.cnab, !cnab.hasCodes, mapping[keyName] == nil else { return self }
    var settings = self
    settings.mapping[keyName] = ColumnMapping.noColumn
    return settings
  }
}
