import BulkEngine
import Foundation
import Spreadsheets

/// The runs of the ledger, for people and for scripts; the format is `qualifica-ledger/1`.
struct LedgerList: Encodable {
  private struct Run: Encodable {
    var run: String
    var file: String
    var operation: String
    var service: String
    var environment: String
    var host: String
    var merchant: String?
    var started_at: String
    var last_at: String
    var finished_at: String?
    var sent: Int
    var valid: Int
    var failed: Int
    var not_sent: Int
    var amount_in_cents: Int64?
  }

  private let format = "qualifica-ledger/1"
  private let runs: [Run]

  init(_ runs: [LedgerBookRun]) {
    var times = TimestampText()
    self.runs = runs.map { run in
      Run(
        run: run.code, file: run.file, operation: run.operation, service: run.variant,
        environment: run.scope.environment, host: run.scope.host,
        merchant: run.scope.client.isEmpty ? nil : run.scope.client,
        started_at: times.text(run.startedAt), last_at: times.text(run.lastAt),
        finished_at: run.finishedAt.map { times.text($0) },
        sent: Self.sent(run), valid: run.counts[.good] ?? 0, failed: run.counts[.failed] ?? 0,
        not_sent: run.counts[.seen] ?? 0, amount_in_cents: run.amountInCents)
    }
  }

  private static func sent(_ run: LedgerBookRun) -> Int {
    [.sent, .good, .failed].reduce(0) { $0 + (run.counts[$1] ?? 0) }
  }

  static func lines(_ runs: [LedgerBookRun], _ language: Language) -> [String] {
    guard !runs.isEmpty else {
      return [language.pick("No run is in the ledger.", "Nenhuma execução no ledger.")]
    }
    return runs.map { run in
      let money = run.amountInCents.map { ", " + AmountText.money($0, language) } ?? ""
      let state =
        run.finishedAt == nil
        ? language.pick(", not finished", ", não concluída") : ""
      let host = "\(run.scope.host)\(run.scope.client.isEmpty ? "" : " (\(run.scope.client))")"
      let (sent, valid) = (sent(run), run.counts[.good] ?? 0)
      let type = OperationTable.all.first { $0.storedName == run.operation }
      if let type, type != QualificationChoice.self {
        let (name, good) = (type.offer.name, type.statuses.good)
        let done = (valid == 1 ? good?.names.one : good?.names.many)?.text(language) ?? ""
        return "\(run.code)  \(LedgerDay(run.startedAt).text)  "
          + language.pick(
            "\(run.file): \(name) at \(host), \(sent) sent, \(valid) \(done)\(money)\(state)",
            "\(run.file): \(name) em \(host), envios: \(sent), \(valid) \(done)\(money)\(state)")
      }
      return "\(run.code)  \(LedgerDay(run.startedAt).text)  "
        + language.pick(
          "\(run.file): service \(run.variant) at \(host), \(sent) sent, \(valid) valid\(money)\(state)",
          "\(run.file): serviço \(run.variant) em \(host), \(sent) enviado\(sent == 1 ? "" : "s"), \(valid) válido\(valid == 1 ? "" : "s")\(money)\(state)"
        )
    }
  }
}

/// What was forgotten, for scripts.
struct LedgerForgotten: Encodable {
  let format = "qualifica-ledger-forget/1"
  let runs: [String]
  let entries: Int
  /// Runs that were meant and kept, since they are not finished.
  let unfinished: [String]
}

/// The rows of `ledger export`.
enum LedgerExport {
  static let header =
    "run;record;payee;person;account;amount_in_cents;outcome;sent_at;settled_at;api_id"

  static func line(_ entry: LedgerBookEntry, _ times: inout TimestampText) -> String {
    let outcome =
      switch entry.state {
      case .sent: "sent"
      case .good: "valid"
      case .failed: "failed"
      case .seen: "not_sent"
      }
    // The API's id may be any text of a stranger's.
    let id = (entry.apiID ?? "").filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
    return [
      entry.run, "\(entry.record)", entry.whole, entry.person, entry.place,
      entry.amountInCents.map { "\($0)" } ?? "", outcome, times.text(entry.sentAt),
      times.text(entry.settledAt), id,
    ].joined(separator: ";")
  }
}

/// What changed from one run to another, for people and for scripts.
struct LedgerComparison: Encodable {
  struct Part: Encodable {
    let records: Int
    let lines: [Int]
  }

  let format = "qualifica-ledger-compare/1"
  let earlier: String
  let later: String
  /// Persons of both with the same account.
  let same: Int
  /// Lines of the later file.
  let new: Part
  let changed: Part
  /// Lines of the earlier file.
  let gone: Part

  /// Lines that are named one by one.
  private static let mostLines = 20

  init(
    _ earlier: LedgerBookRun, _ later: LedgerBookRun, _ found: LedgerDifference
  ) {
    (self.earlier, self.later, same) = (earlier.code, later.code, found.same)
    new = Part(records: found.new.count, lines: found.new)
    changed = Part(records: found.changed.count, lines: found.changed)
    gone = Part(records: found.gone.count, lines: found.gone)
  }

  private enum CodingKeys: String, CodingKey {
    case format, earlier, later, same, new, changed, gone
  }

  func lines(_ language: Language) -> [String] {
    [
      language.pick("same account: \(same)", "mesma conta: \(same)"),
      Self.line(language.pick("new", "novos"), new, later, language),
      Self.line(language.pick("account changed", "conta alterada"), changed, later, language),
      Self.line(language.pick("gone", "ausentes"), gone, earlier, language),
    ]
  }

  private static func line(
    _ label: String, _ part: Part, _ run: String, _ language: Language
  ) -> String {
    guard part.records > 0 else { return "\(label): 0" }
    let shown = part.lines.prefix(mostLines).map { "\($0)" }.joined(separator: ", ")
    let rest = part.records > mostLines ? ", …" : ""
    return language.pick(
      "\(label): \(part.records), lines \(shown)\(rest) of the file of run \(run)",
      "\(label): \(part.records), linhas \(shown)\(rest) do arquivo da execução \(run)")
  }
}

/// There is no ledger.
struct NoLedger: CommandError {
  let path: String

  var status: ExitStatus { .noInput }

  var explanation: Explanation {
    Explanation(
      Bilingual(
        "There is no ledger at \(path) yet: the first run makes it.",
        "Ainda não há ledger em \(path): a primeira execução o cria."),
      next: Bilingual("Name another one with --ledger.", "Indique outro com --ledger."))
  }
}

/// The ledger has no such run.
struct NoSuchLedgerRun: CommandError {
  let code: String

  var status: ExitStatus { .noInput }

  var explanation: Explanation {
    Explanation(
      Bilingual(
        "The ledger has no run \(code).",
        "O ledger não tem a execução \(code)."),
      next: Bilingual(
        "'qualifica ledger list' shows them.",
        "'qualifica ledger list' mostra as que existem."))
  }
}

/// Days as people write them.
enum DateText {
  /// The beginning of the day; `2026-11-30` or `30/11/2026`, nil for anything else.
  static func day(_ text: String) -> Date? {
    let parts = text.split(omittingEmptySubsequences: false) { $0 == "-" || $0 == "/" }
      .map(String.init)
    guard parts.count == 3 else { return nil }
    let order = text.contains("/") ? [parts[2], parts[1], parts[0]] : parts
    guard order[0].count == 4, let year = NumberText.whole(order[0]),
      let month = NumberText.whole(order[1]), let day = NumberText.whole(order[2])
    else { return nil }
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .current
    let wanted = DateComponents(year: year, month: month, day: day)
    guard let date = calendar.date(from: wanted),
      calendar.dateComponents([.year, .month, .day], from: date) == wanted
    else { return nil }
    return date
  }
}
