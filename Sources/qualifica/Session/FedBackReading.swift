import BulkEngine
import Spreadsheets

/// The outputs of a run are fed back with other amounts than that run read in the same cells.
struct AmountUnitChanged: CommandError {
  /// Whether the run that wrote the file read its amounts in cents.
  let wasInCents: Bool
  let folder: RunFolder

  var status: ExitStatus { .usage }

  var explanation: Explanation {
    let shown = OutcomeReport.quoted(folder.path)
    return wasInCents
      ? Explanation(
        Bilingual(
          "This file stands in \(shown), whose run read amounts in cents; without "
            + "--amount-in-cents they would be a hundred times as large. Nothing was sent.",
          "Este arquivo está em \(shown), cuja execução leu os valores em centavos; sem "
            + "--amount-in-cents eles ficariam cem vezes maiores. Nada foi enviado."),
        next: Bilingual(
          "Add --amount-in-cents.",
          "Acrescente --amount-in-cents."))
      : Explanation(
        Bilingual(
          "This file stands in \(shown), whose run did not read amounts in cents. Nothing was "
            + "sent.",
          "Este arquivo está em \(shown), cuja execução não leu os valores em centavos. Nada "
            + "foi enviado."),
        next: Bilingual(
          "Leave --amount-in-cents out.",
          "Omita --amount-in-cents."))
  }
}

extension RunFolder {
  /// How an output of a run is read when it is fed back: as that run read its own input, where that
  /// decides who is who and how much is sent.
  ///
  /// Codes that the run did not believe, such as numbers that repeat in a CNAB file, would make
  /// duplicates of people.
  /// - Parameters:
  ///   - given: how it is to be read.
  ///   - input: the file that is to be read, as it was given.
  /// - Throws: ``AmountUnitChanged``.
  static func reading(_ given: ReadingSettings, of input: String) async throws -> ReadingSettings {
    let folder = RunFolder(path: SystemPath.folder(of: SystemPath.absolute(input)))
    // A journal that cannot be read is the business of the commands that need it.
    guard folder.hasJournal, let journal = try? folder.store.open(.readOnly),
      let run = try? await journal.run().map(folder.locating),
      let own = try? OperationTable.stored(run.settings.operation)
    else { return given }
    let earlier = run.settings.reading
    guard earlier.amountsAreCents == given.amountsAreCents else {
      throw AmountUnitChanged(wasInCents: earlier.amountsAreCents, folder: folder)
    }
    let file = try? InputFile(path: run.input.path)
    let layout = own.layoutCheck.layout
    let believed = file.flatMap { try? earlier.completed(by: $0, layout) } ?? earlier
    let key = layout[layout.key].name
    guard believed.mapping[key] == ColumnMapping.noColumn, given.mapping[key] == nil else {
      return given
    }
    var reading = given
    reading.mapping[key] = ColumnMapping.noColumn
    return reading
  }
}
