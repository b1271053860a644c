package import BulkEngine

/// Why a shared journal takes no part in a run; nothing was changed.
package enum PostgresRefusal: Error, Sendable, Equatable {
  /// The tables are those of an earlier version, and this user may not add to them.
  case earlierTables(path: String)
  /// Codes of the plan are those of records that another run of the same quota sends or has sent.
  case codesTaken(count: Int, first: String, run: String)
}

extension PostgresRefusal: ExplainedError {
  package var explanation: Explanation {
    switch self {
    case .earlierTables(let path):
      Explanation(
        Bilingual(
          "The tables in \(path) are those of an earlier version of qualifica.",
          "As tabelas em \(path) são de uma versão anterior do qualifica."),
        next: Bilingual(
          "Let all processes end; then let the owner of the tables run schemas/journal.postgres.sql "
            + "again: it adds what is missing.",
          "Deixe todos os processos terminarem; depois peça ao dono das tabelas que execute "
            + "schemas/journal.postgres.sql de novo: ele acrescenta o que falta."))
    case .codesTaken(let count, let first, let run):
      Explanation(
        Bilingual(
          "\(count == 1 ? "The code" : "\(count) codes of this file, such as") \(first) "
            + "\(count == 1 ? "is" : "are") in run \(run) already: nothing was sent.",
          "\(count == 1 ? "O código" : "\(count) códigos deste arquivo, como") \(first) já "
            + "\(count == 1 ? "está" : "estão") na execução \(run): nada foi enviado."
        ),
        next: Bilingual(
          "Where these are the same records, go on with that run: qualifica resume \(run) --journal … "
            + "Otherwise give them other codes. --again lets the API decide about each code.",
          "Se são os mesmos registros, continue aquela execução: qualifica resume \(run) --journal … "
            + "Senão, dê a eles outros códigos. --again deixa a API decidir sobre cada código."))
    }
  }
}
