import BulkEngine
import PostgresJournal

/// What people hear while the server of a shared run is gone.
extension ServerOutage {
  /// The patience of one process with the server at `place`, which ends with the first signal.
  static func announced(of place: String) -> ServerOutage {
    ServerOutage(isStopped: { Interruption.shared.status != nil }) { notice in
      let language = Language.current
      let text = language.pick(
        sentence(notice, place).english + " " + prospect(notice).english,
        sentence(notice, place).portuguese + " " + prospect(notice).portuguese)
      Monitor.shared.warned(text)
      if Terminal.errorIsTerminal, !Terminal.isDumb { Terminal.draw("\r\u{1B}[2K") }
      Terminal.say(Terminal.wrapped(text))
    }
  }

  private static func sentence(_ notice: Notice, _ place: String) -> Bilingual {
    notice.isUnconfirmed
      ? Bilingual(
        "WARNING: no standby of the journal's server, \(place), confirms what is written: nothing is "
          + "sent meanwhile.",
        "ATENÇÃO: nenhuma réplica do servidor do diário, \(place), confirma o que é gravado: nada é "
          + "enviado enquanto isso.")
      : Bilingual(
        "WARNING: the server of the journal, \(place), does not answer: nothing is sent meanwhile.",
        "ATENÇÃO: o servidor do diário, \(place), não responde: nada é enviado enquanto isso.")
  }

  private static func prospect(_ notice: Notice) -> Bilingual {
    let time = DurationText.text(seconds: notice.lasts / .seconds(1))
    return Bilingual(
      "It is tried again for \(time); Ctrl-C stops.",
      "Novas tentativas são feitas por \(time); Ctrl-C interrompe.")
  }
}
