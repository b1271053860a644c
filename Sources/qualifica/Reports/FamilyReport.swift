import BulkEngine
import Spreadsheets

/// What all rounds of correction came to, for people.
enum FamilyReport {
  /// - Parameter folder: of the run that the report is about.
  static func lines(
    _ figures: FamilyFigures, _ words: OperationWords, in folder: RunFolder, _ names: OutputNames,
    _ language: Language
  ) -> [String] {
    let path = path(in: folder)
    var payable = language.counted(figures.payable, .record)
    if let amount = figures.amountInCents { payable += ", \(AmountText.money(amount, language))" }
    let rounds =
      figures.runs > 1
      ? language.pick(
        ", over the \(figures.runs) runs of this sheet",
        ", nas \(figures.runs) execuções desta planilha")
      : ""
    var lines = ["\(words.total.text(language))\(rounds): \(payable) (\(path))"]
    if figures.toCorrect > 0 {
      let count = language.counted(figures.toCorrect, .record)
      lines.append(
        language.pick("To correct\(rounds): \(count)", "A corrigir\(rounds): \(count)")
          + (figures.runs > 1 ? "" : " (\(names.fix))"))
    }
    return lines
  }

  /// `payable.csv`, with its folder where that is another one.
  static func path(in folder: RunFolder) -> String {
    let first = Family(of: folder).first
    return SystemPath.isSame(first.path, folder.path) ? "payable.csv" : first.payablePath
  }

  /// Why `payable.csv` is not as it should be.
  static func stale(_ error: any Error, first: RunFolder, _ language: Language) -> String {
    let command = SuggestedCommand.export(first)
    let reason = reason(error, language)
    return language.pick(
      "WARNING: \(first.payablePath) was not written again and may be out of date: \(reason). Put it "
        + "back as it was, then: \(command)",
      "ATENÇÃO: \(first.payablePath) não foi regravado e pode estar desatualizado: \(reason). Deixe "
        + "tudo como era e execute: \(command)")
  }

  /// Why the page of another round does not show what all rounds came to.
  static func stalePage(_ error: any Error, of round: RunFolder, _ language: Language) -> String {
    let path = "\(round.path)/\(OutputFiles.report)"
    let command = SuggestedCommand.export(round)
    let reason = reason(error, language)
    return language.pick(
      "WARNING: \(path) was not written again and shows what was before: \(reason). Later: \(command)",
      "ATENÇÃO: \(path) não foi regravado e mostra a situação anterior: \(reason). Depois: \(command)"
    )
  }

  private static func reason(_ error: any Error, _ language: Language) -> String {
    switch error {
    case let error as PayableStale:
      language.pick(
        "the run in \(error.folder) cannot be read any more",
        "a execução em \(error.folder) não pode mais ser lida")
    case InputError.changed(let path), InputError.grown(let path),
      SpreadsheetError.notFound(let path):
      language.pick(
        "\(path) is gone or was changed", "\(path) sumiu ou foi alterado")
    default: Self.unended(Failure(error).explanation.what.text(language))
    }
  }

  /// A reason stands within a sentence.
  private static func unended(_ sentence: String) -> String {
    sentence.hasSuffix(".") ? String(sentence.dropLast()) : sentence
  }
}
