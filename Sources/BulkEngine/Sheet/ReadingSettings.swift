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

  /// Journals keep these words.
  private enum CodingKeys: String, CodingKey {
    case encoding, delimiter, mapping, sheet
    case repairsMojibake = "mendsMojibake"
  }

  package init(
    encoding: String? = nil, delimiter: String? = nil, mapping: [String: String] = [:],
    repairsMojibake: Bool = false, sheet: String? = nil
  ) {
    self.sheet = sheet
    self.encoding = encoding
    self.delimiter = delimiter
    self.mapping = mapping
    self.repairsMojibake = repairsMojibake
  }

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    encoding = try values.decodeIfPresent(String.self, forKey: .encoding)
    delimiter = try values.decodeIfPresent(String.self, forKey: .delimiter)
    sheet = try values.decodeIfPresent(String.self, forKey: .sheet)
    mapping = try values.decode([String: String].self, forKey: .mapping)
    // Journals of before there was a choice do not have it.
    repairsMojibake = try values.decodeIfPresent(Bool.self, forKey: .repairsMojibake) ?? false
  }
}
