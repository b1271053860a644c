/// A list of banks that cannot be read.
public struct BankListError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong with a line.
  public enum Reason: CaseIterable, Sendable {
    /// The first line does not name the columns.
    case header
    /// Not three columns, nor four with a date.
    case columns
    /// The COMPE code is not 001 to 999.
    case compe
    /// The ISPB is not 1 to 8 digits.
    case ispb
    /// The short name is empty.
    case name
    /// The date is no day of the form 2026-08-22.
    case date
    /// The COMPE code stands on an earlier line too.
    case repeatedCompe
    /// Bytes that are no UTF-8.
    case encoding
    /// There is no bank in the list.
    case empty
  }

  /// 1-based line, 0 when the list as a whole is meant.
  public let line: Int
  /// What is wrong with the line.
  public let reason: Reason

  /// Makes the error of a line.
  public init(line: Int, reason: Reason) {
    self.line = line
    self.reason = reason
  }

  /// The sentence for people, in English: what happened and where.
  public var description: String {
    let place = line == 0 ? "" : "line \(line): "
    return "The list of banks cannot be used: \(place)\(reason.text.english)"
  }
}

extension BankListError.Reason {
  /// The column the reason is about; nil when it is about the whole line.
  public var field: String? {
    switch self {
    case .compe, .repeatedCompe: "compe"
    case .ispb: "ispb"
    case .name: "short_name"
    case .date: "date"
    case .header, .columns, .encoding, .empty: nil
    }
  }

  /// The reason for people.
  public var text: BilingualText {
    switch self {
    case .header:
      BilingualText(
        "the first line must be compe;ispb;short_name, date as a fourth column if wanted.",
        "a primeira linha deve ser compe;ispb;short_name, com date como quarta coluna se quiser.")
    case .columns:
      BilingualText(
        "it needs as many columns as the first line.",
        "precisa de tantas colunas quanto a primeira linha.")
    case .compe:
      BilingualText(
        "the COMPE code is not 001 to 999.", "o código COMPE não é de 001 a 999.")
    case .ispb: BilingualText("the ISPB is not 1 to 8 digits.", "o ISPB não tem de 1 a 8 dígitos.")
    case .name: BilingualText("the short name is empty.", "o nome curto está vazio.")
    case .date:
      BilingualText(
        "the date is not a day such as 2026-08-22.", "a data não é um dia como 2026-08-22.")
    case .repeatedCompe:
      BilingualText(
        "the COMPE code stands on an earlier line too.",
        "o código COMPE já está em uma linha anterior.")
    case .encoding:
      BilingualText(
        "the text is not UTF-8; save it as CSV UTF-8.",
        "o texto não é UTF-8; salve-o como CSV UTF-8.")
    case .empty: BilingualText("there is no bank in it.", "não há nenhum banco nela.")
    }
  }
}
