import BulkEngine
import Foundation
import Spreadsheets
import Synchronization

/// How progress is shown.
enum ProgressMode: String, CaseIterable, Sendable {
  /// A bar on a terminal, else plain lines.
  case auto
  case bar
  case plain
  /// A JSON object a line, and nothing else but failures.
  case json
  case off
}

/// Tells on standard error how far a command is.
final class ProgressDisplay: Sendable {
  private enum Way { case drawn, plain, json, off }

  private struct State {
    var progress = ProgressState()
    var isDrawn = false
    var last = Duration.zero
    var file: InputFile?
    var nextCounts = Duration.zero
  }

  /// Where nothing is drawn a line is said this often.
  private static let interval = Duration.seconds(30)
  /// Drawing more often is of no use.
  private static let frame = Duration.milliseconds(200)
  /// Counting takes at most this part of the time.
  private static let countingShare = 50

  let meter: RequestMeter
  private let state = Mutex(State())
  private let way: Way
  private let view: ProgressView
  /// Uptimes of one run are of one clock: each has a zero of its own.
  let time = TimeSource.system

  init(_ settings: MessageSettings) {
    meter = RequestMeter(time)
    way = Self.way(settings)
    view = ProgressView(language: settings.language, hasBlocks: Terminal.showsUnicode)
  }

  private static func way(_ settings: MessageSettings) -> Way {
    if settings.quiet, settings.progress != .json { return .off }
    switch settings.progress {
    case .off: return .off
    case .json: return .json
    case .plain: return .plain
    case .bar: return .drawn
    case .auto:
      return Terminal.errorIsTerminal && !settings.noColor && !Terminal.isDumb ? .drawn : .plain
    }
  }

  /// Whether phases are shown by the bar itself.
  var isDrawing: Bool { way == .drawn }

  func enter(_ phase: ProgressState.Phase) {
    let now = time.uptime()
    state.withLock { state in
      state.progress.enter(phase, at: now)
      state.last = way == .plain ? now : .zero
    }
    show()
  }

  func note(_ event: EngineEvent) {
    let now = time.uptime()
    // The engine speaks of a pause rarely enough.
    let isPause = if case .pausing = event { true } else { false }
    state.withLock { state in
      state.progress.note(event, at: now)
      if isPause { state.last = .zero - Self.interval }
    }
    show()
  }

  /// Removes a drawn line before something else is said.
  func clear() {
    let wasDrawn = state.withLock { state in
      defer { state.isDrawn = false }
      return state.isDrawn
    }
    if wasDrawn { Terminal.draw("\r\u{1B}[2K") }
  }

  /// What the progress is, asked for at any time.
  var description: String { view.plain(snapshot, at: Date()) }

  private var snapshot: ProgressSnapshot {
    let now = time.uptime()
    return state.withLock { state in
      state.progress.snapshot(
        at: now, read: state.file?.readPart, requests: meter.counts(at: now))
    }
  }

  /// Shows the progress unless it was shown just now.
  private func show() {
    guard way != .off else { return }
    let now = time.uptime()
    let least = way == .plain ? Self.interval : way == .json ? .seconds(1) : Self.frame
    let isTime = state.withLock { state in
      guard state.progress.phase != nil, state.last <= .zero || now - state.last >= least else {
        return false
      }
      state.last = now
      state.isDrawn = way == .drawn
      return true
    }
    guard isTime else { return }
    switch way {
    case .drawn:
      let columns = Terminal.errorColumns ?? 80
      Terminal.draw("\r\u{1B}[2K" + view.line(snapshot, columns: columns))
    case .plain: Terminal.say("  " + view.plain(snapshot, at: Date()))
    case .json: Terminal.say((try? ProgressRecord(snapshot, at: Date()).line()) ?? "")
    case .off: break
    }
  }

  // MARK: While something works

  /// Shows the progress again and again while `work` goes on.
  ///
  /// - Parameters:
  ///   - file: whose reading is the work.
  ///   - journal: whose counts are the progress, with the operation's statuses.
  func during<Value: Sendable>(
    reading file: InputFile? = nil, counting journal: (any Journal, StatusTable)? = nil,
    _ work: @Sendable () async throws -> Value
  ) async throws -> Value {
    state.withLock { $0.file = file }
    let ticking = Task { await tick(journal) }
    defer {
      ticking.cancel()
      state.withLock { $0.file = nil }
    }
    return try await work()
  }

  private func tick(_ journal: (any Journal, StatusTable)?) async {
    while !Task.isCancelled {
      if let journal { await count(journal.0, journal.1) }
      guard !Task.isCancelled else { return }
      show()
      Monitor.shared.tick()
      try? await Task.sleep(for: way == .drawn ? Self.frame : .milliseconds(500))
    }
  }

  private func count(_ journal: any Journal, _ statuses: StatusTable) async {
    let before = time.uptime()
    guard state.withLock({ before >= $0.nextCounts }), let states = try? await journal.counts()
    else { return }
    let after = time.uptime()
    Monitor.shared.counted(ResultTally(statuses, states: states))
    state.withLock { state in
      state.progress.note(states, statuses)
      state.nextCounts = after + max(.seconds(1), (after - before) * Self.countingShare)
    }
  }
}
