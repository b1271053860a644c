import BulkEngine
import Spreadsheets

/// A flag that says how a file of another kind is read: here it would do nothing, and its user believes
/// that it does.
struct OptionWithoutEffect: CommandError {
  let setting: Setting
  /// What the option is of.
  let kind: Bilingual

  var status: ExitStatus { .usage }

  var explanation: Explanation {
    let option = "--\(setting.rawValue)"
    return Explanation(
      Bilingual(
        "\(option) is for \(kind.english), and the file is none: nothing was done.",
        "\(option) é para \(kind.portuguese), e o arquivo não é: nada foi feito."),
      next: Bilingual(
        "Leave \(option) out, or name the file that it is for.",
        "Omita \(option), ou informe o arquivo a que ela se destina."))
  }
}

extension TabularFormat {
  /// Refuses flags that cannot have an effect on a file of this kind. What environment and configuration
  /// say is for many files and holds where it fits.
  ///
  /// - Throws: ``OptionWithoutEffect``.
  func require(_ given: Set<Setting>) throws {
    for setting in Setting.allCases where given.contains(setting) {
      if let kind = missing(for: setting) {
        throw OptionWithoutEffect(setting: setting, kind: kind)
      }
    }
  }

  /// Whether an option of reading can have an effect.
  func heeds(_ setting: Setting) -> Bool { missing(for: setting) == nil }

  private func missing(for setting: Setting) -> Bilingual? {
    switch setting {
    case .sheet where !isFromWorkbook: Bilingual("workbooks", "pastas de trabalho")
    case .encoding where isFromWorkbook, .delimiter where isFromWorkbook:
      Bilingual("text files", "arquivos de texto")
    case .cnabLayout where cnab == nil: Bilingual("CNAB 240 files", "arquivos CNAB 240")
    default: nil
    }
  }
}
