import BulkEngine
import SQLiteJournal

/// What is wrong with the ledger, and what to do.
enum LedgerSentence {
  static func text(_ error: LedgerError, _ language: Language) -> String {
    let sentence: Bilingual =
      switch error {
      case .missing(let path):
        Bilingual(
          "The ledger \(path) is gone, its key is still there. Restore the ledger from a backup; "
            + "to begin a new one, remove the key \(SQLiteLedger.keyPath(of: path)), too.",
          "O registro de envios (ledger) \(path) sumiu, mas a chave dele continua lá. Restaure-o de um "
            + "backup; para começar outro, remova também a chave \(SQLiteLedger.keyPath(of: path))."
        )
      case .keyMissing(let path):
        Bilingual(
          "The key \(SQLiteLedger.keyPath(of: path)) of the ledger is gone: without it nobody is "
            + "recognised. Restore it from a backup; to begin anew, remove the ledger \(path), too.",
          "A chave \(SQLiteLedger.keyPath(of: path)) do ledger sumiu: sem ela ninguém é reconhecido. "
            + "Restaure-a de um backup; para começar de novo, remova também o ledger \(path).")
      case .keyWrong(let path):
        Bilingual(
          "The key \(SQLiteLedger.keyPath(of: path)) is not the one of the ledger beside it. Restore "
            + "both from the same backup.",
          "A chave \(SQLiteLedger.keyPath(of: path)) não é a do ledger que está ao lado. Restaure os "
            + "dois do mesmo backup.")
      case .keyExposed(let path):
        Bilingual(
          "Everybody on this machine may read the key \(SQLiteLedger.keyPath(of: path)). Take that "
            + "away: chmod o-rwx.",
          "Qualquer pessoa nesta máquina pode ler a chave \(SQLiteLedger.keyPath(of: path)). Retire "
            + "essa permissão: chmod o-rwx.")
      case .damaged(let path, let reason):
        Bilingual(
          "The ledger \(path) is damaged (\(reason)). Restore it with its key from a backup.",
          "O ledger \(path) está danificado (\(reason)). Restaure-o, com a chave, de um backup.")
      case .unknownVersion(let path, let found, let known):
        Bilingual(
          "The ledger \(path) has format version \(found); this program knows \(known). Use the "
            + "newer version of qualifica.",
          "O ledger \(path) tem o formato \(found); este programa conhece o \(known). Use a versão "
            + "mais nova do qualifica.")
      case .readOnly(let path):
        Bilingual(
          "The ledger \(path) cannot be written. Give yourself write permission on it and its folder, "
            + "or name another one with --ledger.",
          "Não é possível gravar no ledger \(path). Dê a si permissão de escrita nele e na pasta, ou "
            + "indique outro com --ledger.")
      case .locked(let path):
        Bilingual(
          "Another process has kept the ledger \(path) locked for 10 seconds. Wait until it ends, and "
            + "run the command again.",
          "Outro processo manteve o ledger \(path) bloqueado por 10 segundos. Espere que ele termine e "
            + "repita o comando.")
      case .diskFull(let path):
        Bilingual(
          "No space left for the ledger \(path). Free some space, and run the command again.",
          "Não há espaço em disco para o ledger \(path). Libere espaço e repita o comando.")
      case .nowhere:
        Bilingual(
          "There is no place for the ledger: neither HOME nor XDG_STATE_HOME names a folder. Name a "
            + "file with --ledger.",
          "Não há onde guardar o ledger: nem HOME nem XDG_STATE_HOME indicam uma pasta. Indique um "
            + "arquivo com --ledger.")
      case .other(let path, let reason):
        Bilingual(
          "The ledger \(path) failed (\(reason)). Look at its disk and folder.",
          "O ledger \(path) falhou (\(reason)). Verifique o disco e a pasta dele.")
      }
    return sentence.text(language)
  }
}
