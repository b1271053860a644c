package import BulkEngine
import SQLiteJournal

/// What is wrong with the ledger, and what to do.
extension LedgerError: CommandError {
  var status: ExitStatus { .inputOutput }

  package var explanation: Explanation {
    switch self {
    case .missing, .keyMissing, .keyWrong, .keyExposed: keyExplanation
    case .damaged(let path, let reason):
      Explanation(
        Bilingual(
          "The ledger \(path) is damaged (\(reason)).",
          "O ledger \(path) está danificado (\(StoreReason.portuguese(reason)))."),
        next: Bilingual(
          "Restore it with its key from a backup.", "Restaure-o, com a chave, de um backup."))
    case .unknownVersion(let path, let found, let known):
      Explanation(
        Bilingual(
          "The ledger \(path) has format version \(found); this program knows \(known).",
          "O ledger \(path) tem o formato \(found); este programa conhece o \(known)."),
        next: Bilingual(
          "Use the newer version of qualifica.", "Use a versão mais nova do qualifica."))
    case .readOnly(let path):
      Explanation(
        Bilingual(
          "The ledger \(path) cannot be written.", "Não é possível gravar no ledger \(path)."),
        next: Bilingual(
          "Give yourself write permission on it and its folder, or name another one with --ledger.",
          "Dê a si permissão de escrita nele e na pasta, ou indique outro com --ledger."))
    case .secondName(let path):
      Explanation(
        Bilingual(
          "The ledger \(path) has a second name (a hard link), and what is written under one would "
            + "be missing under the other.",
          "O ledger \(path) tem um segundo nome (hard link), e o que se grava por um faltaria no "
            + "outro."),
        next: Bilingual(
          "Make it a file of its own: copy it, put the copy in its place, then try again.",
          "Faça dele um arquivo independente: copie-o, ponha a cópia no lugar dele e tente de "
            + "novo."))
    case .locked(let path):
      Explanation(
        Bilingual(
          "Another process has kept the ledger \(path) locked for 10 seconds.",
          "Outro processo manteve o ledger \(path) bloqueado por 10 segundos."),
        next: Bilingual(
          "Wait until it ends, and run the command again.",
          "Espere que ele termine e repita o comando."))
    case .diskFull(let path):
      Explanation(
        Bilingual(
          "No space left for the ledger \(path).",
          "Não há espaço em disco para o ledger \(path)."),
        next: Bilingual(
          "Free some space, and run the command again.", "Libere espaço e repita o comando."))
    case .nowhere:
      Explanation(
        Bilingual(
          "There is no place for the ledger: neither HOME nor XDG_STATE_HOME names a folder.",
          "Não há onde guardar o ledger: nem HOME nem XDG_STATE_HOME indicam uma pasta."),
        next: Bilingual("Name a file with --ledger.", "Indique um arquivo com --ledger."))
    case .other(let path, let reason):
      Explanation(
        Bilingual(
          "The ledger \(path) failed (\(reason)).",
          "O ledger \(path) falhou (\(StoreReason.portuguese(reason)))."),
        next: Bilingual("Look at its disk and folder.", "Verifique o disco e a pasta dele."))
    }
  }

  /// Of a ledger without its key, or the other way round.
  private var keyExplanation: Explanation {
    switch self {
    case .missing(let path):
      Explanation(
        Bilingual(
          "The ledger \(path) is gone, its key is still there.",
          "O registro de envios (ledger) \(path) sumiu, mas a chave dele continua lá."),
        next: Bilingual(
          "Restore the ledger from a backup; to begin a new one, remove the key "
            + "\(SQLiteLedger.keyPath(of: path)), too.",
          "Restaure-o de um backup; para começar outro, remova também a chave "
            + "\(SQLiteLedger.keyPath(of: path))."))
    case .keyMissing(let path):
      Explanation(
        Bilingual(
          "The key \(SQLiteLedger.keyPath(of: path)) of the ledger is gone: without it nobody is "
            + "recognised.",
          "A chave \(SQLiteLedger.keyPath(of: path)) do ledger sumiu: sem ela ninguém é reconhecido."
        ),
        next: Bilingual(
          "Restore it from a backup; to begin anew, remove the ledger \(path), too.",
          "Restaure-a de um backup; para começar de novo, remova também o ledger \(path)."))
    case .keyWrong(let path):
      Explanation(
        Bilingual(
          "The key \(SQLiteLedger.keyPath(of: path)) is not the one of the ledger beside it.",
          "A chave \(SQLiteLedger.keyPath(of: path)) não é a do ledger que está ao lado."),
        next: Bilingual(
          "Restore both from the same backup.", "Restaure os dois do mesmo backup."))
    case .keyExposed(let path):
      Explanation(
        Bilingual(
          "Everybody on this machine may read the key \(SQLiteLedger.keyPath(of: path)).",
          "Qualquer pessoa nesta máquina pode ler a chave \(SQLiteLedger.keyPath(of: path))."),
        next: Bilingual(
          "Take that away: chmod o-rwx.", "Retire essa permissão: chmod o-rwx."))
    default: preconditionFailure("not about a key")
    }
  }
}
