/// Why a journal or a ledger is of no use, in Portuguese; the stores tell it in English.
package enum StoreReason {
  private static let sentences = [
    "a stored value is unreadable": "um valor gravado é ilegível",
    "an entry has no run": "há um lançamento sem execução",
    "it has two format versions": "tem duas versões de formato",
    "it is empty": "está vazio",
    "it is no SQLite database": "não é um banco de dados SQLite",
    "it is no journal of this program": "não é um diário deste programa",
    "it is no ledger of this program": "não é um ledger deste programa",
    "it is not a regular file": "não é um arquivo comum",
    "it lost the plan of what was sent": "perdeu o plano do que foi enviado",
    "its entries contradict its runs": "há lançamentos que contradizem as execuções",
    "its folder": "a pasta",
    "its mode cannot be set to 0600": "não aceita o modo 0600",
    "its settings are none of this program": "as configurações não são deste programa",
    "its structure check failed": "a estrutura está errada",
    "its tables are not those of a journal": "as tabelas não são as de um diário",
    "its tables are not those of a ledger": "as tabelas não são as de um ledger",
    "the run in it is lost": "a execução nele se perdeu",
    "the run is not the one that was planned": "a execução não é a que foi planejada",
    "what was written is not there": "o que foi gravado não está lá",
    "records are missing or were added": "há registros a menos ou a mais",
    "another server answers, or an older state of this one":
      "quem responde é outro servidor, ou um estado antigo deste",
    "the standby did not confirm the commit": "a réplica não confirmou a gravação",
    "the server does not know any more what was committed":
      "o servidor já não sabe o que foi gravado",
    "chunks are not as they were planned": "os lotes não são os planejados",
    "records contradict their batches": "há registros que contradizem os lotes",
    "records contradict their status": "há registros que contradizem a situação",
  ]

  package static func portuguese(_ reason: String) -> String { sentences[reason] ?? reason }
}
