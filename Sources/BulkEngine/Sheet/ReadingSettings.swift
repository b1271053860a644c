/// How the input is read, where detection was overridden.
package struct ReadingSettings: Sendable, Equatable, Codable {
  package var encoding: String?
  package var delimiter: String?
  /// Column header by field name.
  package var mapping: [String: String]
  /// Whether cells are repaired that are UTF-8 read as Windows-1252.
  package var repairsMojibake: Bool
  /// Whether whole numbers are amounts in hundredths.
  package var amountsAreCents: Bool

  /// Journals keep these words.
  private enum CodingKeys: String, CodingKey {
    case encoding, delimiter, mapping, amountsAreCents
    case repairsMojibake = "mendsMojibake"
  }

  package init(
    encoding: String? = nil, delimiter: String? = nil, mapping: [String: String] = [:],
    repairsMojibake: Bool = false, amountsAreCents: Bool = false
  ) {
    self.encoding = encoding
    self.delimiter = delimiter
    self.mapping = mapping
    self.repairsMojibake = repairsMojibake
    self.amountsAreCents = amountsAreCents
  }

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    encoding = try values.decodeIfPresent(String.self, forKey: .encoding)
    delimiter = try values.decodeIfPresent(String.self, forKey: .delimiter)
    mapping = try values.decode([String: String].self, forKey: .mapping)
    // Journals of before there was a choice do not have it.
    repairsMojibake = try values.decodeIfPresent(Bool.self, forKey: .repairsMojibake) ?? false
    amountsAreCents = try values.decodeIfPresent(Bool.self, forKey: .amountsAreCents) ?? false
  }
}
