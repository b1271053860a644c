import BulkEngine
import Foundation
import Operations
import Synchronization

/// Says how far a fetch is: a line that is drawn again on a terminal, else one each half minute.
final class FetchProgress: Sendable {
  private let language: Language
  private let isQuiet: Bool
  private let draws: Bool
  private let saidAt: Mutex<Date>

  private static let silence: TimeInterval = 30
  private static let erasure = "\r\u{1B}[2K"

  init(_ messages: MessageSettings) {
    language = messages.language
    isQuiet = messages.quiet || messages.progress == .off || messages.progress == .json
    draws =
      Terminal.errorIsTerminal && !Terminal.isDumb && !messages.noColor
      && messages.progress != .plain
    saidAt = Mutex(Date())
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
    if draws { return Terminal.draw(Self.erasure + text) }
    let isDue = saidAt.withLock { at in
      guard Date().timeIntervalSince(at) >= Self.silence else { return false }
      at = Date()
      return true
    }
    if isDue { Terminal.say(text) }
  }

  func pausing(_ left: Duration) {
    guard !isQuiet else { return }
    clear()
    Terminal.say(
      language.pick(
        "The API asks to wait: \(DurationWords.text(left)).",
        "A API pede para esperar: \(DurationWords.text(left))."))
  }

  func clear() {
    if draws, !isQuiet { Terminal.draw(Self.erasure) }
  }
}

extension Noun {
  static let row = Noun("row", "rows", "linha", "linhas")
}
