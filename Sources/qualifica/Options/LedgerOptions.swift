import ArgumentParser
import BulkEngine
import Foundation
import Spreadsheets

/// Which ledger is used.
struct LedgerFileOptions: ParsableArguments {
  @Option(
    help: .said(
      "The ledger of earlier runs, such as a team's shared one.",
      "O registro de envios das execuções anteriores, como o de uma equipe.",
      more: (
        "Default: $XDG_STATE_HOME/qualifica/ledger.sqlite. Its key stands beside it.",
        "Padrão: $XDG_STATE_HOME/qualifica/ledger.sqlite. A chave dele fica ao lado."
      ), value: ("file", "arquivo")), completion: .file())
  var ledger: String?

  @Flag(
    help: .said(
      "Neither ask nor write the ledger: nobody is held back, nobody is known.",
      "Não consulta nem grava o registro de envios: ninguém é retido, ninguém é conhecido."))
  var noLedger = false

  /// Absolute path of the ledger of `place` that wins; nil for the user's own.
  ///
  /// - Throws: ``SettingError``.
  func path(_ sources: SettingSources) throws -> String? {
    try sources.text(.ledger, flag: ledger).map { SystemPath.absolute($0) }
  }

  /// Whether none is used. What is given in the nearer place wins, whichever of the two options it is.
  ///
  /// - Throws: ``SettingError`` for flags that exclude each other.
  func isOff(_ sources: SettingSources) throws -> Bool {
    if noLedger, ledger != nil {
      throw SettingError(
        Setting.noLedger.rawValue, .flag,
        Bilingual(
          "it does not go with --ledger. Leave one of them out",
          "não combina com --ledger. Omita uma das duas"))
    }
    guard sources.isOn(.noLedger, flag: noLedger) else { return false }
    guard let file = sources.place(of: .ledger, flag: ledger != nil),
      let off = sources.place(of: .noLedger, flag: noLedger)
    else { return true }
    return off <= file
  }

  /// What a run that goes on uses: flags alone change it, and for this time only.
  ///
  /// - Throws: ``SettingError``.
  func settings(
    over stored: LedgerSettings?, _ sources: SettingSources
  ) throws -> LedgerSettings? {
    guard noLedger || ledger != nil else { return stored }
    var settings = stored ?? LedgerSettings()
    settings.isOff = try isOff(sources)
    if !settings.isOff { settings.path = try path(sources) }
    return settings
  }
}

/// What the ledger is used for; fixed for the life of a run.
struct LedgerUseOptions: ParsableArguments {
  @Option(
    help: .said(
      "Do not send payees that were found valid within this time, such as 90d.",
      "Não envia favorecidos que foram validados há menos que isto, como 90d.",
      more: (
        "They are valid with the code ledger.known. Never where money moves.",
        "Eles ficam válidos com o código ledger.known. Nunca quando há dinheiro envolvido."
      ), value: ("duration", "duração")))
  var knownFor: String?

  @Flag(
    help: .said(
      "Send also what another file has sent already; where money moves it needs consent.",
      "Envia também o que outro arquivo já enviou; se há dinheiro envolvido, pede confirmação."))
  var again = false

  @Option(
    help: .said(
      "How long what another run sent is held back, where money moves. Default: 20d.",
      "Por quanto tempo se retém o que outra execução enviou, quando há dinheiro envolvido. Padrão: 20d.",
      value: ("duration", "duração")))
  var repeatWindow: String?

  /// Of a run or check that begins.
  ///
  /// A rehearsal has a ledger only where it is given one by the flag: it shall neither need the user's
  /// own nor be held back by an earlier rehearsal.
  /// - Throws: ``SettingError``.
  func settings(
    _ sources: SettingSources, _ file: LedgerFileOptions, isSimulated: Bool
  ) throws -> LedgerSettings {
    var settings = try settings(sources)
    settings.path = try file.path(sources)
    settings.isOff = try file.isOff(sources)
    if isSimulated, file.ledger == nil { (settings.path, settings.isOff) = (nil, true) }
    return settings
  }

  /// What is wanted of whatever ledger.
  ///
  /// - Throws: ``SettingError``.
  func settings(_ sources: SettingSources) throws -> LedgerSettings {
    var settings = LedgerSettings(
      knownForInSeconds: try sources.seconds(.knownFor, flag: knownFor), sendsAgain: again)
    if let seconds = try sources.seconds(.repeatWindow, flag: repeatWindow) {
      settings.repeatWindowInSeconds = seconds
    }
    return settings
  }

  /// What is given as a flag.
  var given: Set<Setting> {
    var given: Set<Setting> = []
    if knownFor != nil { given.insert(.knownFor) }
    if again { given.insert(.again) }
    if repeatWindow != nil { given.insert(.repeatWindow) }
    return given
  }
}
