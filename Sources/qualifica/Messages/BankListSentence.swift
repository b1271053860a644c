import BrazilianBanking
import BulkEngine

/// Why a list of banks is of no use and what to do, for people.
enum BankListSentence {
  static func text(_ error: BankListFileError, _ language: Language) -> String {
    switch error {
    case .unreadable(let path, let reason): text(path, reason, language)
    case .tooLarge(let path):
      language.pick(
        "\(path) is too large for a list of banks. Give a CSV with the columns "
          + "compe;ispb;short_name to --banks-file.",
        "\(path) é grande demais para uma lista de bancos. Passe a --banks-file um CSV com as "
          + "colunas compe;ispb;short_name.")
    case .changed(let path):
      language.pick(
        "The list of banks \(path) has changed since the run began. Restore it and resume, or "
          + "start another run with --output.",
        "A lista de bancos \(path) mudou desde o início da execução. Restaure-a e retome, ou "
          + "comece outra execução com --output.")
    case .gone(let path):
      language.pick(
        "The list of banks \(path) of this run is gone. Put it back under that name, then resume.",
        "A lista de bancos \(path) desta execução sumiu. Recoloque-a com esse nome e retome.")
    }
  }

  /// File, line, field, reason.
  private static func text(
    _ path: String, _ error: BankListError, _ language: Language
  ) -> String {
    var place = path
    if error.line > 0 { place += language.pick(", line ", ", linha ") + String(error.line) }
    if let field = error.reason.field { place += ", \(field)" }
    let reason = error.reason.text
    return place + ": " + language.pick(reason.english, reason.portuguese) + " "
      + language.pick("Mend the list, then try again.", "Corrija a lista e tente de novo.")
  }
}
