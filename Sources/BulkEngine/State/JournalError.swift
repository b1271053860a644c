/// Why a journal could not be opened, read or written.
///
/// Places are paths or addresses; no value that the journal stores is ever part of an error.
package enum JournalError: Error, Sendable, Equatable {
  /// There is no journal at this path, or one that was never begun.
  case missing(path: String)
  /// The file is no journal or its content is broken.
  case damaged(path: String, reason: String)
  /// What the server of a shared journal holds is not what this program writes.
  case damagedTables(path: String, reason: String)
  /// The journal was written by another version of the program.
  case unknownVersion(path: String, found: Int, known: Int, program: String? = nil)
  case diskFull(path: String)
  /// Reading or writing is not permitted, or the path is a symbolic link.
  case notPermitted(path: String, reason: String)
  /// The disk failed to read.
  case diskFailed(path: String, reason: String)
  /// Whether the last commit is in the journal is unknown. Nothing more is written by this
  /// process: the next one reads what is there and asks the API about the rest.
  case unknownOutcome(path: String, reason: String)
  /// Another process works on the same run.
  case heldByAnotherProcess(path: String)
  /// The caller broke the contract of the journal; nothing was changed.
  case misuse(String)
  /// The server of a shared journal was not reached for as long as it was tried.
  case unreachable(path: String, reason: String)
  /// No standby confirmed what the server was told: a failover may undo it. Nothing more is written by
  /// this process.
  case notConfirmed(path: String)
  /// Another server answers than the one that was written to, or an older state of it. Nothing more is
  /// written by this process.
  case otherServer(path: String)
  /// The database has no tables that this user may use.
  case notGranted(path: String)
  case other(path: String, reason: String)
}

extension JournalError: ExplainedError, CustomStringConvertible {
  package var description: String { explanation.text(.english) }

  package var explanation: Explanation {
    switch self {
    case .missing(let path):
      Explanation(
        Bilingual(
          "There is no journal at \(path).",
          "Não há diário em \(path)."),
        next: Bilingual(
          "Check the folder, or start with 'qualifica run FILE'.",
          "Confira a pasta ou comece com 'qualifica run ARQUIVO'."))
    case .damaged(let path, let reason):
      Explanation(
        Bilingual(
          "The journal \(path) is damaged (\(reason)).",
          "O diário \(path) está danificado (\(StoreReason.portuguese(reason)))."),
        next: Bilingual(
          "Restore the run folder from a backup; without one, delete journal.sqlite, "
            + "journal.sqlite-wal and journal.sqlite-shm in it, and nothing else, and run the same "
            + "file again: what may have been sent is looked up at the API first. Do not move the "
            + "folder away: nobody would know then what was sent.",
          "Restaure a pasta de um backup; sem backup, apague nela journal.sqlite, "
            + "journal.sqlite-wal e journal.sqlite-shm, e nada mais, e execute o mesmo arquivo de "
            + "novo: o que pode ter sido enviado é consultado na API antes. Não mova a pasta: "
            + "ninguém mais saberia o que foi enviado."))
    case .damagedTables(let path, let reason):
      Explanation(
        Bilingual(
          "The journal on the server, \(path), is damaged (\(reason)).",
          "O diário no servidor, \(path), está danificado (\(StoreReason.portuguese(reason)))."),
        next: Bilingual(
          "Delete nothing there: nobody would know then what was sent. Let its operator restore the "
            + "database from a backup, then give the same command again: what the backup does not know is "
            + "looked up at the API first.",
          "Não apague nada lá: ninguém mais saberia o que foi enviado. Peça a quem o opera que restaure o "
            + "banco de um backup e repita o comando: o que o backup não sabe é consultado na API antes."
        ))
    case .unknownVersion(let path, let found, let known, let program):
      Explanation(
        Bilingual(
          "The journal \(path) has format version \(found); this program reads version \(known).",
          "O diário \(path) tem a versão de formato \(found), que este programa não lê."),
        next: Bilingual(
          "Use the version of qualifica that started the run\(program.map { ": \($0)" } ?? "").",
          "Use a versão do qualifica que começou a execução\(program.map { ": \($0)" } ?? "")."))
    case .diskFull(let path):
      Explanation(
        Bilingual(
          "No space left for the journal \(path).",
          "Não há espaço para o diário \(path)."),
        next: Bilingual(
          "Free some space, then resume the run; what was saved is intact.",
          "Libere espaço e retome; o que foi salvo está intacto."))
    case .notPermitted(let path, let reason):
      Explanation(
        Bilingual(
          "The journal \(path) cannot be used (\(reason)).",
          "O diário \(path) não pode ser usado (\(StoreReason.portuguese(reason)))."),
        next: Bilingual(
          "Give yourself read and write permission on the run folder and its files, then resume "
            + "the run.",
          "Dê a si mesmo permissão de leitura e gravação na pasta e nos arquivos e retome."))
    case .diskFailed(let path, let reason):
      Explanation(
        Bilingual(
          "The disk failed at the journal \(path) (\(reason)).",
          "O disco falhou no diário \(path) (\(StoreReason.portuguese(reason)))."),
        next: Bilingual(
          "Check the disk, then resume the run.",
          "Verifique o disco e retome."))
    case .unknownOutcome(let path, let reason):
      Explanation(
        Bilingual(
          "Writing the journal \(path) failed (\(reason)); nobody can tell whether the last entry is "
            + "in it.",
          "Falhou a gravação do diário \(path) (\(StoreReason.portuguese(reason))); não se sabe se o último "
            + "registro está nele."),
        next: Bilingual(
          "Check its disk or server, then resume the run: what may have been sent is looked up at the "
            + "API first.",
          "Verifique o disco ou o servidor e retome: o que pode ter sido enviado é consultado na API antes."
        ))
    case .heldByAnotherProcess(let path):
      Explanation(
        Bilingual(
          "Another process works on \(path).",
          "Outro processo trabalha em \(path)."),
        next: Bilingual(
          "Wait until it ends, then resume the run.",
          "Espere que termine e retome."))
    case .misuse(let reason):
      Explanation(
        Bilingual(
          "Internal error: the journal was used wrongly (\(reason)).",
          "Erro interno: o diário foi usado de forma errada (\(StoreReason.portuguese(reason)))."),
        next: Bilingual(
          "Nothing was changed; please report it.",
          "Nada mudou; avise os autores."))
    case .unreachable(let path, let reason):
      Explanation(
        Bilingual(
          "The server of the journal, \(path), cannot be reached (\(reason)).",
          "O servidor do diário, \(path), não pode ser alcançado (\(reason))."),
        next: Bilingual(
          "Check address, user, password and network, then give the same command again: what was "
            + "saved is intact, and what may have been sent is looked up at the API first.",
          "Confira endereço, usuário, senha e rede e repita o comando: o que foi salvo está intacto, "
            + "e o que pode ter sido enviado é consultado na API antes."))
    case .notConfirmed(let path):
      Explanation(
        Bilingual(
          "No standby of the journal's server, \(path), confirmed what was written, so nothing more is "
            + "sent.",
          "Nenhuma réplica do servidor do diário, \(path), confirmou o que foi gravado; por isso nada mais "
            + "é enviado."),
        next: Bilingual(
          "Start the standby that synchronous_standby_names asks for, then give the same command again: "
            + "what may have been sent is looked up at the API first.",
          "Inicie a réplica exigida por synchronous_standby_names e repita o comando: o que pode ter sido "
            + "enviado é consultado na API antes."))
    case .otherServer(let path):
      Explanation(
        Bilingual(
          "At \(path) another server answers now, or an older state of the same one, so nothing more is "
            + "sent.",
          "Em \(path) agora responde outro servidor, ou um estado antigo do mesmo; por isso nada mais é "
            + "enviado."),
        next: Bilingual(
          "Make sure that it is the right one, then give the same command again: everything unsent is "
            + "looked up at the API first.",
          "Confirme que é o servidor certo e repita o comando: tudo o que falta enviar é consultado na API "
            + "antes."))
    case .notGranted(let path):
      Explanation(
        Bilingual(
          "The database \(path) has no tables of qualifica that this user may use.",
          "O banco de dados \(path) não tem tabelas do qualifica que este usuário possa usar."),
        next: Bilingual(
          "Let its owner run schemas/journal.postgres.sql once and grant what stands at its end.",
          "Peça ao dono que execute schemas/journal.postgres.sql uma vez e conceda as permissões que "
            + "estão no fim do arquivo."))
    case .other(let path, let reason):
      Explanation(
        Bilingual(
          "The journal \(path) failed (\(reason)).",
          "O diário \(path) falhou (\(StoreReason.portuguese(reason)))."),
        next: Bilingual(
          "Resume the run; please report it if it remains.",
          "Retome; se continuar, avise os autores."))
    }
  }
}
