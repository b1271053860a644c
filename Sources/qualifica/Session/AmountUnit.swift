import BulkEngine
import Spreadsheets

/// The outputs of a run are fed back with other amounts than that run read in the same cells.
struct AmountUnitChanged: ExplainedError {
  /// Whether the run that wrote the file read its amounts in cents.
  let wasInCents: Bool
  let folder: RunFolder

  var status: ExitStatus { .usage }

  func text(_ language: Language) -> String {
    let shown = OutcomeReport.quoted(folder.path)
    return wasInCents
      ? language.pick(
        "This file stands in \(shown), whose run read amounts in cents; without --amount-in-cents they "
          + "would be a hundred times as large. Nothing was sent. Add --amount-in-cents.",
        "Este arquivo está em \(shown), cuja execução leu os valores em centavos; sem --amount-in-cents eles "
          + "ficariam cem vezes maiores. Nada foi enviado. Acrescente --amount-in-cents.")
      : language.pick(
        "This file stands in \(shown), whose run did not read amounts in cents. Nothing was sent. Leave "
          + "--amount-in-cents out.",
        "Este arquivo está em \(shown), cuja execução não leu os valores em centavos. Nada foi enviado. Omita "
          + "--amount-in-cents.")
  }
}

extension RunFolder {
  /// Refuses an output of a run that read the amounts in its cells in another unit.
  ///
  /// - Parameter input: the file that is to be read, as it was given.
  /// - Throws: ``AmountUnitChanged``.
  static func requireSameAmountUnit(_ input: String, _ reading: ReadingSettings) async throws {
    let folder = RunFolder(path: SystemPath.folder(of: SystemPath.absolute(input)))
    // A journal that cannot be read is the business of the commands that need it.
    guard folder.hasJournal, let journal = try? folder.store.open(.readOnly),
      let earlier = try? await journal.run()?.settings.reading
    else { return }
    guard earlier.amountsAreCents != reading.amountsAreCents else { return }
    throw AmountUnitChanged(wasInCents: earlier.amountsAreCents, folder: folder)
  }
}
