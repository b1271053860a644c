import BulkEngine
import PostgresJournal

/// A process that works on a shared run, in `status`.
struct WorkerPart: Encodable {
  private let worker: SharedWorker

  init(_ worker: SharedWorker) {
    self.worker = worker
  }

  private enum CodingKeys: String, CodingKey {
    case name, host, process, program, claims, poller
    case startedAt = "started_at"
    case seenAt = "seen_at"
  }

  func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    var times = TimestampText()
    try values.encode(worker.name, forKey: .name)
    try values.encode(worker.host, forKey: .host)
    try values.encode(worker.process, forKey: .process)
    try values.encode(worker.program, forKey: .program)
    try values.encode(worker.claims, forKey: .claims)
    try values.encode(worker.isPoller, forKey: .poller)
    try values.encode(times.text(worker.startedAt), forKey: .startedAt)
    try values.encode(times.text(worker.seenAt), forKey: .seenAt)
  }

  /// `processo 4711 em maquina-1: lotes em andamento 2; consulta a API por todos`
  func line(_ language: Language) -> String {
    let claims = language.number(worker.claims)
    let line = language.pick(
      "process \(worker.process) on \(worker.host): batches under way \(claims)",
      "processo \(worker.process) em \(worker.host): lotes em andamento \(claims)")
    guard worker.isPoller else { return line }
    return line + language.pick("; asks the API for all", "; consulta a API por todos")
  }
}
