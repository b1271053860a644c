import BulkEngine
import Foundation
import Spreadsheets
import Synchronization

/// What an operator follows a command by: its log and its figures.
///
/// There is one for the process, as there is one exit code. Neither file ever stops a run: what cannot
/// be written any more is said once.
final class Monitor: Sendable {
  static let shared = Monitor()

  private struct State {
    var log: AppendedFile?
    var metricsPath: String?
    var content = MetricsContent()
    var runCode: String?
    var meter: (RequestMeter, TimeSource)?
    /// What earlier processes of the run came to.
    var earlier = RunFigures()
    /// Whether this process does more than write the files again.
    var hasWorked = false
    /// When the command began, when its phase did, and when the figures were written.
    var began: Duration
    var phaseBegan: Duration
    var writtenAt: Duration
    var phaseSeconds: [String: Double] = [:]

    mutating func endPhase(at now: Duration) {
      if let phase = content.phase, content.isAtWork {
        phaseSeconds[phase, default: 0] += (now - phaseBegan) / .seconds(1)
      }
      phaseBegan = now
    }
  }

  /// Figures are written this often while nothing changes.
  private static let interval = Duration.seconds(15)

  private let time = TimeSource.system
  private let state: Mutex<State>

  private init() {
    let now = time.uptime()
    state = Mutex(State(began: now, phaseBegan: now, writtenAt: now))
  }

  // MARK: Beginning

  /// Begins to write the files that are wanted.
  ///
  /// - Parameters:
  ///   - name: the sheet or the run folder as it was given.
  /// - Throws: ``MonitorFileRefusal``, ``SpreadsheetError``: nothing was begun.
  func begin(command: String, on name: String, log: String?, metrics: String?) throws {
    let file = try log.map { path in
      do {
        return try AppendedFile(path: path, beginning: LogLine.beginning)
      } catch SpreadsheetError.refusesToReplace {
        throw MonitorFileRefusal(setting: .logFile, path: path)
      }
    }
    if let metrics { try MetricsFile.requireReplaceable(metrics) }
    state.withLock { state in
      state.content.command = command
      state.content.sheet = Self.sheet(of: name)
    }
    if let metrics { try MetricsFile.write(content().text(at: Date()), to: metrics) }
    // Nothing more is written where the command does not begin.
    state.withLock { ($0.log, $0.metricsPath) = (file, metrics) }
    note(
      LogLine("begin", .info, ["command": .text(command), "version": .text(ProgramVersion.text)]))
  }

  /// `folha` of `folha.csv` and of `folha.qualifica`.
  private static func sheet(of name: String) -> String {
    PersonalNumbers.masked(
      SystemPath.shown(SystemPath.stem(of: SystemPath.name(of: SystemPath.absolute(name)))))
  }

  /// Follows the requests that this one counts.
  func follow(_ meter: RequestMeter, _ time: TimeSource) {
    state.withLock { $0.meter = (meter, time) }
  }

  /// Tells which run is worked on, and what earlier processes of it came to.
  func follow(_ run: Run, earlier: RunFigures) {
    let own = run.settings.own
    let labels = [
      ("run", run.code), ("operation", own.offer.name),
      ("service", own.service.map { "\($0)" } ?? ""),
      ("environment", run.settings.environment), ("version", ProgramVersion.text),
    ]
    state.withLock { state in
      state.content.run = labels
      state.runCode = run.code
      state.earlier = earlier
    }
    let name = PersonalNumbers.masked(SystemPath.shown(SystemPath.name(of: run.input.path)))
    var line = LogLine(
      "run", .info,
      [
        "input": .text(name), "operation": .text(own.offer.name),
        "environment": .text(run.settings.environment),
      ])
    line.add("service", own.service.map { .whole($0) })
    note(line)
  }

  // MARK: What happens

  /// This process plans, checks, sends or waits, so that its figures count.
  func works() { state.withLock { $0.hasWorked = true } }

  var hasWorked: Bool { state.withLock { $0.hasWorked } }

  func phase(_ word: String) {
    let now = time.uptime()
    let isNew = state.withLock { state in
      guard state.content.phase != word else { return false }
      state.endPhase(at: now)
      state.content.phase = word
      return true
    }
    guard isNew else { return }
    note(LogLine("phase", .info, ["phase": .text(word)]))
    writeFigures()
  }

  func note(_ event: EngineEvent) {
    if let line = LogLine(event) { note(line) }
  }

  func paused(_ pause: RateLimiter.Pause) {
    note(
      LogLine(
        "pause", .warning,
        [
          "reason": .text(pause.reason.word),
          "seconds": .decimal((pause.end - pause.start) / .seconds(1)),
        ]))
  }

  func planned(_ plan: PlanTotals) {
    note(
      LogLine(
        "plan", .info,
        [
          "records": .whole(plan.records), "planned": .whole(plan.planned),
          "rejected": .whole(plan.rejected), "duplicates": .whole(plan.duplicates),
          "batches": .whole(plan.chunks),
        ]))
  }

  func answered(_ request: Request, status: Int, after latency: Duration) {
    guard isLogging else { return }
    note(.answered(request, status: status, after: latency))
  }

  func unanswered(
    _ request: Request, _ outcome: String, _ reason: String, after time: Duration
  ) {
    guard isLogging else { return }
    note(.unanswered(request, outcome, reason, after: time))
  }

  /// What people are told and nobody may miss.
  func warned(_ text: String) { note(.message(text, .warning)) }

  /// Records by status, as the journal has them.
  func counted(_ tally: ResultTally, findings: [String: Int] = [:]) {
    state.withLock { state in
      state.content.records = tally.countsByWord
      if !findings.isEmpty { state.content.findings = findings }
    }
  }

  /// Writes the figures when it is time; costs nothing in between.
  func tick() {
    let now = time.uptime()
    guard state.withLock({ now - $0.writtenAt >= Self.interval }) else { return }
    writeFigures()
  }

  /// The command ends with this code, and says this where it failed.
  func end(_ code: Int, _ text: String? = nil) {
    let now = time.uptime()
    let began = state.withLock { state in
      state.endPhase(at: now)
      state.content.isAtWork = false
      state.content.exitCode = code
      return state.began
    }
    if let text { note(.message(text, .error)) }
    note(
      LogLine(
        "end", code < 3 ? .info : .error,
        ["exit_code": .whole(code), "duration_seconds": .decimal((now - began) / .seconds(1))]))
    writeFigures()
  }

  // MARK: Figures

  /// What all processes of the run came to so far.
  func total() -> RunFigures {
    let own = own()
    return state.withLock { $0.hasWorked ? $0.earlier.adding(own) : $0.earlier }
  }

  /// What this process came to so far.
  func own() -> RunFigures {
    let now = time.uptime()
    return state.withLock { state in
      var figures = RunFigures(
        processes: 1, seconds: (now - state.began) / .seconds(1), phaseSeconds: state.phaseSeconds)
      if let phase = state.content.phase, state.content.isAtWork {
        figures.phaseSeconds[phase, default: 0] += (now - state.phaseBegan) / .seconds(1)
      }
      if let (meter, time) = state.meter { figures.requests = meter.figures(at: time.uptime()) }
      return figures
    }
  }

  private func content() -> MetricsContent {
    let total = total()
    return state.withLock { state in
      var content = state.content
      content.figures = total
      return content
    }
  }

  private func writeFigures() {
    let now = time.uptime()
    let path = state.withLock { state in
      state.writtenAt = now
      return state.metricsPath
    }
    guard let path else { return }
    do {
      try MetricsFile.write(content().text(at: Date()), to: path)
    } catch {
      state.withLock { $0.metricsPath = nil }
      MonitorFileRefusal.warn(error)
    }
  }

  private var isLogging: Bool { state.withLock { $0.log != nil } }

  private func note(_ line: LogLine) {
    let (log, run) = state.withLock { ($0.log, $0.runCode) }
    guard let log else { return }
    do {
      try log.append(Terminal.withoutSecrets(line.text(at: Date(), run: run)))
    } catch {
      state.withLock { $0.log = nil }
      MonitorFileRefusal.warn(error)
    }
  }
}
