import BulkEngine
import Foundation
import Operations
import Synchronization

/// Says how far a fetch is: a line that is drawn again on a terminal, else one each half minute.
final class FetchProgress: Sendable {
  private let language: Language
  private let isQuiet: Bool
  private let draws: Bool
  private let state: Mutex<State>

  private struct State {
    /// How far it is, in words.
    var text = ""
    /// When the API answered last.
    var heardAt = Date()
    /// When a line was written last, for those who see no drawn one.
    var saidAt = Date()
    /// Until when nothing is asked, and why.
    var pause: (end: Date, reason: PauseReason)?
  }

  private static let silence: TimeInterval = 30
  /// An answer that takes longer is worth a word on a terminal.
  private static let quickAnswer: TimeInterval = 2
  private static let erasure = "\r\u{1B}[2K"

  init(_ messages: MessageSettings) {
    language = messages.language
    isQuiet = messages.quiet || messages.progress == .off || messages.progress == .json
    draws =
      Terminal.errorIsTerminal && !Terminal.isDumb && !messages.noColor
      && messages.progress != .plain
    state = Mutex(State())
  }

  func show(rows: Int, things: Int, total: Int?) {
    guard !isQuiet else { return }
    let whole = total.map {
      language.pick(" of \(language.number($0))", " de \(language.number($0))")
    }
    let text = language.pick(
      "\(language.number(things))\(whole ?? "") read, \(language.counted(rows, .row)) kept",
      "\(language.number(things))\(whole ?? "") consultados, \(language.counted(rows, .row)) no arquivo"
    )
    state.withLock { state in
      state.text = text
      state.heardAt = Date()
      state.pause = nil
    }
    if draws { return Terminal.draw(Self.erasure + text) }
    if isDue() { Terminal.say(text) }
  }

  func pausing(_ left: Duration, because reason: PauseReason) {
    guard !isQuiet else { return }
    state.withLock { $0.pause = (Date().addingTimeInterval(left / .seconds(1)), reason) }
    guard !draws else { return remind() }
    state.withLock { $0.saidAt = Date() }
    Terminal.say(words(for: left, reason) + ".")
  }

  func clear() {
    if draws, !isQuiet { Terminal.draw(Self.erasure) }
  }

  /// Runs `body`, and says meanwhile when the API does not answer: each second on a terminal, else each
  /// half minute.
  func reminding<Answer: Sendable>(
    during body: @escaping @Sendable () async throws -> Answer
  ) async throws -> Answer {
    try await withThrowingTaskGroup(of: Answer?.self) { group in
      defer { group.cancelAll() }
      group.addTask { try await body() }
      group.addTask {
        while (try? await Task.sleep(for: .seconds(1))) != nil { self.remind() }
        return nil
      }
      while let ended = try await group.next() {
        if let answer = ended { return answer }
      }
      throw CancellationError()
    }
  }

  private func remind(at now: Date = Date()) {
    guard !isQuiet else { return }
    let (text, heardAt, pause) = state.withLock { ($0.text, $0.heardAt, $0.pause) }
    let left = pause.map { $0.end.timeIntervalSince(now) } ?? 0
    let silent = now.timeIntervalSince(heardAt)
    if draws {
      guard silent >= Self.quickAnswer || left > 0 else { return }
      let words =
        left > 0
        ? words(for: .seconds(left), pause?.reason ?? .asked) : words(forSilence: .seconds(silent))
      Terminal.draw(Self.erasure + (text.isEmpty ? words : "\(text)  \(words)"))
    } else if left <= 0, silent >= Self.silence, isDue(at: now) {
      // Pauses are announced by the limiter.
      Terminal.say(words(forSilence: .seconds(silent)) + ".")
    }
  }

  private func isDue(at now: Date = Date()) -> Bool {
    state.withLock { state in
      guard now.timeIntervalSince(state.saidAt) >= Self.silence else { return false }
      state.saidAt = now
      return true
    }
  }

  private func words(for left: Duration, _ reason: PauseReason) -> String {
    let time = DurationWords.text(left.wholeSeconds)
    return switch reason {
    case .asked:
      language.pick("The API asks to wait: \(time)", "A API pede para esperar: \(time)")
    case .usedUp:
      language.pick(
        "The API's limit of requests is used up: \(time)",
        "O limite de requisições da API acabou: \(time)")
    case .slowRate:
      language.pick(
        "The rate of requests is low; the next one leaves in \(time)",
        "O ritmo de requisições é baixo; a próxima sai em \(time)")
    case .failures:
      language.pick("Pause after failed requests: \(time)", "Pausa depois de falhas: \(time)")
    }
  }

  private func words(forSilence silent: Duration) -> String {
    let time = DurationWords.text(silent.wholeSeconds)
    return language.pick(
      "No answer of the API for \(time)", "Sem resposta da API há \(time)")
  }
}

extension Noun {
  static let row = Noun("row", "rows", "linha", "linhas")
}
