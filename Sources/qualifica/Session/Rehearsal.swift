import BulkEngine
import Simulator
import Synchronization

/// A simulated run in which things go wrong on purpose, and what came of it.
final class Rehearsal: Sendable {
  let plan: FaultPlan
  private let outcome = Mutex(Outcome())

  struct Outcome: Sendable, Equatable {
    var faults = FaultTally()
    /// Records whose submission had an unknown outcome.
    var lookedUp = 0
  }

  init(plan: FaultPlan) {
    self.plan = plan
  }

  func note(_ faults: FaultTally) {
    outcome.withLock { $0.faults = $0.faults + faults }
  }

  func observe(_ event: EngineEvent) {
    guard case .reconciling(let inDoubt, _) = event else { return }
    outcome.withLock { $0.lookedUp += inDoubt }
  }

  var result: Outcome { outcome.withLock { $0 } }
}

/// What a rehearsal did and how the run took it: one calm sentence.
enum RehearsalReport {
  static func text(_ outcome: Rehearsal.Outcome, _ language: Language) -> String {
    let events = [did(outcome, language), lookedUp(outcome, language), twice(outcome, language)]
    return language.pick("Rehearsal: ", "Ensaio: ") + events.joined(separator: "; ") + "."
  }

  private static func did(_ outcome: Rehearsal.Outcome, _ language: Language) -> String {
    let faults = outcome.faults
    let parts = [
      part(faults.droppedReplies, "dropped", "reply", "replies", "derrubou", "resposta", language),
      part(faults.refusedRequests, "refused", "request", "requests", "recusou", "pedido", language),
      part(
        faults.failedRequests, "answered", "request with an error", "requests with an error",
        "respondeu com erro a", "pedido", language),
      part(faults.delays, "delayed", "answer", "answers", "atrasou", "resposta", language),
      part(
        faults.misleadingAnswers, "gave", "misleading answer", "misleading answers", "deu",
        "resposta enganosa", language),
    ].compactMap { $0 }
    guard let last = parts.last else {
      return language.pick("the simulator had nothing to disturb", "o simulador nada perturbou")
    }
    let first = parts.dropLast().joined(separator: ", ")
    return language.pick("the simulator ", "o simulador ")
      + (first.isEmpty ? last : "\(first) \(language.pick("and", "e")) \(last)")
  }

  /// `nil` for what never happened. Every Portuguese word of a noun takes an s in the plural.
  private static func part(
    _ count: Int, _ verb: String, _ one: String, _ many: String, _ portugueseVerb: String,
    _ portugueseNoun: String, _ language: Language
  ) -> String? {
    guard count > 0 else { return nil }
    let words = portugueseNoun.split(separator: " ").map { count == 1 ? "\($0)" : "\($0)s" }
    return language.pick(
      "\(verb) \(count) \(count == 1 ? one : many)",
      "\(portugueseVerb) \(count) \(words.joined(separator: " "))")
  }

  private static func lookedUp(_ outcome: Rehearsal.Outcome, _ language: Language) -> String {
    switch outcome.lookedUp {
    case 0: language.pick("no record had to be looked up", "nenhum registro precisou de consulta")
    case 1: language.pick("1 record was looked up", "1 registro foi consultado")
    case let count:
      language.pick("\(count) records were looked up", "\(count) registros foram consultados")
    }
  }

  private static func twice(_ outcome: Rehearsal.Outcome, _ language: Language) -> String {
    switch outcome.faults.repeatedRecords {
    case 0: language.pick("nothing was sent twice", "nada foi enviado duas vezes")
    case 1: language.pick("1 record was sent twice", "1 registro foi enviado duas vezes")
    case let count:
      language.pick(
        "\(count) records were sent twice", "\(count) registros foram enviados duas vezes")
    }
  }
}

extension SessionMessages {
  func rehearsed(_ rehearsal: Rehearsal) {
    let text = RehearsalReport.text(rehearsal.result, language)
    say(text, text)
  }
}
