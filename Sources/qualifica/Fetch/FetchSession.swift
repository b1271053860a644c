import BulkEngine
import Foundation
import Operations
import Spreadsheets
import VendorHTTP

/// Fetches a list and writes its file.
struct FetchSession: Sendable {
  let reading: Reading
  let wishes: Reading.Wishes
  let file: FetchFileWishes
  let reconciliation: Reconciliation?
  let link: Connection
  let messages: MessageSettings

  /// - Throws: ``RunEnd`` with the exit code where it is not 0, ``FetchStopped`` and others.
  func perform() async throws {
    let spool = try FetchSpool(file: file.path, try head(), until: lastDay, now: Date())
    var asked = wishes
    asked.to = asked.to ?? spool.until
    let progress = FetchProgress(messages)
    if spool.goesOn, !messages.quiet {
      Terminal.say(
        language.pick(
          "Goes on where an earlier fetch stopped: \(language.counted(spool.rowCount, .row)) are there.",
          "Continua de onde parou: já há \(language.counted(spool.rowCount, .row))."))
    }
    let missing: Int
    do {
      missing = try await fetch(asked, into: spool, progress)
    } catch let stop as EngineStop {
      progress.clear()
      throw FetchStopped(stop: stop, reading: reading)
    } catch is CancellationError {
      progress.clear()
      throw FetchInterrupted(status: Interruption.shared.status ?? .interrupted)
    }
    progress.clear()
    var report = try write(spool)
    report.unseen = missing
    spool.remove()
    try tell(report)
    if missing > 0 { throw RunEnd(code: .somePending) }
    if report.needsAPerson { throw RunEnd(code: .someNeedAPerson) }
  }

  private var language: Language { messages.language }

  /// The API wants both ends of the statement's days; what happens meanwhile belongs to tomorrow.
  private var lastDay: String? {
    guard reading.needsDays, wishes.to == nil else { return nil }
    // The day of UTC: the API may print that one, and it is never before that of Brasília.
    return String(Date().formatted(.iso8601).prefix(10))
  }

  private func head() throws -> FetchSpool.Head {
    let isSimulated = link.settings.environment == SimulatedEnvironment.name
    return FetchSpool.Head(
      kind: reading.rawValue,
      host: isSimulated
        ? SimulatedEnvironment.name : try Connection.endpoint(link.settings).description,
      from: wishes.from, to: wishes.to, changed: wishes.areDaysOfChange ? true : nil,
      merchant: wishes.merchantID, run: reconciliation?.runCode,
      columns: reading.columns.map(\.name))
  }

  private func fetch(
    _ asked: Reading.Wishes, into spool: FetchSpool, _ progress: FetchProgress
  ) async throws -> Int {
    let (reading, pace) = (reading, link.pace)
    // The spool has one user at a time: the task that reads pages.
    let fetched = UncheckedSpool(spool)
    Interruption.shared.begin(.reading)
    return try await link.open { transport in
      let limiter = RateLimiter(
        rate: pace.rate, time: .system, announce: { progress.pausing($0, because: $1) })
      let inquiry = Inquiry(transport, limiter: limiter, time: .system, random: .system)
      return try await progress.reminding {
        try await Fetching(
          reading: reading, wishes: asked, inquiry: inquiry, spool: fetched.spool,
          progress: progress
        ).run()
      }
    }
  }

  private func write(_ spool: FetchSpool) throws -> FetchReport {
    let columns = reading.columns
    var matching = reconciliation?.matching()
    let extra = matching == nil ? [] : Reconciliation.columns
    let written = file.file(
      columns.map(\.name) + extra,
      areAmounts: columns.map(\.isAmount) + extra.map { _ in false })
    // A person may have put something there meanwhile.
    try EarlierList.requireReplaceable(file.path)
    let count = try written.write { add in
      try spool.eachRow { row in
        try add(row + (matching?.cells(of: row) ?? []))
      }
      for row in matching?.missing(columnCount: columns.count) ?? [] { try add(row) }
    }
    return FetchReport(
      kind: reading.rawValue, file: file.path, rows: count, counts: matching?.counts,
      comparesAmounts: matching?.comparesAmounts)
  }

  private func tell(_ report: FetchReport) throws {
    if messages.json { return try Terminal.answer(json: try report.json()) }
    guard !messages.quiet else { return }
    for line in report.lines(language) { Terminal.say(line) }
  }
}

/// A spool on its way into the task that is its only user.
private struct UncheckedSpool: @unchecked Sendable {
  let spool: FetchSpool

  init(_ spool: FetchSpool) { self.spool = spool }
}

/// What a fetch did, for people and for scripts.
struct FetchReport: Encodable {
  let kind: String
  let file: String
  let rows: Int
  /// How many deposits are matched, missing, surplus; nil where nothing was compared.
  let counts: Reconciliation.Counts?
  /// Whether amounts were compared too.
  let comparesAmounts: Bool?
  /// Things that the API counts and does not show.
  var unseen = 0

  var needsAPerson: Bool { counts.map { $0.missing > 0 || $0.surplus > 0 } ?? false }

  func lines(_ language: Language) -> [String] {
    var lines = [
      language.pick(
        "Written: \(file), \(language.counted(rows, .row)).",
        "Gravado: \(file), \(language.counted(rows, .row)).")
    ]
    if let counts {
      lines.append(
        language.pick(
          "Deposits: \(counts.matched) matched, \(counts.missing) missing, \(counts.surplus) surplus.",
          "Depósitos: \(counts.matched) conferidos, \(counts.missing) ausentes, "
            + "\(counts.surplus) a mais."))
      if comparesAmounts == false {
        lines.append(
          language.pick(
            "The run's input is not there any more: amounts were not compared.",
            "A planilha da execução não está mais lá: os valores não foram comparados."))
      }
    }
    if unseen > 0 {
      lines.append(
        language.pick(
          "The API counts \(language.counted(unseen, .record)) more than it shows: fetch again later.",
          "A API conta \(language.counted(unseen, .record)) a mais do que mostra: baixe de novo mais tarde."
        ))
    }
    return lines
  }

  private enum Key: String, CodingKey {
    case version, kind, file, rows, unseen, matched, missing, surplus, compares_amounts
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(ProgramVersion.text, forKey: .version)
    try container.encode(kind, forKey: .kind)
    try container.encode(file, forKey: .file)
    try container.encode(rows, forKey: .rows)
    try container.encode(unseen, forKey: .unseen)
    try container.encodeIfPresent(counts?.matched, forKey: .matched)
    try container.encodeIfPresent(counts?.missing, forKey: .missing)
    try container.encodeIfPresent(counts?.surplus, forKey: .surplus)
    try container.encodeIfPresent(comparesAmounts, forKey: .compares_amounts)
  }
}

/// A signal ended a fetch.
struct FetchInterrupted: CommandError {
  let status: ExitStatus

  var explanation: Explanation {
    Explanation(
      Bilingual("Interrupted.", "Interrompido."),
      next: Bilingual(
        "What was fetched is kept: give the same command again, and it goes on there.",
        "O que foi baixado está guardado: execute o mesmo comando de novo, e ele continua dali."))
  }
}
